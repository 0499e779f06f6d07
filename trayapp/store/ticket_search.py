"""Full-text search over number, subject, description and conversation (INFO-3), newest first without sorting.

The index keeps its rows under the ticket's rank, which grows with the time of the last change. So the newest hits of a
word that stands in half of all tickets come from the end of the index, and the rest is never looked at.
"""

from __future__ import annotations

import sqlite3
import zlib
from datetime import datetime

from trayapp.core.model import Ticket
from trayapp.store.codec import micros
from trayapp.store.schema_1 import SEARCH
from trayapp.store.ticket_views import tag, tags
from trayapp.store.words import every

_SHIFT = 20
_DISTINCTIONS = 1 << _SHIFT
_LATEST = (1 << 42) - 1
"""Milliseconds; a portal may name any year, a rowid has 63 bits."""

_CONVERSATION = """
SELECT coalesce(group_concat(json_extract(body, '$.text'), char(10)), '') FROM messages WHERE ticket_id = :id"""
_REFRESH = f"""
UPDATE ticket_search SET conversation = ({_CONVERSATION})
WHERE rowid = (SELECT rank FROM tickets WHERE id = :id)"""  # noqa: S608 - constants alone


def expression(words: str, view: str) -> str | None:
    """What FTS5 is asked for: rows of the view with every word (`words.every`). `None`: there is no word."""
    text = every(words)
    if text is None:
        return None
    written = f"{{number subject description conversation}} : ({text})"
    # every row is in the widest view: walking along its mark would double the work of two words that never meet
    return written if tag(view) == tag("all") else f'{written} AND tags : "{tag(view)}"'


def rank_floor(updated_at: datetime) -> int:
    """The least rank of a ticket changed at that moment."""
    return min(max(micros(updated_at) // 1000, 0), _LATEST) << _SHIFT


def rank_ceiling(updated_at: datetime) -> int:
    """Above every rank of that moment."""
    return rank_floor(updated_at) + _DISTINCTIONS


def rank(connection: sqlite3.Connection, ticket: Ticket) -> int:
    """A free rank for the ticket: by time, and for the same millisecond by a hash of its id."""
    floor = rank_floor(ticket.updated_at)
    offset = zlib.crc32(ticket.ref.id.encode())
    taken = "SELECT 1 FROM tickets WHERE rank = ? AND id <> ?"
    while True:
        candidate = floor + offset % _DISTINCTIONS
        if connection.execute(taken, (candidate, ticket.ref.id)).fetchone() is None:
            return candidate
        offset += 1


def index(connection: sqlite3.Connection, at: int, ticket: Ticket, bucket: str) -> None:
    """Enter a ticket, its messages being stored already. An older entry must have been dropped."""
    conversation = connection.execute(_CONVERSATION, {"id": ticket.ref.id}).fetchone()[0]
    connection.execute(
        "INSERT INTO ticket_search (rowid, tags, number, subject, description, conversation) VALUES (?, ?, ?, ?, ?, ?)",
        (
            at,
            tags(ticket.relation, bucket),
            ticket.ref.number,
            ticket.subject,
            ticket.description,
            conversation,
        ),
    )


def drop(connection: sqlite3.Connection, at: int) -> None:
    """Take a ticket out."""
    connection.execute("DELETE FROM ticket_search WHERE rowid = ?", (at,))


def refresh_conversation(connection: sqlite3.Connection, ticket_id: str) -> None:
    """Messages came without the ticket itself."""
    connection.execute(_REFRESH, {"id": ticket_id})


def retag(connection: sqlite3.Connection, at: int, relation: str, bucket: str) -> None:
    """The policy gives the ticket's status another meaning."""
    connection.execute("UPDATE ticket_search SET tags = ? WHERE rowid = ?", (tags(relation, bucket), at))


def empty(connection: sqlite3.Connection) -> None:
    """Forget everything; a new table is made faster than 100 000 rows are taken out one by one."""
    connection.execute("DROP TABLE ticket_search")
    connection.execute(SEARCH)
