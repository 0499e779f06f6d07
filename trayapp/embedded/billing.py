"""Support bills service credits for its work on a ticket (TK-9)."""

from __future__ import annotations

from trayapp.core.errors import Forbidden
from trayapp.core.model import Ticket
from trayapp.embedded import credits as credit_rows
from trayapp.embedded import ticket_view, tickets
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import to_text


def charge(portal: Portal, work: Work, person: Person, ticket: str, amount: float, note: str) -> Ticket:
    """Bill so many credits, or give some back (below zero). Raises `NotFound`, `Forbidden`."""
    row, _ = ticket_view.row_seen(work.tx, person, ticket)
    if not person.staff or credit_rows.FEATURE not in portal.policy.features:
        raise Forbidden("support staff bills credits, where the policy names them", action="credits")
    change = tickets.touch(work, row)
    work.tx.execute(
        "INSERT INTO credits (seq, ticket_id, company_id, amount, note, at) VALUES (?, ?, ?, ?, ?, ?)",
        (change, row["id"], row["company_id"], amount, note, to_text(work.now)),
    )
    return ticket_view.one(portal, work.tx, person, ticket)
