"""What the employee asked for, on its way to the portal. Nothing leaves but by delivery or by the employee."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from trayapp.core.errors import Forbidden
from trayapp.core.ids import OpId
from trayapp.core.model import StoredFile, TicketRef
from trayapp.core.operation import Operation, OpKind, OpState, Payload
from trayapp.core.ports import Outcome, Steps
from trayapp.store import claims, forgetting, moving, settling
from trayapp.store.codec import micros
from trayapp.store.db import Database
from trayapp.store.op_files import Released, free, refer, release
from trayapp.store.op_rows import COLUMNS, files_of, find, operation, written
from trayapp.store.spool import DiskSpool
from trayapp.store.steps import OpSteps, drop_steps_of
from trayapp.store.translate import translated

_SELECT = f"SELECT {COLUMNS} FROM outbox"  # noqa: S608 - constants alone
_DUE_NOW = "UPDATE outbox SET state = 'queued', next_at = NULL, last_error = NULL"


class SqlOutbox:
    """The port `Outbox` over SQLite. Only the holder of the `SyncLock` may call `recover` and `claim`."""

    def __init__(self, db: Database, spool: DiskSpool) -> None:
        self._db = db
        self._spool = spool

    def add(
        self,
        op_id: OpId,
        ticket_id: str,
        kind: OpKind,
        payload: Payload,
        now: datetime,
        author: str | None = None,
        portal: str | None = None,
    ) -> Operation:
        """Queue an operation, durably. Raises `LocalFault`, with reason file_missing when the spool lacks a file."""
        text = written(kind, payload)
        with self._spool.changing(), self._db.writing() as connection:
            ticket, ref = _name(connection, ticket_id)
            connection.execute(
                "INSERT INTO outbox"
                " (op_id, ticket_id, kind, payload, state, created_at, ref_id, ref_number, author, portal)"
                " VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?)",
                (op_id, ticket, kind, text, micros(now), ref and ref.id, ref and ref.number, author, portal),
            )
            refer(connection, self._spool, op_id, files_of(payload))
            return find(connection, op_id)

    def get(self, op_id: OpId) -> Operation | None:
        """One operation, finished ones included as long as they are kept (`settling.KEPT`)."""
        with self._db.reading() as connection:
            row = connection.execute(f"{_SELECT} WHERE op_id = ?", (op_id,)).fetchone()
            return None if row is None else operation(row)

    def pending(self) -> Sequence[Operation]:
        """All that are not done, oldest first."""
        with self._db.reading() as connection:
            rows = connection.execute(f"{_SELECT} WHERE state <> 'done' ORDER BY seq").fetchall()
            return [operation(row) for row in rows]

    def recent(self, limit: int = 20) -> Sequence[Operation]:
        """The last ones done, newest first; of their files only what they were."""
        order = "WHERE state = 'done' ORDER BY settled_at DESC, seq DESC LIMIT ?"
        with self._db.reading() as connection:
            rows = connection.execute(f"{_SELECT} {order}", (limit,)).fetchall()
            return [operation(row) for row in rows]

    def sent(self, ticket_id: str) -> Sequence[Operation]:
        """New tickets and answers that the portal acknowledged as this ticket, oldest first."""
        rows_of = "WHERE state = 'done' AND ref_id = ? AND kind IN ('create', 'update') ORDER BY seq"
        with self._db.reading() as connection:
            rows = connection.execute(f"{_SELECT} {rows_of}", (ticket_id,)).fetchall()
            return [operation(row) for row in rows]

    def claim(self, now: datetime, author: str | None = None, portal: str | None = None) -> Operation | None:
        """The next due operation, now `sending` and, if it was nobody's, `author`'s; `doubtful` stays as it was."""
        with self._db.writing() as connection:
            return claims.claim(connection, now, author, portal)

    def settle(self, op_id: OpId, outcome: Outcome, now: datetime) -> None:
        """Make the outcome durable; what is done stays done. Raises `NotFound`, `LocalFault`."""
        with self._db.writing() as connection:
            released = settling.settle(connection, find(connection, op_id), outcome, now)
        self._free(released)

    def hand_over(
        self,
        op_id: OpId,
        outcome: Outcome,
        now: datetime,
        due: datetime,
        author: str | None = None,
        portal: str | None = None,
    ) -> Operation | None:
        """`settle`, then `claim`, in one transaction: one flush to the disk for each of a long queue."""
        with self._db.writing() as connection:
            released = settling.settle(connection, find(connection, op_id), outcome, now)
            following = claims.claim(connection, due, author, portal)
        self._free(released)
        return following

    def adopt(self, author: str, portal: str | None) -> int:
        """What nobody in particular wrote for that helpdesk is that account's from now on. Returns how many."""
        with self._db.writing() as connection:
            return moving.adopt(connection, author, portal)

    def move(self, op_id: OpId, portal: str | None, author: str | None, *, anyway: bool = False) -> None:
        """The employee sends a new ticket to another helpdesk, and what was written on it; due now, as if never tried.

        Its codes become lines of its description. Raises `NotFound`, `Forbidden` with reason sending or done, moves
        for what belongs to a ticket over there, or arrived for what may be there already, unless it shall go `anyway`.
        """
        with self._db.writing() as connection:
            op = find(connection, op_id)
            moves = op.moves and op.portal not in {None, portal}
            _refuse(op, sending=op.state is OpState.SENDING, done=op.finished, moves=not moves)
            _refuse(op, arrived=op.may_be_there and not anyway)
            moving.move(connection, op, portal, author)

    def unseen(self, author: str) -> Sequence[Operation]:
        """What that account sent and no pull has told of since, newest first."""
        with self._db.reading() as connection:
            return forgetting.unseen(connection, author)

    def seen(self, op_ids: Sequence[OpId]) -> None:
        """The portal has them."""
        with self._db.writing() as connection:
            forgetting.seen(connection, op_ids)

    def forgotten(self, op_ids: Sequence[OpId]) -> None:
        """The portal no longer has them: they need the employee, without files whose bytes are gone."""
        with self._spool.changing(), self._db.writing() as connection:
            forgetting.forget(connection, self._spool, op_ids)

    def recover(self) -> int:
        """At start, by the holder of the `SyncLock`: what was being sent becomes due at once and doubtful."""
        with self._db.writing() as connection:
            return claims.recover(connection)

    def next_due(self, now: datetime) -> datetime | None:
        """When the next operation is due, `now` for at once; `None` when none waits for time."""
        with self._db.reading() as connection:
            return claims.next_due(connection, now)

    def steps(self, op_id: OpId) -> Steps:
        """The notes of one operation."""
        return OpSteps(self._db, op_id)

    def retry(self, op_id: OpId, now: datetime) -> None:  # noqa: ARG002 - due "at once" needs no time
        """Make it due now; one being sent or done is left alone. Raises `NotFound`."""
        with self._db.writing() as connection:
            find(connection, op_id)
            connection.execute(f"{_DUE_NOW} WHERE op_id = ? AND state IN ('waiting', 'needs_user')", (op_id,))

    def discard(self, op_id: OpId) -> None:
        """The employee gives it up; what was queued on a ticket that will never be goes with it.

        Raises `NotFound`, `Forbidden` with reason sending or done.
        """
        with self._db.writing() as connection:
            op = find(connection, op_id)
            _refuse(op, sending=op.state is OpState.SENDING, done=op.finished)
            released = _drop(connection, op)
        self._free(released)

    def replace(self, op_id: OpId, payload: Payload) -> None:
        """The employee edited it: same id, due now, attempts kept; steps about files taken away are forgotten.

        Raises `NotFound`, `LocalFault`, `Forbidden` with reason sending, done, or doubtful: the portal may have applied
        the old words under this id and would then refuse the new ones, or worse, take both.
        """
        with self._spool.changing(), self._db.writing() as connection:
            op = find(connection, op_id)
            _refuse(op, sending=op.state is OpState.SENDING, done=op.finished, doubtful=op.doubtful)
            text = written(op.kind, payload)
            released = release(connection, op_id)
            refer(connection, self._spool, op_id, files_of(payload))
            kept = {file.sha256 for file in files_of(payload)}
            drop_steps_of(connection, op_id, [sha256 for sha256, _ in released if sha256 not in kept])
            connection.execute(f"{_DUE_NOW}, payload = ? WHERE op_id = ?", (text, op_id))
        self._free(released)

    def let_go(self, files: Sequence[StoredFile]) -> None:
        """Delete what was put for an operation that did not come about and no other needs. Raises `LocalFault`."""
        with translated("spool"):
            here = [(file.sha256, self._spool.stamp(file)) for file in files if self._spool.has(file.sha256)]
        self._free(here)

    def resolve(self, ticket_id: str) -> str:
        """The portal's id for a create's op id, or for a number not pulled yet; else `ticket_id` itself."""
        with self._db.reading() as connection:
            return _name(connection, ticket_id)[0]

    def _free(self, released: Released) -> None:
        free(self._db, self._spool, released)


