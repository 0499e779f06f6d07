"""Reading what a damaged database still gives, row by row, into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trayapp.core.errors import LocalFault
from trayapp.core.model import Message, Ticket, TicketChange
from trayapp.core.policy import Policy
from trayapp.core.ports import SavedDraft
from trayapp.store import note_rows
from trayapp.store.codec import decode
from trayapp.store.op_rows import COLUMNS, files_of, operation
from trayapp.store.ticket_writes import write

_Row = tuple[Any, ...]
_GAP = 100_000
"""How many of the last operations are tried one by one when a page is damaged."""
_BEYOND = 1000
"""How many are tried behind the last one known, when even the count is damaged."""
_OUTBOX = f"SELECT {COLUMNS} FROM outbox"  # noqa: S608 - constants alone
_PULLED_ANEW = (note_rows.CURSOR, note_rows.IMPORTING, note_rows.SALVAGED)
"""Not kept: tickets may be missing, so the portal is asked for all of them again."""


@dataclass(slots=True)
class Saved:
    """What could be read."""

    operations: int = 0
    draft: bool = False
    complete: bool = True


def save_rows(damaged: Path, target: sqlite3.Connection) -> Saved:
    """Copy what can be read, what a person would miss most first. Each table is a transaction of its own."""
    saved = Saved()
    with closing(sqlite3.connect(damaged, isolation_level=None)) as source:
        source.text_factory = lambda raw: raw.decode(errors="replace")
        # lets a file that lost its end be read as far as it goes
        source.execute("PRAGMA writable_schema = ON")
        for copy in (_outbox, _steps, _refs, _notes, _tickets):
            target.execute("BEGIN IMMEDIATE")
            copy(source, target, saved)
            target.execute("COMMIT")
    return saved


def _outbox(source: sqlite3.Connection, target: sqlite3.Connection, saved: Saved) -> None:
    insert = _insert("outbox", COLUMNS)
    for row in _numbered(source, saved, _OUTBOX, "seq"):
        try:
            op = operation(row)
        except (LocalFault, ValueError, TypeError, AssertionError):
            saved.complete = False
            continue
        if not _put(target, saved, insert, row):
            continue
        saved.operations += not op.finished
        files = [] if op.finished else [(op.op_id, file.sha256, file.name) for file in files_of(op.payload)]
        # stamp 0: these files are left to the sweep, which looks at the disk itself
        target.executemany("INSERT OR IGNORE INTO op_files VALUES (?, ?, ?, 0)", files)
    target.execute("UPDATE outbox SET doubtful = 1 WHERE state <> 'done'")
    target.execute("UPDATE outbox SET state = 'queued', next_at = NULL WHERE state = 'sending'")


def _steps(source: sqlite3.Connection, target: sqlite3.Connection, saved: Saved) -> None:
    known = {op_id for (op_id,) in target.execute("SELECT op_id FROM outbox")}
    for row in _both_ways(source, saved, "SELECT op_id, key, value FROM op_steps", "op_id, key"):
        if row[0] in known:
            _put(target, saved, _insert("op_steps", "op_id, key, value"), row)


def _refs(source: sqlite3.Connection, target: sqlite3.Connection, saved: Saved) -> None:
    for row in _both_ways(source, saved, "SELECT op_id, id, number FROM refs", "op_id"):
        _put(target, saved, _insert("refs", "op_id, id, number"), row)


def _notes(source: sqlite3.Connection, target: sqlite3.Connection, saved: Saved) -> None:
    for name, value in _both_ways(source, saved, "SELECT name, value FROM notes", "name"):
        if name in _PULLED_ANEW:
            continue
        if name == note_rows.DRAFT:
            saved.draft = _readable(value, SavedDraft)
            if not saved.draft:
                saved.complete = False
                continue
        _put(target, saved, _insert("notes", "name, value"), (name, value))


def _tickets(source: sqlite3.Connection, target: sqlite3.Connection, _saved: Saved) -> None:
    """Whatever can be read, to have something to show while offline; the portal will send all of it again."""
    policy = _policy(target)
    for _, body in _both_ways(source, Saved(), "SELECT id, body FROM ticket_bodies", "rowid"):
        with suppress(LocalFault):
            ticket = decode(body, Ticket)
            change = TicketChange(ticket, _thread(source, ticket.ref.id))
            write(target, change, None, policy, unread=_unread(source, ticket.ref.id))


def _thread(source: sqlite3.Connection, ticket_id: str) -> tuple[Message, ...]:
    try:
        rows = source.execute(
            "SELECT body FROM messages WHERE ticket_id = ? ORDER BY n", (ticket_id,)
        ).fetchall()
    except sqlite3.Error:
        return ()
    return tuple(decode(body, Message) for (body,) in rows)


def _unread(source: sqlite3.Connection, ticket_id: str) -> bool:
    try:
        row = source.execute("SELECT unread FROM tickets WHERE id = ?", (ticket_id,)).fetchone()
    except sqlite3.Error:
        return False
    return bool(row and row[0])


def _policy(target: sqlite3.Connection) -> Policy | None:
    text = note_rows.read(target, note_rows.POLICY)
    return decode(text, Policy) if text is not None and _readable(text, Policy) else None


def _readable(text: str, kind: type[object]) -> bool:
    try:
        decode(text, kind)
    except LocalFault:
        return False
    return True


def _put(target: sqlite3.Connection, saved: Saved, insert: str, row: _Row) -> bool:
    """Write the row, unless damage made it one that the table does not take."""
    try:
        target.execute(insert, row)
    except sqlite3.IntegrityError:
        saved.complete = False
        return False
    return True


def _insert(table: str, columns: str) -> str:
    marks = ", ".join("?" * len(columns.split(",")))
    return f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - constants alone


def _both_ways(source: sqlite3.Connection, saved: Saved, select: str, order: str) -> Iterator[_Row]:
    """Every row up to the damage, then from the other end down to it. A row's first column is distinct, or all are."""
    seen: set[_Row] = set()
    for direction in ("ASC", "DESC"):
        whole = True
        for row in _walk(
            source, f"{select} ORDER BY {', '.join(f'{one} {direction}' for one in order.split(', '))}"
        ):
            if row is None:
                saved.complete = whole = False
            elif row not in seen:
                seen.add(row)
                yield row
        if whole:
            return


def _walk(source: sqlite3.Connection, sql: str, values: Sequence[int] = ()) -> Iterator[_Row | None]:
    """The rows, and `None` at the end when a fault cut them short."""
    try:
        yield from source.execute(sql, values)
    except sqlite3.Error:
        yield None


def _numbered(source: sqlite3.Connection, saved: Saved, select: str, key: str) -> Iterator[_Row]:
    """As `_both_ways`, and then each number in the gap between by itself: a damaged page hides its own rows only."""
    rows = {row[0]: row for row in _both_ways(source, saved, select, key)}
    if not saved.complete:
        for number in _missing_numbers(source, rows):
            for row in _walk(source, f"{select} WHERE {key} = ?", (number,)):
                if row is not None:
                    rows[number] = row
    return iter(rows[number] for number in sorted(rows))


def _missing_numbers(source: sqlite3.Connection, known: Collection[int]) -> Iterator[int]:
    last = next(_walk(source, "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"), None)
    highest = last[0] if last else max(known, default=0) + _BEYOND
    return (number for number in range(max(1, highest - _GAP), highest + 1) if number not in known)
