"""What was sent as a ticket, read from the store at once and compared with what the portal last said of it."""

from __future__ import annotations

from dataclasses import dataclass

from trayapp.core.model import Account, Ticket, TicketRef
from trayapp.core.policy import Policy
from trayapp.core.receipt import Receipt, receipts
from trayapp.ui.context import UiContext
from trayapp.ui.texts.sent import Named


@dataclass(frozen=True, slots=True)
class SentContents:
    """Everything that the list shows."""

    ticket: Ticket | None
    """`None`: acknowledged, and not read back yet."""
    ref: TicketRef | None
    receipts: tuple[Receipt, ...]
    """Empty: nothing of it was sent from here, or too long ago."""
    policy: Policy | None
    me: Account | None
    named: Named


def read(context: UiContext, key: str) -> SentContents:
    """Read by the portal's id, or by the op id that made it. Blocks on the disk. Raises `LocalFault`."""
    resolved = context.outbox.resolve(key)
    ticket = context.tickets.get(resolved)
    ticket_id = ticket.ref.id if ticket else resolved
    sent = context.outbox.sent(ticket_id)
    messages = context.tickets.thread(ticket_id) if ticket else ()
    ref = ticket.ref if ticket else next((operation.ref for operation in sent if operation.ref), None)
    probe = context.notes.probe()
    return SentContents(
        ticket,
        ref,
        receipts(sent, ticket, messages),
        context.notes.policy(),
        probe.me if probe else None,
        _named(context, ticket),
    )


def _named(context: UiContext, ticket: Ticket | None) -> Named:
    if ticket is None:
        return Named()
    current = context.tickets.announcements(context.clock())
    title = next((item.title for item in current if item.id == ticket.incident), "")
    return Named(f"#{ticket.references.number}" if ticket.references else "", title)
