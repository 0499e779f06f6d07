"""Estimates in a ticket's conversation: decided ones where they were made, open ones at its end (TK-6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from trayapp.core.model import Action, DecideEstimate, Estimate, EstimateState
from trayapp.core.operation import Operation
from trayapp.ui.tickets.passages import Passage, Voice, passages
from trayapp.ui.tickets.shown import Shown


@dataclass(frozen=True, slots=True)
class Proposal:
    """An estimate as it is shown."""

    estimate: Estimate
    may_decide: bool
    """The employee may approve or decline it now."""
    wish: Operation | None = None
    """Their decision, on its way."""

    @property
    def at(self) -> datetime:
        """When it was proposed."""
        return self.estimate.at


Item = Passage | Proposal


def timeline(shown: Shown, now: datetime) -> tuple[Item, ...]:
    """The conversation with the estimates in it; what waits for the employee is last, before their own words."""
    talk = passages(shown, now)
    said = [passage for passage in talk if passage.voice is not Voice.PENDING]
    waiting = [passage for passage in talk if passage.voice is Voice.PENDING]
    proposals = _proposals(shown)
    settled = [proposal for proposal in proposals if not _open(proposal)]
    past: list[Item] = [*said, *settled]
    past.sort(key=lambda item: item.at)
    return (*past, *(proposal for proposal in proposals if _open(proposal)), *waiting)


def _proposals(shown: Shown) -> list[Proposal]:
    wishes = {
        op.payload.estimate: replace(op, next_at=None)
        for op in shown.pending
        if isinstance(op.payload, DecideEstimate)
    }
    estimates = shown.ticket.estimates if shown.ticket else ()
    return [
        Proposal(estimate, _may(shown, estimate) and estimate.id not in wishes, wishes.get(estimate.id))
        for estimate in sorted(estimates, key=lambda estimate: estimate.at)
    ]


def _may(shown: Shown, estimate: Estimate) -> bool:
    return estimate.state == EstimateState.PROPOSED and shown.may(Action.ESTIMATES)


def _open(proposal: Proposal) -> bool:
    return proposal.estimate.state == EstimateState.PROPOSED or proposal.wish is not None
