"""What changed since a cursor. Nothing new costs the same however many tickets there are."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from dataclasses import dataclass, replace

from trayapp.core.errors import CursorGone
from trayapp.core.model import Announcement, Article, Changes, Notice, TicketChange
from trayapp.embedded import about, announcements, articles, bell, messages, ticket_view
from trayapp.embedded.accounts import Person
from trayapp.embedded.db import counter, happened, last_change
from trayapp.embedded.permissions import numbers_seen
from trayapp.embedded.portal import Portal

_BEGINNING = -1
"""Before the state of an empty portal, which is told once, too."""


@dataclass(frozen=True, slots=True)
class _Cursor:
    """How far one person's walk through the changes has come."""

    scope: str
    """Of which database, and for whom with which rights: what another one sees is another story."""
    run: str
    """In which run of the portal `reached` was the last change."""
    base: int
    """Everything up to this change was told before this walk began: messages are told from here on."""
    reached: int
    """Tickets last changed up to here have been told in this walk."""
    about: str = ""
    """The mark of what was told of person and policy (`about.mark`)."""

    def text(self) -> str:
        plain = f"{self.scope}.{self.run}.{self.base}.{self.reached}.{self.about}"
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def page(portal: Portal, person: Person, cursor: str | None, limit: int, *, messages: bool = True) -> Changes:
    """One page. The cursor stays the same when nothing is new. Raises `CursorGone`.

    Without `messages`, a change says nothing of its conversation, as long as that may be: it is asked for apart.
    """
    with portal.db.read() as tx:
        start = _parse(portal, tx, person, cursor)
        part = _part(portal, tx, person, start, limit)
        known = about.mark(portal, tx, person)
        tickets = tuple(_told(portal, tx, person, start, number, said=messages) for number in part.numbers)
        if part.more:
            return Changes(
                tickets,
                replace(start, run=portal.db.run, reached=part.end).text(),
                more=True,
                notices=part.notices,
                about=known,
            )
        announced, written = _announcements(portal, tx, start), _articles(portal, tx, person, start)
        removed = _removed(tx, person, start)
    walking = start.reached > start.base
    news = tickets or removed or part.notices or walking or announced is not None or written is not None
    news = news or start.about != known
    after = replace(start, run=portal.db.run, base=part.end, reached=part.end, about=known) if news else start
    return Changes(
        tickets,
        after.text(),
        announcements=announced,
        removed=removed,
        articles=written,
        notices=part.notices,
        about=known,
    )


def nothing_new(portal: Portal, person: Person, cursor: str | None) -> bool:
    """Whether somebody who has come so far has everything."""
    try:
        return cursor is not None and page(portal, person, cursor, 1).cursor == cursor
    except CursorGone:
        return False


@dataclass(frozen=True, slots=True)
class _Part:
    """What one page holds of the tickets and notices."""

    numbers: list[int]
    notices: tuple[Notice, ...]
    end: int
    """Everything up to this change is on this page or on one before."""
    more: bool


def _part(portal: Portal, tx: sqlite3.Connection, person: Person, start: _Cursor, limit: int) -> _Part:
    """The next tickets and notices in the order of their changes, and not too many of either."""
    found = numbers_seen(tx, person, after=start.reached, limit=limit + 1)
    more, numbers = len(found) > limit, found[:limit]
    end = _change_of(tx, numbers[-1]) if more else last_change(tx)
    since = start.reached
    if start.base == _BEGINNING:
        since = max(since, bell.beginning(tx, person, portal.clock()))
    notices, cut = bell.between(tx, person, since, end)
    if cut is None:
        return _Part(numbers, notices, end, more)
    return _Part([number for number in numbers if _change_of(tx, number) <= cut], notices, cut, more=True)


def _change_of(tx: sqlite3.Connection, number: int) -> int:
    row = tx.execute("SELECT change_seq FROM tickets WHERE number = ?", (number,)).fetchone()
    return int(row["change_seq"])


def _told(
    portal: Portal, tx: sqlite3.Connection, person: Person, start: _Cursor, number: int, *, said: bool
) -> TicketChange:
    ticket = ticket_view.many(portal, tx, person, [number])[0]
    if not said:
        return TicketChange(ticket)
    shared = tx.execute(
        "SELECT shared_seq FROM participants WHERE ticket_id = ? AND account_id = ?",
        (ticket.ref.id, person.id),
    ).fetchone()
    unseen = shared is not None and shared["shared_seq"] > start.base
    since = 0 if unseen else start.base
    return TicketChange(ticket, tuple(messages.of_ticket(tx, person, ticket.ref.id, since)))


def _announcements(portal: Portal, tx: sqlite3.Connection, start: _Cursor) -> tuple[Announcement, ...] | None:
    if counter(tx, "announcements") <= start.base:
        return None
    return announcements.not_over(tx, portal.clock())


def _articles(
    portal: Portal, tx: sqlite3.Connection, person: Person, start: _Cursor
) -> tuple[Article, ...] | None:
    if counter(tx, "articles") <= start.base:
        return None
    return articles.readable(tx, portal.policy, person)


def _removed(tx: sqlite3.Connection, person: Person, start: _Cursor) -> tuple[str, ...]:
    found = tx.execute(
        "SELECT ticket_id FROM removals WHERE account_id = ? AND change_seq > ? ORDER BY change_seq",
        (person.id, start.base),
    )
    return tuple(row["ticket_id"] for row in found)


def _scope(portal: Portal, person: Person) -> str:
    seen_by = f"{portal.db.id} {person.id} {person.level} {person.company_id} {portal.policy.version}"
    return hashlib.sha256(seen_by.encode()).hexdigest()[:16]


def _parse(portal: Portal, tx: sqlite3.Connection, person: Person, text: str | None) -> _Cursor:
    scope = _scope(portal, person)
    if not text:
        return _Cursor(scope, portal.db.run, _BEGINNING, _BEGINNING)
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
        named, run, base, reached, known = plain.split(".")
        cursor = _Cursor(named, run, int(base), int(reached), known)
    except ValueError as error:
        raise CursorGone("the cursor is not one of this portal") from error
    if cursor.scope != scope or not _BEGINNING <= cursor.base <= cursor.reached:
        raise CursorGone("the cursor is not one of this database and person")
    if not happened(tx, cursor.run, cursor.reached):
        raise CursorGone("the cursor is of a time that a backup undid")
    return cursor
