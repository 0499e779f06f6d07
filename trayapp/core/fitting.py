"""A ticket that waited while the policy changed, fitted to the policy of today without losing a word.

What the policy does not know any more goes into the description, under its label or, where that went with it, its code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from trayapp.core.model import Draft
from trayapp.core.policy import Field, Policy

_Line = tuple[str, str]
"""What something is called, and what the employee chose or wrote."""


def fit(draft: Draft, policy: Policy) -> Draft:
    """The draft as this policy can take it; the same draft when it fits.

    The outcome depends on the two alone: every try sends the same, as long as the policy is the same.
    """
    nature = draft.nature if _offered(draft.nature, policy) else None
    product = draft.product if policy.product(draft.product) else None
    category = draft.category if policy.category(product, draft.category) else None
    known = {field.code: field for field in policy.fields(nature, product, category)}
    kept = {code: answer for code, answer in draft.fields.items() if _takes(known.get(code), answer, draft)}
    priority = draft.priority if policy.priority(draft.priority) else None
    left = [
        *_left("nature", draft.nature, nature),
        *_left("product", draft.product, product),
        *_left("category", draft.category, category),
        *((_label(known.get(code), code), draft.fields[code]) for code in sorted(draft.fields.keys() - kept)),
        *_left("priority", draft.priority, priority),
    ]
    if not left:
        return draft
    return replace(
        draft,
        description=with_lines(draft.description, left),
        nature=nature,
        product=product,
        category=category,
        fields=kept,
        priority=priority,
    )


def _left(name: str, before: str | None, now: str | None) -> Iterator[_Line]:
    if before is not None and now is None:
        yield name, before


def _offered(code: str | None, policy: Policy) -> bool:
    nature = policy.nature(code)
    return nature is not None and (not nature.feature or nature.feature in policy.features)


def _takes(field: Field | None, answer: str, draft: Draft) -> bool:
    """Whether the field is still there, and of a kind that can be answered so."""
    if field is None or not answer:
        return field is not None
    match field.kind:
        case "choice":
            return any(choice.code == answer for choice in field.choices)
        case "yes_no":
            return answer in {"yes", "no"}
        case "date":
            return _is_date(answer)
        case "file":
            return any(file.name == answer for file in draft.files)
        case _:
            return True


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _label(field: Field | None, code: str) -> str:
    return field.label if field else code


def with_lines(description: str, left: Sequence[tuple[str, str]]) -> str:
    """The employee's words first; an answer that was left empty is not worth a line."""
    lines = [f"{name}: {value}" for name, value in left if value.strip()]
    return "\n\n".join(part for part in (description.rstrip(), "\n".join(lines)) if part)
