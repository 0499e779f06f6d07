"""Who was added to a ticket, as somebody who sees the ticket gets it (TK-7, TK-8)."""

from __future__ import annotations

import sqlite3

from trayapp.core.model import Participant, Relation, Role

_SELECT = """
    SELECT a.email, a.name, p.role, c.name AS company FROM participants p
    JOIN accounts a ON a.id = p.account_id JOIN companies c ON c.id = a.company_id
    WHERE p.ticket_id = ? AND a.state <> 'removed' ORDER BY p.role DESC, a.name, a.email
"""


def of(tx: sqlite3.Connection, why: Relation, ticket_id: str) -> tuple[Participant, ...]:
    """Subscribers, then collaborators, each by name. Somebody from outside is not told who else is there."""
    if why is Relation.COLLABORATOR:
        return ()
    found = tx.execute(_SELECT, (ticket_id,))
    return tuple(Participant(row["email"], row["name"], Role(row["role"]), row["company"]) for row in found)
