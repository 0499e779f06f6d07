"""The least that a policy's form wants to be answered, so that a test ticket is taken at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from trayapp.core.policy import Field, Nature, Policy

_ANSWERS = {"yes_no": "no", "long_text": "A test", "text": "A test"}


@dataclass(frozen=True, slots=True)
class Filled:
    """Answers for `Draft`."""

    nature: str | None = None
    product: str | None = None
    category: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def filled(policy: Policy, permissions: frozenset[str], today: date) -> Filled:
    """The first nature, product and category whose form needs no file; nothing where nothing is asked."""
    nature = _nature(policy, permissions)
    product, category = _about(policy) if nature is None or nature.about else (None, None)
    code = nature.code if nature else None
    answers: dict[str, str] = {}
    for item in policy.fields(code, product, category):
        if item.required and item.shown(answers):
            answers[item.code] = _answer(item, today)
    return Filled(code, product, category, answers)


def _nature(policy: Policy, permissions: frozenset[str]) -> Nature | None:
    offered = (nature for nature in policy.natures if policy.open_to(nature, permissions))
    return next((nature for nature in offered if nature.about and _easy(nature.fields)), None)


def _about(policy: Policy) -> tuple[str | None, str | None]:
    for product in policy.products:
        if not product.needs_category:
            return product.code, None
        for category in product.categories:
            if _easy(category.fields):
                return product.code, category.code
    return None, None


def _easy(fields: tuple[Field, ...]) -> bool:
    return not any(item.required and item.kind == "file" for item in fields)


def _answer(item: Field, today: date) -> str:
    if item.kind == "choice":
        return item.choices[0].code if item.choices else ""
    if item.kind == "date":
        return today.isoformat()
    return _ANSWERS.get(item.kind, "A test")
