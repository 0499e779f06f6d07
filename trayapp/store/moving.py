"""Whose an operation is, and for which helpdesk it was written."""

from __future__ import annotations

import sqlite3

from trayapp.core.ids import OpId

_MOVED = "op_id = :op_id OR (ticket_id = :op_id AND state <> 'done')"
"""A new ticket, and what was written on it before it had a number."""


def adopt(connection: sqlite3.Connection, author: str, portal: str | None) -> int:
    """What nobody in particular wrote for that helpdesk, or for none, becomes that account's. Returns how many."""
    return connection.execute(
        "UPDATE outbox SET author = :author, portal = :portal"
        " WHERE author IS NULL AND state <> 'done' AND (portal IS NULL OR portal = :portal)",
        {"author": author, "portal": portal},
    ).rowcount


def move(connection: sqlite3.Connection, op_id: OpId, portal: str | None, author: str | None) -> None:
    """To another helpdesk, which was never asked about it: nothing of earlier tries counts there."""
    values = {"op_id": op_id, "portal": portal, "author": author}
    connection.execute(
        f"DELETE FROM op_steps WHERE op_id IN (SELECT op_id FROM outbox WHERE {_MOVED})",  # noqa: S608 - constants alone
        values,
    )
    connection.execute(
        "UPDATE outbox SET portal = :portal, author = :author, state = 'queued', attempts = 0, next_at = NULL,"  # noqa: S608
        f" last_error = NULL, doubtful = 0 WHERE {_MOVED}",
        values,
    )
