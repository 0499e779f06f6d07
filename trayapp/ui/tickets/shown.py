"""Everything that is shown of one ticket, read from the store at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from trayapp.core.ids import OpId
from trayapp.core.model import Account, Action, Capabilities, Message, Ticket, TicketRef, Update
from trayapp.core.operation import Operation, OpKind, OpState
from trayapp.core.policy import Bucket, Policy
from trayapp.ui.context import UiContext
from trayapp.ui.theme import State
from trayapp.ui.tickets.entry import state_of

_ARRIVING = timedelta(minutes=10)
"""How long an answer that was sent shows as sent until the portal's conversation has it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One ticket: on the portal (`ticket`), still in the outbox or just sent (`create`), or gone (neither)."""

    key: str
    """The portal's id once the ticket was pulled, else the op id of the create."""
    ticket: Ticket | None
    create: Operation | None
    messages: tuple[Message, ...]
    pending: tuple[Operation, ...]
    """What the employee asked of this ticket and the conversation does not show yet, oldest first."""
    policy: Policy | None
    capabilities: Capabilities
    me: Account | None
    synced_at: datetime | None = None
    """When the portal last told everything it had."""
    known: frozenset[str] = frozenset()
    """Ids of the tickets it refers to that the employee can see."""
    incident: str | None = None
    """The title of the announced problem it belongs to; empty: it is announced no more."""

    @property
    def number(self) -> str:
        """As people quote it; empty before the portal gave one."""
        return self.ticket.ref.number if self.ticket else ""

    @property
    def state(self) -> State:
        """The colour of its status."""
        if self.ticket is None:
            return State.OPEN if self.mailed else State.WAITING
        bucket = self.policy.bucket(self.ticket.status) if self.policy else Bucket.OPEN
        return state_of(bucket)

    @property
    def mailed(self) -> bool:
        """It was sent where nothing is told of tickets: what was sent is all that there is to show."""
        return self.create is not None and self.create.finished and not self.capabilities.views

    def may(self, action: Action) -> bool:
        """The portal lets this employee do it to this ticket now."""
        granted = {
            Action.UPDATE: self.capabilities.update,
            Action.CLOSE: self.capabilities.close,
            Action.PRIORITY: self.capabilities.priority,
        }
        return self.ticket is not None and granted.get(action, True) and action in self.ticket.actions

    @property
    def answers_become_new(self) -> bool:
        """What is written on it makes a new ticket that references it (ST-7)."""
        status = self.policy.status(self.ticket.status) if self.policy and self.ticket else None
        return status is not None and status.new_ticket

    def asked_to(self, kind: OpKind) -> bool:
        """Such a wish is on its way already."""
        return any(op.kind is kind and not op.finished for op in self.pending)


def read(context: UiContext, key: str) -> Shown:
    """Read a ticket by the portal's id, its number, or the op id that creates it. Blocks on the disk."""
    resolved = context.outbox.resolve(key)
    ticket = context.tickets.get(resolved)
    create = None if ticket else _create(context, key)
    # where a sent ticket is never pulled, the operation that made it is what answers are queued under
    name = ticket.ref.id if ticket else create.op_id if create else key
    messages = tuple(context.tickets.thread(name)) if ticket else ()
    said = {message.text.strip() for message in messages} | (
        {ticket.description.strip()} if ticket else set()
    )
    names = {key, name, resolved, *([ticket.op_id] if ticket and ticket.op_id else [])}
    waiting = [
        op for op in context.outbox.pending() if op.ticket_id in names and op.kind is not OpKind.CREATE
    ]
    probe = context.notes.probe()
    return Shown(
        key=name,
        ticket=ticket,
        create=create,
        messages=messages,
        pending=(*_sent(context, name, create, said), *waiting),
        policy=context.notes.policy(),
        capabilities=context.desk.capabilities,
        me=probe.me if probe else None,
        synced_at=context.tickets.synced_at(),
        known=_known(context, ticket),
        incident=_incident(context, ticket),
    )


def _known(context: UiContext, ticket: Ticket | None) -> frozenset[str]:
    refs: tuple[TicketRef | None, ...] = (ticket.references, ticket.continued) if ticket else ()
    return frozenset(ref.id for ref in refs if ref and context.tickets.get(ref.id))


def _incident(context: UiContext, ticket: Ticket | None) -> str | None:
    if ticket is None or ticket.incident is None:
        return None
    current = context.tickets.announcements(context.clock())
    return next((item.title for item in current if item.id == ticket.incident), "")


def _create(context: UiContext, key: str) -> Operation | None:
    operation = context.outbox.get(OpId(key))
    if operation is None and not context.desk.capabilities.views:
        # a helpdesk that tells nothing of tickets: what was sent is all there is, and it is not gone
        operation = next(iter(context.outbox.sent(key)), None)
    return operation if operation and operation.kind is OpKind.CREATE else None


def _sent(context: UiContext, name: str, create: Operation | None, said: set[str]) -> list[Operation]:
    """Answers that the conversation does not show: those of the last minutes; all, where none is ever told."""
    if create is None or context.desk.capabilities.views or create.ref is None:
        return _arriving(context, name, said)
    return [op for op in context.outbox.sent(create.ref.id) if op.kind is OpKind.UPDATE]


def _arriving(context: UiContext, name: str, said: set[str]) -> list[Operation]:
    """Answers just sent which the pulled conversation does not hold yet: they must not vanish in between."""
    now = context.clock()
    return [op for op in reversed(context.outbox.recent()) if _is_arriving(op, name, said, now)]


def _is_arriving(op: Operation, name: str, said: set[str], now: datetime) -> bool:
    here = name in (op.ticket_id, op.ref.id if op.ref else None)
    fresh = now - op.created_at < _ARRIVING and op.state is OpState.DONE
    return here and fresh and isinstance(op.payload, Update) and op.payload.text.strip() not in said
