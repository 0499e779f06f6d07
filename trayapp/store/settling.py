"""What became of a claimed operation, made durable."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from trayapp.core.model import TicketRef
from trayapp.core.operation import Operation, OpKind, OpState
from trayapp.core.ports import Outcome
from trayapp.store import forgetting
from trayapp.store.codec import encode, micros, micros_or_none
from trayapp.store.op_files import Released, release

KEPT = 200
"""How many finished operations stay to be looked at, besides new tickets and answers."""
KEPT_SENT = 1000
"""How many new tickets and answers stay, so that the employee can see what was sent: some 5 MB at most."""

_TRIM = """
DELETE FROM outbox WHERE state = 'done' AND kind {kinds} AND (settled_at, seq) <= (
    SELECT settled_at, seq FROM outbox WHERE state = 'done' AND kind {kinds}
    ORDER BY settled_at DESC, seq DESC LIMIT 1 OFFSET ?
)"""
_LIMITS = (
    (_TRIM.format(kinds="IN ('create', 'update')"), KEPT_SENT),
    (_TRIM.format(kinds="NOT IN ('create', 'update')"), KEPT),
)
_TRIMMED_EACH = 20
"""Counting what is kept takes longer than writing one outcome, so only so many operations pay for it."""


def settle(connection: sqlite3.Connection, op: Operation, outcome: Outcome, now: datetime) -> Released:
    """Write the outcome, inside the caller's transaction; returns the files to free after the commit."""
    if op.finished:
        return []
    connection.execute(
        "UPDATE outbox SET state = ?, next_at = ?, last_error = ?, doubtful = ?,"
        " ref_id = coalesce(?, ref_id), ref_number = coalesce(?, ref_number) WHERE seq = ?",
        (
            outcome.state,
            micros_or_none(outcome.next_at),
            None if outcome.problem is None else encode(outcome.problem),
            outcome.doubtful,
            outcome.ref and outcome.ref.id,
            outcome.ref and outcome.ref.number,
            op.seq,
        ),
    )
    return _finish(connection, op, outcome, now) if outcome.state is OpState.DONE else []


def _finish(connection: sqlite3.Connection, op: Operation, outcome: Outcome, now: datetime) -> Released:
    """What was sent stays with the names, sizes and hashes of its files; the bytes are the portal's now."""
    ref = outcome.ref
    connection.execute(
        "UPDATE outbox SET payload = ?, settled_at = ?, message = ? WHERE seq = ?",
        (encode(outcome.payload or op.payload), micros(now), outcome.message, op.seq),
    )
    connection.execute("DELETE FROM op_steps WHERE op_id = ?", (op.op_id,))
    forgetting.expect(connection, op.op_id)
    if op.kind is OpKind.CREATE and ref is not None:
        _name(connection, op, ref)
    if op.kind is OpKind.UPDATE and ref is not None and ref.id != op.ticket_id:
        _follow(connection, op, ref)
    released = release(connection, op.op_id)
    if op.seq % _TRIMMED_EACH == 0:
        for trim, kept in _LIMITS:
            connection.execute(trim, (kept,))
    return released


def _follow(connection: sqlite3.Connection, op: Operation, ref: TicketRef) -> None:
    """The ticket was closed meanwhile and goes on in a new one (ST-7): what was asked for after that is meant for it.

    Except the answer to an estimate, which stays with the ticket it was made for.
    """
    connection.execute(
        "UPDATE outbox SET ticket_id = ?, ref_id = ?, ref_number = ?"
        " WHERE ticket_id = ? AND seq > ? AND state <> 'done' AND kind <> ?",
        (ref.id, ref.id, ref.number, op.ticket_id, op.seq, OpKind.ESTIMATE),
    )


def _name(connection: sqlite3.Connection, op: Operation, ref: TicketRef) -> None:
    """Later operations were queued under the create's op id; now the ticket has a name of its own."""
    connection.execute("INSERT OR REPLACE INTO refs VALUES (?, ?, ?)", (op.op_id, ref.id, ref.number))
    connection.execute(
        "UPDATE outbox SET ticket_id = ?, ref_id = ?, ref_number = ? WHERE ticket_id = ? AND seq <> ?",
        (ref.id, ref.id, ref.number, op.op_id, op.seq),
    )
