"""One ticket and its messages into the local copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trayapp.core.model import Message, Ticket, TicketChange
from trayapp.core.policy import Bucket, Policy
from trayapp.store import announcements, articles, note_rows, ticket_search
from trayapp.store.codec import decode, encode, micros

_UPSERT = """
INSERT INTO tickets
    (rank, id, number, subject, status, status_label, bucket, tagged, relation, priority, updated_at, unread)
VALUES
    (:rank, :id, :number, :subject, :status, :status_label, :bucket, :bucket, :relation, :priority,
    :updated_at, :unread)
ON CONFLICT (id) DO UPDATE SET
    rank = :rank, number = :number, subject = :subject, status = :status, status_label = :status_label,
    bucket = :bucket, tagged = :bucket, relation = :relation, priority = :priority,
    updated_at = :updated_at, unread = :unread"""
_BODY = "INSERT INTO ticket_bodies VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body"
_KNOWN = """
SELECT t.rank, t.status, t.bucket, t.unread, b.body
FROM tickets AS t JOIN ticket_bodies AS b USING (id) WHERE t.id = ?"""
_MESSAGE = """
INSERT INTO messages (ticket_id, id, at, body) VALUES (?, ?, ?, ?)
ON CONFLICT (ticket_id, id) DO UPDATE SET at = excluded.at, body = excluded.body"""


@dataclass(frozen=True, slots=True)
class Known:
    """What the local copy has of a ticket."""

    rank: int
    status: str
    bucket: str
    unread: bool
    body: str


def known(connection: sqlite3.Connection, ticket_id: str) -> Known | None:
    """The ticket as it stands here."""
    row = connection.execute(_KNOWN, (ticket_id,)).fetchone()
    return None if row is None else Known(row[0], row[1], row[2], bool(row[3]), row[4])


def differs(before: Known, ticket: Ticket) -> bool:
    """Whether the portal describes the ticket otherwise than before; that it was touched is no difference by itself."""
    old = decode(before.body, Ticket)
    return replace(old, etag=None, updated_at=ticket.updated_at) != replace(ticket, etag=None)


def bucket_of(ticket: Ticket, policy: Policy | None) -> str:
    """What the status means; without a policy, open."""
    return (policy.bucket(ticket.status) if policy else Bucket.OPEN).value


def write(
    connection: sqlite3.Connection,
    change: TicketChange,
    before: Known | None,
    policy: Policy | None,
    *,
    unread: bool,
) -> None:
    """Put ticket and messages in the place of what was known, in table and search index."""
    ticket = change.ticket
    bucket = bucket_of(ticket, policy)
    at = ticket_search.rank(connection, ticket)
    if before is not None:
        ticket_search.drop(connection, before.rank)
    connection.execute(_UPSERT, _columns(ticket, at, bucket, unread=unread))
    connection.execute(_BODY, (ticket.ref.id, encode(ticket)))
    write_messages(connection, ticket.ref.id, change.messages or ())
    ticket_search.index(connection, at, ticket, bucket)


def _columns(ticket: Ticket, at: int, bucket: str, *, unread: bool) -> dict[str, str | int | None]:
    return {
        "rank": at,
        "id": ticket.ref.id,
        "number": ticket.ref.number,
        "subject": ticket.subject,
        "status": ticket.status,
        "status_label": ticket.status_label,
        "bucket": bucket,
        "relation": ticket.relation,
        "priority": ticket.priority,
        "updated_at": micros(ticket.updated_at),
        "unread": unread,
    }


def fresh_messages(
    connection: sqlite3.Connection, ticket_id: str, messages: Iterable[Message]
) -> list[Message]:
    """Those that are not here yet, oldest first."""
    seen = {row[0] for row in connection.execute("SELECT id FROM messages WHERE ticket_id = ?", (ticket_id,))}
    return sorted((message for message in messages if message.id not in seen), key=lambda message: message.at)


def write_messages(connection: sqlite3.Connection, ticket_id: str, messages: Sequence[Message]) -> None:
    """Keep them; one that is here already is replaced in its place."""
    connection.executemany(
        _MESSAGE, [(ticket_id, message.id, micros(message.at), encode(message)) for message in messages]
    )


def drop_untold_messages(connection: sqlite3.Connection, change: TicketChange) -> bool:
    """Of a ticket told with its whole conversation, what the portal no longer has goes; tells whether anything did."""
    if change.messages is None:
        return False
    here = connection.execute(
        "SELECT id FROM messages WHERE ticket_id = ?", (change.ticket.ref.id,)
    ).fetchall()
    gone = {row[0] for row in here} - {message.id for message in change.messages}
    connection.executemany(
        "DELETE FROM messages WHERE ticket_id = ? AND id = ?",
        [(change.ticket.ref.id, message) for message in gone],
    )
    return bool(gone)


def delete(connection: sqlite3.Connection, ticket_id: str) -> None:
    """The employee no longer sees the ticket."""
    row = connection.execute("DELETE FROM tickets WHERE id = ? RETURNING rank", (ticket_id,)).fetchone()
    if row is not None:
        ticket_search.drop(connection, row[0])


def clear(connection: sqlite3.Connection) -> None:
    """Forget every ticket, message, announcement, article and notice, and where the pull stood."""
    for table in ("untold", "messages", "ticket_bodies", "tickets", "notices"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - constants alone
    ticket_search.empty(connection)
    announcements.replace_all(connection, ())
    articles.replace_all(connection, ())
    for name in (note_rows.CURSOR, note_rows.SYNCED_AT, note_rows.IMPORTING):
        note_rows.delete(connection, name)
    note_rows.write(connection, note_rows.EPOCH, str(epoch(connection) + 1))


def epoch(connection: sqlite3.Connection) -> int:
    """How often what was pulled has been forgotten."""
    return int(note_rows.read(connection, note_rows.EPOCH) or 0)
