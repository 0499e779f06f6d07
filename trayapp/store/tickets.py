"""The local copy of what the portal last said, readable offline (APP-6)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from trayapp.core.model import Announcement, Changes, Message, Ticket, TicketChange
from trayapp.core.policy import Policy
from trayapp.core.ports import News, Overtaken, Query, TicketRow
from trayapp.store import (
    announcements,
    note_rows,
    notice_rows,
    ticket_apply,
    ticket_pages,
    ticket_search,
    ticket_writes,
)
from trayapp.store.codec import decode, micros, moment
from trayapp.store.db import Database
from trayapp.store.room import check_room

_BODY = """
SELECT body FROM ticket_bodies WHERE id = coalesce(
    (SELECT id FROM tickets WHERE id = :id), (SELECT id FROM tickets WHERE number = :id ORDER BY updated_at DESC))"""

_UNSEEN = """
SELECT EXISTS (SELECT 1 FROM tickets WHERE id = :id AND unread = 1)
    OR EXISTS (SELECT 1 FROM notices WHERE ticket_id = :id AND unread = 1)"""


class SqlTickets:
    """The port `Tickets` over SQLite."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def apply(
        self, changes: Changes, policy: Policy | None, now: datetime, epoch: int | None = None
    ) -> Sequence[News]:
        """Write one page and its cursor in one transaction; tell what is news. Raises `Overtaken` in another `epoch`.

        The first pull is silent, all its pages: nothing of it is news or unread. Own messages are never news.
        Raises `ServerFault` for more than is ever kept.
        At the end of a pull that began without a cursor, what none of its pages told of is gone.
        """
        with self._db.writing() as connection:
            _expect(connection, epoch)
            if changes.tickets or changes.notices:
                check_room(connection, self._db.path)
            return ticket_apply.apply(connection, changes, policy, now)

    def cursor(self) -> str | None:
        """Where the next pull goes on."""
        with self._db.reading() as connection:
            return note_rows.read(connection, note_rows.CURSOR)

    def epoch(self) -> int:
        """How often what was pulled has been forgotten: what was asked for in an earlier one is another person's."""
        with self._db.reading() as connection:
            return ticket_writes.epoch(connection)

    def from_the_beginning(self) -> bool:
        """The pull that is under way, or comes next, began or begins without a cursor."""
        with self._db.reading() as connection:
            return ticket_apply.from_the_beginning(connection)

    def start_over(self) -> None:
        """The portal has forgotten the cursor: the next pull begins without one."""
        with self._db.writing() as connection:
            note_rows.delete(connection, note_rows.CURSOR)

    def synced_at(self) -> datetime | None:
        """When the portal last told everything it had."""
        with self._db.reading() as connection:
            value = note_rows.read(connection, note_rows.SYNCED_AT)
        return None if value is None else moment(int(value))

    def mark_synced(self, now: datetime, epoch: int | None = None) -> None:
        """A pull found nothing (more). Raises `Overtaken` in another `epoch`."""
        with self._db.writing() as connection:
            _expect(connection, epoch)
            note_rows.write(connection, note_rows.SYNCED_AT, str(micros(now)))

    def put(self, ticket: Ticket, policy: Policy | None, epoch: int | None = None) -> None:
        """One ticket as read back; what the employee did themself makes it neither news nor unread. Nothing in another
        `epoch`.

        One that is older than what is here (an answer that the portal gives again, as it was then) changes nothing.
        """
        with self._db.writing() as connection:
            if epoch is not None and epoch != ticket_writes.epoch(connection):
                return
            before = ticket_writes.known(connection, ticket.ref.id)
            if before is not None and decode(before.body, Ticket).updated_at > ticket.updated_at:
                return
            unread = before is not None and before.unread
            ticket_writes.write(connection, TicketChange(ticket), before, policy, unread=unread)

    def page(self, query: Query, after: TicketRow | None = None, limit: int = 200) -> Sequence[TicketRow]:
        """Rows, newest change first, after the given one."""
        with self._db.reading() as connection:
            return ticket_pages.page(connection, query, after, limit)

    def count(self, query: Query) -> int:
        """How many rows the query has in all."""
        with self._db.reading() as connection:
            return ticket_pages.count(connection, query)

    def get(self, ticket_id: str) -> Ticket | None:
        """By the portal's id or, where no id is such, by the number people use."""
        with self._db.reading() as connection:
            row = connection.execute(_BODY, {"id": ticket_id}).fetchone()
            return None if row is None else decode(row[0], Ticket)

    def thread(self, ticket_id: str) -> Sequence[Message]:
        """The conversation, oldest first."""
        with self._db.reading() as connection:
            rows = connection.execute(
                "SELECT body FROM messages WHERE ticket_id = ? ORDER BY at, n", (ticket_id,)
            )
            return [decode(body, Message) for (body,) in rows.fetchall()]

    def add_messages(self, ticket_id: str, messages: Sequence[Message]) -> None:
        """Messages that `Portal.thread` gave; for a ticket that went meanwhile, nothing."""
        with self._db.writing() as connection:
            if messages and ticket_writes.known(connection, ticket_id):
                ticket_writes.write_messages(connection, ticket_id, messages)
                ticket_search.refresh_conversation(connection, ticket_id)

    def mark_read(self, ticket_id: str) -> None:
        """The employee has seen it, and with it what the bell says of it."""
        with self._db.reading() as connection:
            # asked for by the window: what is read already must not wait for the worker's transaction
            row = connection.execute(_UNSEEN, {"id": ticket_id}).fetchone()
        if row[0]:
            with self._db.writing() as connection:
                connection.execute("UPDATE tickets SET unread = 0 WHERE id = ?", (ticket_id,))
                notice_rows.mark_ticket_read(connection, ticket_id)

    def unread(self) -> int:
        """Tickets with something unseen."""
        with self._db.reading() as connection:
            number: int = connection.execute("SELECT count(*) FROM tickets WHERE unread = 1").fetchone()[0]
        return number

    def announcements(self, now: datetime) -> Sequence[Announcement]:
        """Those current at `now`, newest first."""
        with self._db.reading() as connection:
            return announcements.current(connection, now)

    def clear(self) -> None:
        """Forget what was pulled (another person signs in); the outbox is not touched."""
        with self._db.writing() as connection:
            ticket_writes.clear(connection)


def _expect(connection: sqlite3.Connection, epoch: int | None) -> None:
    if epoch is not None and epoch != ticket_writes.epoch(connection):
        raise Overtaken
