"""What stands behind the bell (INFO-2), inside somebody's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from trayapp.core.model import Notice
from trayapp.store.codec import encode, micros

KEPT = 500
"""How many stay to be looked at."""

_ADD = """
INSERT INTO notices (id, at, ticket_id, unread, body) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET at = excluded.at, ticket_id = excluded.ticket_id, body = excluded.body"""
_TRIM = """
DELETE FROM notices WHERE id IN (SELECT id FROM notices ORDER BY at DESC, id DESC LIMIT -1 OFFSET ?)"""


def add(connection: sqlite3.Connection, notices: Sequence[Notice], seen_until: datetime | None) -> None:
    """Keep them; one that is here already stays as read as it was. Up to `seen_until` they count as seen."""
    connection.executemany(_ADD, [_row(notice, seen_until) for notice in notices])
    if notices:
        connection.execute(_TRIM, (KEPT,))


def mark_ticket_read(connection: sqlite3.Connection, ticket_id: str) -> None:
    """What is said of a ticket was seen with it."""
    connection.execute("UPDATE notices SET unread = 0 WHERE ticket_id = ? AND unread = 1", (ticket_id,))


def _row(notice: Notice, seen_until: datetime | None) -> tuple[str, int, str | None, bool, str]:
    unread = seen_until is None or notice.at > seen_until
    ticket_id = notice.ticket.id if notice.ticket else None
    return notice.id, micros(notice.at), ticket_id, unread, encode(notice)
