"""Whose an operation is, and for which helpdesk it was written."""

from __future__ import annotations

import sqlite3

from trayapp.core.elsewhere import Line, freed
from trayapp.core.model import Draft, SetPriority
from trayapp.core.operation import Operation, OpKind
from trayapp.store.codec import decode, payload_type
from trayapp.store.op_rows import written

_MOVED = "op_id = :op_id OR (ticket_id = :op_id AND state <> 'done')"
"""A new ticket, and what was written on it before it had a number."""


def adopt(connection: sqlite3.Connection, author: str, portal: str | None) -> int:
    """What nobody in particular wrote for that helpdesk, or for none, becomes that account's. Returns how many."""
    return connection.execute(
        "UPDATE outbox SET author = :author, portal = :portal"
        " WHERE author IS NULL AND state <> 'done' AND (portal IS NULL OR portal = :portal)",
        {"author": author, "portal": portal},
    ).rowcount


def move(connection: sqlite3.Connection, op: Operation, portal: str | None, author: str | None) -> None:
    """To another helpdesk, which was never asked about it: nothing of earlier tries counts there, and no code of it."""
    values = {"op_id": op.op_id, "portal": portal, "author": author}
    if isinstance(op.payload, Draft):
        payload = written(op.kind, freed(op.payload, _priorities(connection, op.op_id)))
        connection.execute("UPDATE outbox SET payload = ? WHERE op_id = ?", (payload, op.op_id))
    connection.execute(
        f"DELETE FROM op_steps WHERE op_id IN (SELECT op_id FROM outbox WHERE {_MOVED})",  # noqa: S608 - constants alone
        values,
    )
    connection.execute(
        "UPDATE outbox SET portal = :portal, author = :author, state = 'queued', attempts = 0, next_at = NULL,"  # noqa: S608
        f" last_error = NULL, doubtful = 0 WHERE {_MOVED}",
        values,
    )


def _priorities(connection: sqlite3.Connection, ticket_id: str) -> list[Line]:
    """What was asked for on it meanwhile by codes of the other helpdesk, as lines; no operations any more."""
    asked = connection.execute(
        "DELETE FROM outbox WHERE ticket_id = ? AND kind = ? AND state <> 'done' RETURNING payload, seq",
        (ticket_id, OpKind.PRIORITY),
    ).fetchall()
    wanted = [decode(str(payload), payload_type(OpKind.PRIORITY)) for payload, _ in sorted(asked, key=_seq)]
    return [("priority", want.priority) for want in wanted[-1:] if isinstance(want, SetPriority)]


def _seq(row: tuple[str, int]) -> int:
    return row[1]
