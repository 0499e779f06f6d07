"""What a line of the ticket list shows, whether the ticket is on the portal or still in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trayapp.core.ids import reference
from trayapp.core.model import Draft
from trayapp.core.operation import Operation, OpKind
from trayapp.core.policy import Bucket, Policy
from trayapp.core.ports import TicketRow
from trayapp.core.sent import has_words
from trayapp.ui.texts import by_mail, when
from trayapp.ui.texts import tickets as texts
from trayapp.ui.theme import State

Item = TicketRow | Operation
"""A row of the store, or a create: one that has not left yet, or that went where nothing is told of tickets."""
UNSENT_VIEWS = frozenset({"open", "all"})
"""Views on top of which tickets show that are still in the outbox."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    key: str
    """The portal's id, or the op id of the create."""
    title: str
    number: str
    """With its sign, or words where it has none yet."""
    status: str
    state: State
    at: datetime
    unread: bool
    unsent: bool

    def spoken(self, now: datetime) -> str:
        """The line for a screen reader."""
        unread = texts.UNREAD if self.unread else ""
        parts = (self.title, unread, self.number, self.status, when.ago(self.at, now))
        return texts.row_for_screen_readers(parts)


def key_of(item: Item) -> str:
    """What names the ticket, now and after it was sent."""
    return item.op_id if isinstance(item, Operation) else item.id


def entry_of(item: Item, policy: Policy | None) -> Entry:
    """The line for an item; the policy has the portal's word for its status."""
    if isinstance(item, Operation):
        return _mailed(item) if item.finished else _unsent(item)
    return _sent(item, policy)


def unsent(pending: tuple[Operation, ...], view: str, words: str) -> list[Operation]:
    """Creates that belong on top of the view, newest first."""
    if view not in UNSENT_VIEWS:
        return []
    creates = [op for op in reversed(pending) if op.kind is OpKind.CREATE and not op.finished]
    return [op for op in creates if has_words(op, words)]


def state_of(bucket: str) -> State:
    """The colour of a bucket; an unknown one counts as open, so that it is never faded out."""
    return State(bucket) if bucket in set(Bucket) else State.OPEN


def subject_of(operation: Operation) -> str:
    """The subject of a create; empty for anything else."""
    return operation.payload.subject if isinstance(operation.payload, Draft) else ""


def _sent(row: TicketRow, policy: Policy | None) -> Entry:
    known = policy.status(row.status) if policy else None
    status = known.label if known else row.status_label or texts.bucket(row.bucket)
    number = texts.number(row.number)
    return Entry(
        row.id, row.subject, number, status, state_of(row.bucket), row.updated_at, row.unread, unsent=False
    )


def _unsent(operation: Operation) -> Entry:
    return Entry(
        operation.op_id,
        subject_of(operation),
        texts.NO_NUMBER,
        texts.NOT_SENT,
        State.WAITING,
        operation.created_at,
        unread=False,
        unsent=True,
    )


def _mailed(operation: Operation) -> Entry:
    """Sent where nothing comes back: the reference that stands in the mail is all the number there is."""
    return Entry(
        operation.op_id,
        subject_of(operation),
        reference(operation.op_id),
        by_mail.SENT,
        State.OPEN,
        operation.done_at or operation.created_at,
        unread=False,
        unsent=False,
    )
