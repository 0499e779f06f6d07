"""Everything that was sent as one ticket, and which tickets were sent, read from the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trayapp.core.helpdesk import account
from trayapp.core.model import Draft, Probe, Ticket, TicketRef
from trayapp.core.operation import Operation, OpKind
from trayapp.core.ports import Outbox, Tickets
from trayapp.core.receipt import Receipt, receipts


@dataclass(frozen=True, slots=True)
class Sent:
    """A ticket and its answers as the portal acknowledged them, compared with what it last told."""

    ticket: Ticket | None
    """`None`: acknowledged, and not read back yet; or nobody knows of it."""
    ref: TicketRef | None
    receipts: tuple[Receipt, ...] = ()
    """Oldest first. Empty: nothing of it was sent from here, or too long ago."""
    references: str = ""
    """The number of the ticket that it goes on from."""
    joins: str = ""
    """The title of the announced incident it belongs to; empty: none, or it is announced no more."""

    @property
    def whole(self) -> bool:
        """The ticket itself was sent from here, not only answers."""
        return any(isinstance(one.operation.payload, Draft) for one in self.receipts)


def read_sent(outbox: Outbox, tickets: Tickets, key: str, now: datetime, *, told: bool = True) -> Sent:
    """By the ticket's id on the portal, its number, or the op id that made it. Raises `LocalFault`.

    `told`: the portal tells of tickets.
    """
    resolved = outbox.resolve(key)
    ticket = tickets.get(resolved)
    ticket_id = ticket.ref.id if ticket else resolved
    done = outbox.sent(ticket_id)
    ref = ticket.ref if ticket else next((operation.ref for operation in done if operation.ref), None)
    if ticket is None:
        return Sent(None, ref, receipts(done, None, (), told=told))
    joins = next((item.title for item in tickets.announcements(now) if item.id == ticket.incident), "")
    references = ticket.references.number if ticket.references else ""
    return Sent(ticket, ref, receipts(done, ticket, tickets.thread(ticket_id)), references, joins)


_MOST = 500
"""Of the last things sent, answers among them."""


def sent_tickets(outbox: Outbox, probe: Probe | None, words: str = "") -> list[Operation]:
    """New tickets with these words that this person sent from here to a portal that tells nothing of tickets.

    Newest first; none where the portal has a list of its own.
    """
    if probe is None or probe.capabilities.views:
        return []
    me = account(probe.me.id)
    mine = [op for op in outbox.recent(_MOST) if op.author is None or account(op.author) == me]
    return [op for op in mine if _is_ticket(op) and has_words(op, words)]


def has_words(operation: Operation, words: str) -> bool:
    """A new ticket that has all of these words."""
    if not isinstance(operation.payload, Draft):
        return False
    text = f"{operation.payload.subject} {operation.payload.description}".casefold()
    return all(word in text for word in words.casefold().split())


def _is_ticket(operation: Operation) -> bool:
    return operation.kind is OpKind.CREATE
