"""Checks what an employee wrote against the policy. Reasons are the portal's own words, by field."""

from __future__ import annotations

from datetime import date

from trayapp.core.errors import Rejected
from trayapp.core.model import Draft
from trayapp.core.policy import Field, Policy

REQUIRED = "Please fill this in."


def check_draft(draft: Draft, policy: Policy) -> None:
    """Raises `Rejected` with every reason at once."""
    reasons: dict[str, str] = {}
    if not draft.subject.strip():
        reasons["subject"] = REQUIRED
    if draft.priority is not None and not policy.priority(draft.priority):
        reasons["priority"] = f"There is no priority {draft.priority!r}."
    reasons |= _about(draft, policy)
    if reasons:
        raise Rejected("the ticket does not follow the policy", fields=reasons)


def _about(draft: Draft, policy: Policy) -> dict[str, str]:
    """Product, category, and the fields that the category adds (TK-1)."""
    if draft.product is not None and not policy.product(draft.product):
        return {"product": f"There is no product {draft.product!r}."}
    category = policy.category(draft.product, draft.category)
    if draft.category is not None and not category:
        return {"category": f"There is no category {draft.category!r} of that product."}
    fields = {item.code: item for item in category.fields} if category else {}
    reasons = {code: "This form has no such field." for code in draft.fields if code not in fields}
    for code, item in fields.items():
        if reason := _answer(item, draft.fields.get(code, "")):
            reasons[code] = reason
    return reasons


def _answer(item: Field, answer: str) -> str | None:
    """What is wrong with an answer, or `None`."""
    if not answer.strip():
        return REQUIRED if item.required else None
    if item.kind == "choice" and answer not in {choice.code for choice in item.choices}:
        return "Please pick one of the choices."
    if item.kind == "yes_no" and answer not in {"yes", "no"}:
        return "Please answer yes or no."
    if item.kind == "date" and not _is_date(answer):
        return "Please give a date such as 2026-05-31."
    return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
