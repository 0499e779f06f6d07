"""Collaborators: people outside the organisation who may see a ticket (TK-7)."""

from __future__ import annotations

import sqlite3

from trayapp.core.model import Role
from trayapp.embedded.events import Audience
from trayapp.embedded.portal import Work
from trayapp.embedded.tickets import touch


def share(work: Work, ticket: sqlite3.Row, account_id: str) -> None:
    """Let that account see the ticket and its whole conversation."""
    work.tx.execute("DELETE FROM removals WHERE account_id = ? AND ticket_id = ?", (account_id, ticket["id"]))
    work.tx.execute(
        "INSERT OR IGNORE INTO participants VALUES (?, ?, ?, 0, 0)",
        (ticket["id"], account_id, Role.COLLABORATOR),
    )
    change = touch(work, ticket)
    work.tx.execute(
        "UPDATE participants SET shared_seq = ? WHERE ticket_id = ? AND account_id = ?",
        (change, ticket["id"], account_id),
    )


def unshare(work: Work, ticket: sqlite3.Row, account_id: str) -> None:
    """Let that account see it no longer."""
    work.tx.execute(
        "DELETE FROM participants WHERE ticket_id = ? AND account_id = ?", (ticket["id"], account_id)
    )
    change = touch(work, ticket)
    work.tx.execute("INSERT OR REPLACE INTO removals VALUES (?, ?, ?)", (account_id, ticket["id"], change))
    work.audiences.append(Audience(accounts=frozenset({account_id})))
