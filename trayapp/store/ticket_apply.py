"""One page of changes into the local copy, and what of it is news."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from trayapp.core.model import Changes, Message, Side, TicketChange
from trayapp.core.policy import Policy
from trayapp.core.ports import News
from trayapp.store import announcements, articles, forgetting, note_rows, notice_rows
from trayapp.store.codec import encode, micros, moment
from trayapp.store.ticket_writes import (
    Known,
    delete,
    differs,
    drop_untold_messages,
    fresh_messages,
    known,
    write,
)


def apply(
    connection: sqlite3.Connection, changes: Changes, policy: Policy | None, now: datetime
) -> Sequence[News]:
    """Write the page and its cursor, inside the caller's transaction.

    The first pull is silent, all its pages: tickets of years are not news, and start as read. A later one from the
    beginning (the portal forgot the cursor) is silent about tickets that were not here; those it does not tell of go.
    """
    importing = _importing(connection, now)
    first = importing and note_rows.read(connection, note_rows.SYNCED_AT) is None
    told = [
        _take(connection, change, policy, quiet=first, from_the_beginning=importing)
        for change in changes.tickets
    ]
    forgetting.told(connection, changes.tickets)
    for ticket_id in changes.removed:
        delete(connection, ticket_id)
    if changes.announcements is not None:
        announcements.replace_all(connection, changes.announcements)
    if changes.articles is not None:
        articles.replace_all(connection, changes.articles)
    notice_rows.add(
        connection, changes.notices, seen_until=_seen_until(connection, now) if importing else None
    )
    note_rows.write(connection, note_rows.CURSOR, changes.cursor)
    if not changes.more:
        _drop_untold(connection)
        note_rows.delete(connection, note_rows.IMPORTING)
        note_rows.write(connection, note_rows.SYNCED_AT, str(micros(now)))
    return [news for news in told if news is not None]


def from_the_beginning(connection: sqlite3.Connection) -> bool:
    """The next page is one of a pull that began without a cursor."""
    begins = note_rows.read(connection, note_rows.CURSOR) is None
    return begins or note_rows.read(connection, note_rows.IMPORTING) is not None


def _importing(connection: sqlite3.Connection, now: datetime) -> bool:
    if note_rows.read(connection, note_rows.CURSOR) is None:
        forgetting.expect_again(connection, now)
        note_rows.write(connection, note_rows.IMPORTING, "1")
        connection.execute("INSERT OR IGNORE INTO untold SELECT id FROM tickets")
    return note_rows.read(connection, note_rows.IMPORTING) is not None


def _seen_until(connection: sqlite3.Connection, now: datetime) -> datetime:
    """In a pull from the beginning, notices up to this moment are old: all of them in the first one."""
    synced = note_rows.read(connection, note_rows.SYNCED_AT)
    return now if synced is None else moment(int(synced))


def _drop_untold(connection: sqlite3.Connection) -> None:
    for (ticket_id,) in connection.execute("SELECT id FROM untold").fetchall():
        delete(connection, ticket_id)


def _take(
    connection: sqlite3.Connection,
    change: TicketChange,
    policy: Policy | None,
    *,
    quiet: bool,
    from_the_beginning: bool,
) -> News | None:
    ticket = change.ticket
    before = known(connection, ticket.ref.id)
    silent = quiet or (from_the_beginning and before is None)
    connection.execute("DELETE FROM untold WHERE id = ?", (ticket.ref.id,))
    dropped = from_the_beginning and drop_untold_messages(connection, change)
    if before is not None and not change.messages and not dropped and before.body == encode(ticket):
        return None
    fresh = fresh_messages(connection, ticket.ref.id, change.messages or ())
    unread = before is not None and before.unread
    if not silent:
        unread = unread or _wants_reading(before, change, fresh)
    write(connection, change, before, policy, unread=unread)
    others = tuple(message for message in fresh if not message.mine)
    if silent or (before is not None and not others and not differs(before, ticket)):
        return None
    return News(ticket, before is not None, before.status if before else None, others)


def _wants_reading(before: Known | None, change: TicketChange, fresh: Sequence[Message]) -> bool:
    """Staff wrote, or the status moved and not by the employee's own words in the same page."""
    if any(message.side is Side.STAFF and not message.mine for message in fresh):
        return True
    moved = before is not None and before.status != change.ticket.status
    return moved and not any(message.mine for message in fresh)
