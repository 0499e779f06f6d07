"""Checks what an employee wrote against the policy. Reasons are the portal's own words, by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from trayapp.core.model import Draft
from trayapp.core.policy import Category, Field, Nature, Policy

REQUIRED = "This is needed."


def reasons(draft: Draft, policy: Policy) -> dict[str, str]:
    """What is wrong with it, by field; all at once."""
    found: dict[str, str] = {}
    if not draft.subject.strip():
        found["subject"] = REQUIRED
    if draft.priority is not None and not policy.priority(draft.priority):
        found["priority"] = f"There is no priority {draft.priority!r}."
    return found | _nature(draft, policy) | _about(draft, policy)


def without_hidden(draft: Draft, policy: Policy) -> Draft:
    """Without answers to fields that the other answers hide: the form does not ask for them (TK-2)."""
    fields = {item.code: item for item in policy.fields(draft.nature, draft.product, draft.category)}
    answers = dict(draft.fields)
    # a field hidden by another that is itself hidden goes, too
    while hidden := [code for code in answers if code in fields and not fields[code].shown(answers)]:
        for code in hidden:
            del answers[code]
    return replace(draft, fields=answers)


def _nature(draft: Draft, policy: Policy) -> dict[str, str]:
    """What kind of request it is (TK-2)."""
    if draft.nature is None:
        return {}
    nature = policy.nature(draft.nature)
    if nature is None:
        return {"nature": f"There is no nature {draft.nature!r}."}
    if nature.feature and nature.feature not in policy.features:
        return {"nature": "This portal does not offer that."}
    return _asked_about(draft, policy, nature)


def _asked_about(draft: Draft, policy: Policy, nature: Nature) -> dict[str, str]:
    """A nature that asks what it is about: fields that are needed must not be left out with their category (TK-1)."""
    if not nature.about:
        return {}
    product = policy.product(draft.product)
    if product is None:
        needed = draft.product is None and any(item.needs_category for item in policy.products)
        return {"product": REQUIRED} if needed else {}
    return {"category": REQUIRED} if draft.category is None and product.needs_category else {}


def _about(draft: Draft, policy: Policy) -> dict[str, str]:
    """Product, category, and the fields that nature and category add (TK-1, TK-2)."""
    if draft.product is not None and not policy.product(draft.product):
        return {"product": f"There is no product {draft.product!r}."}
    category: Category | None = policy.category(draft.product, draft.category)
    if draft.category is not None and not category:
        return {"category": f"There is no category {draft.category!r} of that product."}
    if draft.nature is not None and not policy.nature(draft.nature):
        return {}
    fields = {item.code: item for item in policy.fields(draft.nature, draft.product, draft.category)}
    found = {code: "This form has no such field." for code in draft.fields if code not in fields}
    for code, item in fields.items():
        if item.shown(draft.fields) and (reason := _answer(item, draft.fields.get(code, ""), draft)):
            found[code] = reason
    return found


def _answer(item: Field, answer: str, draft: Draft) -> str | None:
    """What is wrong with an answer, or `None`."""
    if not answer.strip():
        return REQUIRED if item.required else None
    if item.kind == "choice" and answer not in {choice.code for choice in item.choices}:
        return "Pick one of the choices."
    if item.kind == "yes_no" and answer not in {"yes", "no"}:
        return "Answer yes or no."
    if item.kind == "date" and not _is_date(answer):
        return "Give a date such as 2026-05-31."
    if item.kind == "file" and answer not in {file.name for file in draft.files}:
        return "Name one of the files of this ticket."
    return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
