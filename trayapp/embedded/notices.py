"""What stands behind the bell: something happened to a ticket of yours (INFO-2)."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable

from trayapp.embedded.db import next_change
from trayapp.embedded.events import Audience
from trayapp.embedded.portal import Work
from trayapp.embedded.times import to_text


def tell(
    work: Work, accounts: Iterable[str], kind: str, text: str, ticket: sqlite3.Row | None = None
) -> None:
    """Put a notice behind the bell of each of these accounts; `kind` as `core.model.Notice` names it."""
    told = sorted(set(accounts))
    for account_id in told:
        work.tx.execute(
            "INSERT INTO notices (seq, id, account_id, kind, at, text, ticket_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                next_change(work.tx),
                f"b_{secrets.token_hex(8)}",
                account_id,
                kind,
                to_text(work.now),
                text,
                ticket["id"] if ticket else None,
            ),
        )
    if told:
        work.audiences.append(Audience(accounts=frozenset(told)))


def concerned(tx: sqlite3.Connection, ticket: sqlite3.Row, but: str | None = None) -> set[str]:
    """Who is told of what happens to a ticket: its requester and its subscribers (TK-8), but not who did it."""
    found = tx.execute(
        "SELECT account_id FROM participants WHERE ticket_id = ? AND role = 'subscriber'", (ticket["id"],)
    )
    return {ticket["requester_id"], *(row["account_id"] for row in found)} - {but}
