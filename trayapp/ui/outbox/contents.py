"""What the outbox page shows, read from the store at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trayapp.core.ids import OpId
from trayapp.core.model import NOTHING, Draft
from trayapp.core.operation import ABOUT_PEOPLE, Operation, behind
from trayapp.core.policy import Policy
from trayapp.ui.context import UiContext

MOST = 100
"""Rows drawn; of more the number is told."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Operations, and the subjects of the tickets they are about."""

    pending: tuple[Operation, ...]
    """Oldest first."""
    recent: tuple[Operation, ...]
    """The last ones the portal has, newest first."""
    subjects: Mapping[OpId, str]
    policy: Policy | None
    behind: frozenset[OpId] = frozenset()
    """Those that go only after another one of their ticket."""

    def labels(self, op: Operation) -> Mapping[str, str]:
        """What the policy calls the fields of a new ticket, by their codes."""
        if self.policy is None or not isinstance(op.payload, Draft):
            return NOTHING
        draft = op.payload
        fields = self.policy.fields(draft.nature, draft.product, draft.category)
        return {field.code: field.label for field in fields}


def read(context: UiContext) -> Contents:
    """Blocks on the disk."""
    pending = tuple(context.outbox.pending())
    recent = tuple(context.outbox.recent())
    subjects = {op.op_id: _subject(context, op) for op in _drawn(pending, recent)}
    return Contents(pending, recent, subjects, context.notes.policy(), behind(pending))


def _drawn(pending: tuple[Operation, ...], recent: tuple[Operation, ...]) -> Iterable[Operation]:
    return (*pending[:MOST], *recent)


def _subject(context: UiContext, op: Operation) -> str:
    if isinstance(op.payload, Draft):
        return op.payload.subject
    if op.kind in ABOUT_PEOPLE:
        return ""
    for name in (op.ref.id if op.ref else op.ticket_id, context.outbox.resolve(op.ticket_id)):
        ticket = context.tickets.get(name)
        if ticket:
            return ticket.subject
    create = context.outbox.get(OpId(op.ticket_id))
    if create and isinstance(create.payload, Draft):
        return create.payload.subject
    return f"#{op.ref.number}" if op.ref and op.ref.number else ""
