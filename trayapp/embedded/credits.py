"""Service credits billed for the work on tickets (TK-9)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from trayapp.core.errors import Forbidden
from trayapp.core.model import Relation, TicketRef
from trayapp.core.policy import Permission, Policy
from trayapp.embedded import permissions
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal
from trayapp.embedded.times import from_text

FEATURE = "credits"
MOST = 500
"""Tickets in one list."""
_DECIMALS = 6
"""Sums of decimal fractions are rounded there, so that 0.1 and 0.2 are 0.3."""
_SEEN = frozenset({Relation.OWN, Relation.COMPANY, Relation.SUBSCRIBER})
_BILLED = "EXISTS (SELECT 1 FROM credits c WHERE c.ticket_id = t.id)"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was billed."""

    amount: float
    """Below zero: given back."""
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Billed:
    """What was billed for one ticket."""

    ticket: TicketRef
    subject: str
    total: float
    entries: tuple[Entry, ...]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What was billed for the tickets that somebody sees."""

    total: float | None
    """To their whole company so far; `None`: it was billed nothing."""
    tickets: tuple[Billed, ...]
    """The last changed first."""


def offered(policy: Policy, person: Person) -> bool:
    """Whether this person sees what was billed at all."""
    return FEATURE in policy.features and (person.may(Permission.CREDITS) or person.staff)


def of(tx: sqlite3.Connection, policy: Policy, person: Person, why: Relation, ticket_id: str) -> float | None:
    """What was billed for a ticket; `None`: nothing, or it is not shown to this person."""
    if not offered(policy, person) or why not in _SEEN:
        return None
    return _sum(tx.execute("SELECT amount FROM credits WHERE ticket_id = ?", (ticket_id,)))


def total(tx: sqlite3.Connection, company_id: str) -> float | None:
    """What was billed to a company so far, unchecked; `None`: nothing."""
    return _sum(tx.execute("SELECT amount FROM credits WHERE company_id = ?", (company_id,)))


def bill(portal: Portal, person: Person) -> Bill:
    """By ticket. Raises `Forbidden` for a person who does not see it."""
    if not offered(portal.policy, person):
        raise Forbidden("this person does not see what is billed", action="credits")
    with portal.db.read() as tx:
        numbers = permissions.numbers_seen(
            tx, person, among=_SEEN, newest_first=True, where=_BILLED, limit=MOST
        )
        return Bill(total(tx, person.company_id), tuple(_billed(tx, numbers)))


def _billed(tx: sqlite3.Connection, numbers: list[int]) -> Iterator[Billed]:
    for number in numbers:
        row = tx.execute("SELECT id, subject FROM tickets WHERE number = ?", (number,)).fetchone()
        found = tx.execute("SELECT * FROM credits WHERE ticket_id = ? ORDER BY seq", (row["id"],))
        entries = tuple(Entry(each["amount"], each["note"], from_text(each["at"])) for each in found)
        amount = round(sum(entry.amount for entry in entries), _DECIMALS)
        yield Billed(TicketRef(row["id"], str(number)), row["subject"], amount, entries)


def _sum(found: sqlite3.Cursor) -> float | None:
    amounts = [row["amount"] for row in found]
    return round(sum(amounts), _DECIMALS) if amounts else None
