"""Which ticket goes on from which closed one, as far as the person who asks sees both (ST-7)."""

from __future__ import annotations

import sqlite3

from trayapp.core.model import TicketRef
from trayapp.embedded import permissions
from trayapp.embedded.accounts import Person


def before(tx: sqlite3.Connection, person: Person, row: sqlite3.Row) -> TicketRef | None:
    """The closed ticket that this one goes on from."""
    if row["references_id"] is None:
        return None
    found = tx.execute("SELECT * FROM tickets WHERE id = ?", (row["references_id"],)).fetchone()
    return _ref(tx, person, found)


def after(tx: sqlite3.Connection, person: Person, row: sqlite3.Row) -> TicketRef | None:
    """The ticket in which this one goes on; the newest, if there are several."""
    found = tx.execute("SELECT * FROM tickets WHERE references_id = ? ORDER BY number DESC", (row["id"],))
    return next((ref for each in found.fetchall() if (ref := _ref(tx, person, each))), None)


def _ref(tx: sqlite3.Connection, person: Person, row: sqlite3.Row) -> TicketRef | None:
    sees = permissions.relation(tx, person, row) is not None
    return TicketRef(row["id"], str(row["number"])) if sees else None
