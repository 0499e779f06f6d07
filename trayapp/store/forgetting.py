"""What was acknowledged is expected in a pull; what the portal knows nothing of any more goes back to the employee.

An expected operation has a step of that name: it is the only one that a finished operation may have.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from trayapp.core.errors import Forgotten
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, TicketChange, Update
from trayapp.core.operation import ABOUT_PEOPLE, Operation, OpKind, problem_of
from trayapp.store.codec import encode, micros
from trayapp.store.op_files import refer
from trayapp.store.op_rows import COLUMNS, files_of, operation
from trayapp.store.spool import DiskSpool

REMEMBERED = timedelta(days=30)
"""What was sent longer ago is not looked for in a pull from the beginning: it has been dealt with."""
_EXPECTED = "expected"
_IS_EXPECTED = "EXISTS (SELECT 1 FROM op_steps AS s WHERE s.op_id = outbox.op_id AND s.key = 'expected')"
_IS_FORGOTTEN = "(state = 'needs_user' AND json_extract(last_error, '$.kind') = 'forgotten')"
_EXPECT_AGAIN = f"""
INSERT OR IGNORE INTO op_steps (op_id, key, value) SELECT op_id, 'expected', '' FROM outbox
WHERE (state = 'done' AND settled_at >= ? AND kind IN ({{kinds}})) OR {_IS_FORGOTTEN}"""  # noqa: S608
_WORDS = (OpKind.CREATE, OpKind.UPDATE, *sorted(ABOUT_PEOPLE))
"""Kinds that hold what a person wrote; the others are wishes about a ticket, which tells by itself how it stands."""


def expect(connection: sqlite3.Connection, op_id: OpId) -> None:
    """It was acknowledged just now: the next pull tells of it."""
    connection.execute("INSERT OR REPLACE INTO op_steps VALUES (?, ?, '')", (op_id, _EXPECTED))


def expect_again(connection: sqlite3.Connection, now: datetime) -> None:
    """A pull from the beginning starts: all that was sent not long ago comes with it, and what was forgotten may."""
    kinds = ", ".join("?" * len(_WORDS))
    connection.execute(_EXPECT_AGAIN.format(kinds=kinds), (micros(now - REMEMBERED), *_WORDS))


def told(connection: sqlite3.Connection, changes: Sequence[TicketChange]) -> None:
    """A pull told of these tickets: what made or changed them is there."""
    expected = connection.execute(
        "SELECT op_id, kind, ref_id, message FROM outbox JOIN op_steps USING (op_id)"
        " WHERE key = ? AND state = 'done'",
        (_EXPECTED,),
    ).fetchall()
    if expected:
        tickets = {change.ticket.ref.id for change in changes}
        messages = {message.id for change in changes for message in change.messages or ()}
        seen(
            connection, [op for op, kind, ref, said in expected if _came(kind, ref, said, tickets, messages)]
        )


def _came(kind: str, ref: str | None, said: str | None, tickets: set[str], messages: set[str]) -> bool:
    return said in messages if kind == OpKind.UPDATE and said is not None else ref in tickets


def unseen(connection: sqlite3.Connection, author: str) -> Sequence[Operation]:
    """What that account is waiting to be told of, newest first."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM outbox WHERE author = ? AND {_IS_EXPECTED}"  # noqa: S608 - constants alone
        f" AND (state = 'done' OR {_IS_FORGOTTEN}) ORDER BY seq DESC",
        (author,),
    )
    return [operation(row) for row in rows.fetchall()]


def seen(connection: sqlite3.Connection, op_ids: Iterable[OpId]) -> None:
    """They are there."""
    connection.executemany(
        "DELETE FROM op_steps WHERE op_id = ? AND key = ?", [(op_id, _EXPECTED) for op_id in op_ids]
    )


def forget(connection: sqlite3.Connection, spool: DiskSpool, op_ids: Sequence[OpId]) -> None:
    """They need the employee. The caller holds `spool.changing`."""
    lost = [op for op_id in op_ids for op in _done(connection, op_id)]
    for op in sorted(lost, key=lambda op: op.seq, reverse=True):
        _give_back(connection, spool, op)
    seen(connection, op_ids)


def _done(connection: sqlite3.Connection, op_id: OpId) -> list[Operation]:
    rows = connection.execute(f"SELECT {COLUMNS} FROM outbox WHERE op_id = ? AND state = 'done'", (op_id,))  # noqa: S608
    return [operation(row) for row in rows.fetchall()]


def _give_back(connection: sqlite3.Connection, spool: DiskSpool, op: Operation) -> None:
    files = files_of(op.payload)
    here = tuple(file for file in files if spool.has(file.sha256))
    params = {
        "number": op.ref.number if op.ref else "",
        "files": ", ".join(f.name for f in files if f not in here),
    }
    problem = problem_of(Forgotten(**{key: value for key, value in params.items() if value}))
    payload = replace(op.payload, files=here) if isinstance(op.payload, Draft | Update) else op.payload
    connection.execute(
        "UPDATE outbox SET state = 'needs_user', next_at = NULL, last_error = ?, doubtful = 1, payload = ?,"
        " settled_at = NULL, message = NULL WHERE seq = ?",
        (encode(problem), encode(payload), op.seq),
    )
    refer(connection, spool, op.op_id, here)
    _wait_for(connection, op)


def _wait_for(connection: sqlite3.Connection, op: Operation) -> None:
    """The ticket that it had made is gone: what was written on that goes after it, into the one it makes next."""
    made = op.kind is OpKind.CREATE or (op.kind is OpKind.UPDATE and op.ref and op.ref.id != op.ticket_id)
    if not made or op.ref is None:
        return
    connection.execute(
        "UPDATE outbox SET ticket_id = ?, ref_id = NULL, ref_number = NULL"
        " WHERE ticket_id = ? AND seq > ? AND state <> 'done'",
        (op.ticket_id, op.ref.id, op.seq),
    )
    # tried meanwhile, and refused because there was no such ticket
    connection.execute(
        "UPDATE outbox SET state = 'queued', last_error = NULL WHERE ticket_id = ? AND seq > ?"
        " AND state = 'needs_user' AND json_extract(last_error, '$.kind') = 'not_found'",
        (op.ticket_id, op.seq),
    )
    connection.execute("UPDATE outbox SET ref_id = NULL, ref_number = NULL WHERE seq = ?", (op.seq,))
    connection.execute("DELETE FROM refs WHERE op_id = ?", (op.op_id,))
