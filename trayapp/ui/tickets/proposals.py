"""Estimates in a ticket's conversation: decided ones where they were made, open ones at its end (TK-6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from trayapp.core.ids import OpId
from trayapp.core.model import Action, DecideEstimate, Estimate, EstimateState
from trayapp.core.operation import Operation, OpState
from trayapp.ui.texts import estimates as texts
from trayapp.ui.texts import outbox as outbox_texts
from trayapp.ui.tickets.passages import Passage, Voice, passages
from trayapp.ui.tickets.shown import Shown


@dataclass(frozen=True, slots=True)
class Decision:
    """What the employee decided, on its way."""

    op_id: OpId
    words: str
    """What was decided and how it stands."""
    undo: bool
    """It can still be taken back."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An estimate as it is shown."""

    estimate: Estimate
    may_decide: bool
    """The employee may approve or decline it now."""
    decision: Decision | None = None

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
    proposals = _proposals(shown, now)
    settled = [proposal for proposal in proposals if not _open(proposal)]
    past: list[Item] = [*said, *settled]
    past.sort(key=lambda item: item.at)
    return (*past, *(proposal for proposal in proposals if _open(proposal)), *waiting)


def _proposals(shown: Shown, now: datetime) -> list[Proposal]:
    decisions = {
        op.payload.estimate: _decision(op, op.payload, now)
        for op in shown.pending
        if isinstance(op.payload, DecideEstimate)
    }
    estimates = shown.ticket.estimates if shown.ticket else ()
    return [
        Proposal(estimate, _may(shown, estimate) and estimate.id not in decisions, decisions.get(estimate.id))
        for estimate in sorted(estimates, key=lambda estimate: estimate.at)
    ]


def _decision(op: Operation, wanted: DecideEstimate, now: datetime) -> Decision:
    decided = texts.PENDING_APPROVE if wanted.approve else texts.PENDING_DECLINE
    # Without the seconds to the next try: they run in the outbox, here they would stand still.
    state = outbox_texts.state(replace(op, next_at=None), now)
    words = " ".join(filter(None, (decided, f"{state}.", outbox_texts.advice(op))))
    return Decision(op.op_id, words, undo=op.state is not OpState.SENDING and not op.doubtful)


def _may(shown: Shown, estimate: Estimate) -> bool:
    return estimate.state == EstimateState.PROPOSED and shown.may(Action.ESTIMATES)


def _open(proposal: Proposal) -> bool:
    return proposal.estimate.state == EstimateState.PROPOSED or proposal.decision is not None