def _refuse(op: Operation, **reasons: bool) -> None:
    for reason, holds in reasons.items():
        if holds:
            raise Forbidden(reason=reason, id=op.op_id)


def _drop(connection: sqlite3.Connection, op: Operation) -> Released:
    """Delete the operation, and after a create everything that waits for its ticket."""
    gone = [op.op_id]
    if op.kind is OpKind.CREATE:
        later = connection.execute(
            "SELECT op_id FROM outbox WHERE ticket_id = ? AND seq > ?", (op.op_id, op.seq)
        )
        gone += [OpId(row[0]) for row in later.fetchall()]
    released = [file for op_id in gone for file in release(connection, op_id)]
    connection.executemany("DELETE FROM outbox WHERE op_id = ?", [(op_id,) for op_id in gone])
    return released


def _name(connection: sqlite3.Connection, ticket_id: str) -> tuple[str, TicketRef | None]:
    """The portal's id and name for an op id, an id, or a number; the number of a delivered ticket counts last."""
    row = connection.execute(
        "SELECT id, number FROM refs WHERE op_id = :id"
        " UNION ALL SELECT id, number FROM tickets WHERE id = :id"
        " UNION ALL SELECT id, number FROM refs WHERE number = :id AND NOT EXISTS"
        " (SELECT 1 FROM refs WHERE id = :id) LIMIT 1",
        {"id": ticket_id},
    ).fetchone()
    return (ticket_id, None) if row is None else (row[0], TicketRef(row[0], row[1]))
