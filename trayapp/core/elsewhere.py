"""A ticket that goes to another helpdesk than the one it was written for: there its codes mean something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trayapp.core.fitting import with_lines
from trayapp.core.model import Draft
from trayapp.core.policy import Field, Policy

Line = tuple[str, str]
"""What something is called, and what the employee chose or wrote."""


def in_words(draft: Draft, policy: Policy) -> tuple[Line, ...]:
    """What was chosen in the form of that policy, in its words; a code that it does not name as it is."""
    fields = {field.code: field for field in policy.fields(draft.nature, draft.product, draft.category)}
    nature, product = policy.nature(draft.nature), policy.product(draft.product)
    category, priority = policy.category(draft.product, draft.category), policy.priority(draft.priority)
    return (
        *_line("nature", draft.nature, nature.label if nature else None),
        *_line("product", draft.product, product.label if product else None),
        *_line("category", draft.category, category.label if category else None),
        *(_answer(fields.get(code), code, answer) for code, answer in draft.fields.items()),
        *_line("priority", draft.priority, priority.label if priority else None),
    )


def freed(draft: Draft, later: Sequence[Line] = ()) -> Draft:
    """The draft without a code of its helpdesk: what they said stands in the description, and `later` after it.

    Its words, files and facts stay.
    """
    said = draft.said or in_words(draft, _NOBODYS)
    goes_on = (*_line("goes on from", draft.references, None), *_line("belongs to", draft.joins, None))
    return replace(
        draft,
        description=with_lines(draft.description, (*said, *goes_on, *later)),
        nature=None,
        product=None,
        category=None,
        fields={},
        priority=None,
        references=None,
        joins=None,
        policy=None,
        said=(),
    )


_NOBODYS = Policy("", "", "")
"""Names nothing."""


def _line(name: str, code: str | None, label: str | None) -> Iterator[Line]:
    if code is not None:
        yield name, label or code


def _answer(field: Field | None, code: str, answer: str) -> Line:
    choices = {choice.code: choice.label for choice in field.choices} if field else {}
    return (field.label if field else code), choices.get(answer) or answer
