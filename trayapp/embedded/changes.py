"""What changed since a cursor. Nothing new costs the same however many tickets there are."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from dataclasses import dataclass, replace

from trayapp.core.errors import CursorGone
from trayapp.core.model import Announcement, Changes, TicketChange
from trayapp.embedded import announcements, messages, ticket_view
from trayapp.embedded.accounts import Person
from trayapp.embedded.db import counter, last_change
from trayapp.embedded.permissions import numbers_seen
from trayapp.embedded.portal import Portal

_BEGINNING = -1
"""Before the state of an empty portal, which is told once, too."""


@dataclass(frozen=True, slots=True)
class _Cursor:
    """How far one person's walk through the changes has come."""

    scope: str
    """Of which database, and for whom with which rights: what another one sees is another story."""
    base: int
    """Everything up to this change was told before this walk began: messages are told from here on."""
    reached: int
    """Tickets last changed up to here have been told in this walk."""

    def text(self) -> str:
        plain = f"{self.scope}.{self.base}.{self.reached}"
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def page(portal: Portal, person: Person, cursor: str | None, limit: int) -> Changes:
    """One page. The cursor stays the same when nothing is new. Raises `CursorGone`."""
    with portal.db.read() as tx:
        start = _parse(portal, tx, person, cursor)
        found = numbers_seen(tx, person, after=start.reached, limit=limit + 1)
        more, numbers = len(found) > limit, found[:limit]
        told = _announcements(portal, tx, start) if not more else None
        removed = _removed(tx, person, start) if not more else ()
        tickets = tuple(_told(portal, tx, person, start, number) for number in numbers)
        after = _after(tx, start, numbers[-1] if more else None)
    walking = start.reached > start.base
    if not (tickets or removed or walking) and told is None:
        after = start
    return Changes(tickets, after.text(), more, told, removed)


def _told(
    portal: Portal, tx: sqlite3.Connection, person: Person, start: _Cursor, number: int
) -> TicketChange:
    ticket = ticket_view.many(portal, tx, person, [number])[0]
    shared = tx.execute(
        "SELECT shared_seq FROM participants WHERE ticket_id = ? AND account_id = ?",
        (ticket.ref.id, person.id),
    ).fetchone()
    unseen = shared is not None and shared["shared_seq"] > start.base
    since = 0 if unseen else start.base
    return TicketChange(ticket, tuple(messages.of_ticket(tx, person, ticket.ref.id, since)))


def _after(tx: sqlite3.Connection, start: _Cursor, last_number: int | None) -> _Cursor:
    """A page in the middle goes on from its last ticket; the last page ends at the portal's last change."""
    if last_number is None:
        end = last_change(tx)
        return replace(start, base=end, reached=end)
    row = tx.execute("SELECT change_seq FROM tickets WHERE number = ?", (last_number,)).fetchone()
    return replace(start, reached=row["change_seq"])


def _announcements(portal: Portal, tx: sqlite3.Connection, start: _Cursor) -> tuple[Announcement, ...] | None:
    if counter(tx, "announcements") <= start.base:
        return None
    return announcements.not_over(tx, portal.clock())


def _removed(tx: sqlite3.Connection, person: Person, start: _Cursor) -> tuple[str, ...]:
    found = tx.execute(
        "SELECT ticket_id FROM removals WHERE account_id = ? AND change_seq > ? ORDER BY change_seq",
        (person.id, start.base),
    )
    return tuple(row["ticket_id"] for row in found)


def _scope(portal: Portal, person: Person) -> str:
    seen_by = f"{portal.db.id} {person.id} {person.level} {person.company_id}"
    return hashlib.sha256(seen_by.encode()).hexdigest()[:16]


def _parse(portal: Portal, tx: sqlite3.Connection, person: Person, text: str | None) -> _Cursor:
    scope = _scope(portal, person)
    if not text:
        return _Cursor(scope, _BEGINNING, _BEGINNING)
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
        named, base, reached = plain.split(".")
        cursor = _Cursor(named, int(base), int(reached))
    except ValueError as error:
        raise CursorGone("the cursor is not one of this portal") from error
    if cursor.scope != scope or not _BEGINNING <= cursor.base <= cursor.reached <= last_change(tx):
        raise CursorGone("the cursor is not one of this database and person")
    return cursor
