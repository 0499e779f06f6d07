"""Lets people see a ticket that is not theirs: subscribers (TK-8) and collaborators (TK-7)."""

from __future__ import annotations

import sqlite3

from trayapp.core.model import Role
from trayapp.embedded.events import Audience
from trayapp.embedded.portal import Work
from trayapp.embedded.tickets import touch


def share(work: Work, ticket: sqlite3.Row, account_id: str, role: Role = Role.COLLABORATOR) -> None:
    """Let that account see the ticket and its whole conversation."""
    work.tx.execute("DELETE FROM removals WHERE account_id = ? AND ticket_id = ?", (account_id, ticket["id"]))
    work.tx.execute(
        """INSERT INTO participants VALUES (:ticket, :account, :role, 0, 0)
           ON CONFLICT (ticket_id, account_id) DO UPDATE SET role = :role""",
        {"ticket": ticket["id"], "account": account_id, "role": role},
    )
    change = touch(work, ticket)
    work.tx.execute(
        "UPDATE participants SET shared_seq = ? WHERE ticket_id = ? AND account_id = ?",
        (change, ticket["id"], account_id),
    )


def unshare(work: Work, ticket: sqlite3.Row, account_id: str, *, still_seen: bool = False) -> None:
    """Take that account off the ticket. Unless it sees the ticket for another reason, it is told that it is gone."""
    work.tx.execute(
        "DELETE FROM participants WHERE ticket_id = ? AND account_id = ?", (ticket["id"], account_id)
    )
    change = touch(work, ticket)
    if not still_seen:
        work.tx.execute(
            "INSERT OR REPLACE INTO removals VALUES (?, ?, ?)", (account_id, ticket["id"], change)
        )
        work.audiences.append(Audience(accounts=frozenset({account_id})))
