"""Words about an estimate: what support proposes to do, and for how much (TK-6)."""

from __future__ import annotations

from datetime import datetime

from trayapp.core.model import Estimate, EstimateState
from trayapp.ui.texts import when

ESTIMATE = "Estimate"
APPROVE = "Approve"
DECLINE = "Decline"
BACK = "Not now"
UNDO = "Undo"
WITHDRAWN = "Withdrawn by IT"
ASKS = "IT waits for your decision."
ONLY_SHOWN = "Somebody of your company decides this one."
PENDING_APPROVE = "You approve this."
PENDING_DECLINE = "You decline this."


def question(estimate: Estimate, *, approve: bool) -> tuple[str, str]:
    """Asked before a decision is sent: the question, and what it means."""
    what = f"“{estimate.title}” for {estimate.amount}"
    if approve:
        return "Approve this estimate?", f"You order {what}. IT may begin, and your company is billed for it."
    return (
        "Decline this estimate?",
        f"IT does not do {what}. You can write in an answer what you want instead.",
    )


def standing(estimate: Estimate, now: datetime) -> str:
    """How it stands, where nothing is to be decided; an unknown state by its code."""
    match estimate.state:
        case EstimateState.PROPOSED:
            return ONLY_SHOWN
        case EstimateState.APPROVED:
            return f"Approved{_by(estimate, now)}"
        case EstimateState.DECLINED:
            return f"Declined{_by(estimate, now)}"
        case EstimateState.WITHDRAWN:
            return WITHDRAWN
        case _:
            return estimate.state.replace("_", " ").capitalize()


def spoken(estimate: Estimate, words: str) -> str:
    """The whole card in one sentence, for a screen reader."""
    return ", ".join(part for part in (ESTIMATE, estimate.title, estimate.amount, words) if part)


def button(words: str, estimate: Estimate) -> str:
    """The accessible name of a button of the card."""
    return f"{words}: {estimate.title}"


def _by(estimate: Estimate, now: datetime) -> str:
    who = f" by {estimate.decided_by}" if estimate.decided_by else ""
    at = f", {when.on(estimate.decided_at, now)}" if estimate.decided_at else ""
    return f"{who}{at}"
