"""Reading what a damaged database still gives, row by row, into a new one."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.core.model import Message, Ticket, TicketChange
from trayapp.core.policy import Policy
from trayapp.store import note_rows
from trayapp.store.bodies import check_note
from trayapp.store.carving import carve
from trayapp.store.codec import decode
from trayapp.store.salvage_operations import save_operations
from trayapp.store.salvage_reading import NONSENSE, Saved, both_ways, insert, put
from trayapp.store.ticket_writes import write

_PULLED_ANEW = (note_rows.CURSOR, note_rows.IMPORTING, note_rows.SALVAGED)
"""Not kept: tickets may be missing, so the portal is asked for all of them again."""


def save_rows(damaged: Path, work: Path, target: sqlite3.Connection) -> Saved:
    """Copy what can be read, what a person would miss most first. Each table is a transaction of its own.

    `work` is a copy of the damaged one for SQLite, which changes what it reads.
    """
    saved = Saved()
    with closing(sqlite3.connect(work, isolation_level=None)) as source:
        source.text_factory = lambda raw: raw.decode(errors="replace")
        # lets a file that lost its end be read as far as it goes
        source.execute("PRAGMA writable_schema = ON")
        for copy in (
            partial(save_operations, damaged),
            _steps,
            _refs,
            _notes,
            partial(_draft, damaged),
            _tickets,
        ):
            target.execute("BEGIN IMMEDIATE")
            copy(source, target, saved)
            target.execute("COMMIT")
    return saved


def _steps(source: sqlite3.Connection, target: sqlite3.Connection, saved: Saved) -> None:
    known = {op_id for (op_id,) in target.execute("SELECT op_id FROM outbox")}
    for row in both_ways(source, saved, "SELECT op_id, key, value FROM op_steps", "op_id, key"):
        if row[0] in known:
            put(target, saved, insert("op_steps", "op_id, key, value"), row)


def _refs(source: sqlite3.Connection, target: sqlite3.Connection, saved: Saved) -> None:
    for row in both_ways(source, saved, "SELECT op_id, id, number FROM refs", "op_id"):
        put(target, saved, insert("refs", "op_id, id, number"), row)


def _notes(source: sqlite3.Connection, target: sqlite3.Connection, saved: Saved) -> None:
    for name, value in both_ways(source, saved, "SELECT name, value FROM notes", "name"):
        if name in _PULLED_ANEW:
            continue
        if not _sound(name, value):
            saved.complete = saved.complete and name != note_rows.DRAFT
            continue
        saved.draft = saved.draft or name == note_rows.DRAFT
        put(target, saved, insert("notes", "name, value"), (name, value))


def _draft(damaged: Path, _source: sqlite3.Connection, target: sqlite3.Connection, saved: Saved) -> None:
    """What the employee was writing, wherever it lies, when the notes could not be read."""
    found = None if saved.complete or saved.draft else carve.draft(damaged)
    if found is not None and _sound(note_rows.DRAFT, found):
        saved.draft = put(target, saved, insert("notes", "name, value"), (note_rows.DRAFT, found))


def _tickets(source: sqlite3.Connection, target: sqlite3.Connection, _saved: Saved) -> None:
    """Whatever can be read, to have something to show while offline; the portal will send all of it again."""
    policy = _policy(target)
    for _, body in both_ways(source, Saved(), "SELECT id, body FROM ticket_bodies", "rowid"):
        target.execute("SAVEPOINT ticket")
        try:
            ticket = decode(body, Ticket)
            change = TicketChange(ticket, _thread(source, ticket.ref.id))
            write(target, change, None, policy, unread=_unread(source, ticket.ref.id))
        except (*NONSENSE, sqlite3.IntegrityError):
            target.execute("ROLLBACK TO ticket")
        target.execute("RELEASE ticket")


def _thread(source: sqlite3.Connection, ticket_id: str) -> tuple[Message, ...]:
    with suppress(sqlite3.Error, *NONSENSE):
        rows = source.execute("SELECT body FROM messages WHERE ticket_id = ? ORDER BY n", (ticket_id,))
        return tuple(decode(body, Message) for (body,) in rows.fetchall())
    return ()


def _unread(source: sqlite3.Connection, ticket_id: str) -> bool:
    try:
        row = source.execute("SELECT unread FROM tickets WHERE id = ?", (ticket_id,)).fetchone()
    except sqlite3.Error:
        return False
    return bool(row and row[0])


def _policy(target: sqlite3.Connection) -> Policy | None:
    text = note_rows.read(target, note_rows.POLICY)
    with suppress(LocalFault):
        return None if text is None else decode(text, Policy)
    return None


def _sound(name: str, value: str) -> bool:
    try:
        check_note(name, value)
    except LocalFault:
        return False
    return True
