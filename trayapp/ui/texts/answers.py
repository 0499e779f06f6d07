"""What a form was answered, in the policy's words; what it no longer names, by its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trayapp.core.policy import Field, Policy
from trayapp.ui.texts import when
from trayapp.ui.texts.tickets import NO, YES


def nature(policy: Policy | None, code: str | None) -> str:
    """What kind of request it is; empty where that was not asked."""
    known = policy.nature(code) if policy else None
    return known.label if known else code or ""


def about(policy: Policy | None, product: str | None, category: str | None) -> str:
    """Product and category; empty where neither was chosen."""
    known = policy.product(product) if policy else None
    below = policy.category(product, category) if policy else None
    parts = (known.label if known else product, below.label if below else category)
    return " › ".join(part for part in parts if part)


def answers(fields: Sequence[Field], given: Mapping[str, str]) -> list[tuple[str, str]]:
    """Labels and answers, in the order of the form; what the policy no longer asks for comes last."""
    asked = {field.code: field for field in fields}
    order = [*asked, *sorted(given.keys() - asked)]
    return [
        (asked[code].label if code in asked else code, answer(asked.get(code), given[code]))
        for code in order
        if given.get(code, "").strip()
    ]


def answer(field: Field | None, given: str) -> str:
    """One answer as people read it."""
    match field.kind if field else "":
        case "yes_no":
            return {"yes": YES, "no": NO}.get(given, given)
        case "date":
            return when.day_of(given)
        case _:
            choices = field.choices if field else ()
            return next((choice.label for choice in choices if choice.code == given), given)
