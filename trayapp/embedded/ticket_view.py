"""Rows of tickets as the person who asks may see them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from trayapp.core.errors import NotFound
from trayapp.core.model import Fact, Relation, Ticket, TicketRef
from trayapp.core.policy import Policy
from trayapp.embedded import (
    attachments,
    estimate_view,
    participant_view,
    permissions,
    references,
    timer_steps,
)
from trayapp.embedded import credits as credit_rows
from trayapp.embedded.accounts import Person
from trayapp.embedded.encoding import from_json, to_json
from trayapp.embedded.portal import Portal
from trayapp.embedded.times import from_text, maybe

_SELECT = "SELECT t.*, a.name AS requester FROM tickets t JOIN accounts a ON a.id = t.requester_id"
_DIGITS = 18


def row_seen(tx: sqlite3.Connection, person: Person, ticket: str) -> tuple[sqlite3.Row, Relation]:
    """A ticket by id or number, and why the person sees it. Raises `NotFound`, also when it is not theirs to see."""
    row = tx.execute(f"{_SELECT} WHERE t.id = ?", (ticket,)).fetchone()
    if row is None and ticket.isascii() and ticket.isdigit() and len(ticket) <= _DIGITS:
        row = tx.execute(f"{_SELECT} WHERE t.number = ?", (int(ticket),)).fetchone()
    why = permissions.relation(tx, person, row) if row else None
    if row is None or why is None:
        raise NotFound("there is no such ticket", what="ticket", id=ticket)
    return row, why


def one(portal: Portal, tx: sqlite3.Connection, person: Person, ticket: str) -> Ticket:
    """A ticket by id or number. Raises `NotFound`."""
    row, why = row_seen(tx, person, ticket)
    return _ticket(portal, tx, person, row, why)


def by_key(portal: Portal, tx: sqlite3.Connection, person: Person, op_id: str) -> list[Ticket]:
    """The ticket that this person made with that key, if any."""
    row = tx.execute(f"{_SELECT} WHERE t.requester_id = ? AND t.op_id = ?", (person.id, op_id)).fetchone()
    return [_ticket(portal, tx, person, row, Relation.OWN)] if row else []


def many(portal: Portal, tx: sqlite3.Connection, person: Person, numbers: Sequence[int]) -> list[Ticket]:
    """The tickets of those numbers, in that order, that the person sees."""
    wanted = to_json(list(numbers)).decode()
    found = tx.execute(f"{_SELECT} WHERE t.number IN (SELECT value FROM json_each(?))", (wanted,))  # noqa: S608 - bound values only
    rows = {row["number"]: row for row in found}
    tickets = []
    for number in numbers:
        why = permissions.relation(tx, person, rows[number])
        if why:
            tickets.append(_ticket(portal, tx, person, rows[number], why))
    return tickets


def _ticket(
    portal: Portal, tx: sqlite3.Connection, person: Person, row: sqlite3.Row, why: Relation
) -> Ticket:
    """The ticket with all that lies around its row, as this person may see it."""
    policy, ticket_id = portal.policy, row["id"]
    estimates = estimate_view.shown(tx, policy, why, ticket_id)
    deciding = estimate_view.actions(policy, person, why, row["status"], estimates)
    return replace(
        _plain(policy, row, why),
        actions=permissions.actions(person, why, row["status"], policy) | deciding,
        people=participant_view.of(tx, why, ticket_id),
        estimates=estimates,
        credits=credit_rows.of(tx, policy, person, why, ticket_id),
        references=references.before(tx, person, row),
        continued=references.after(tx, person, row),
        files=attachments.of_ticket(tx, ticket_id),
        op_id=row["op_id"] if row["requester_id"] == person.id else None,
        etag=_etag(portal, person, row["change_seq"]),
    )


def _plain(policy: Policy, row: sqlite3.Row, why: Relation) -> Ticket:
    """What the row alone says, with the countdown of its timer (ST-3, ST-6)."""
    status = policy.status(row["status"])
    since = maybe(row["status_since"])
    ahead = timer_steps.change_of(policy, row["status"], since)
    return Ticket(
        ref=TicketRef(row["id"], str(row["number"])),
        subject=row["subject"],
        description=row["description"],
        status=row["status"],
        status_label=status.label if status else row["status"],
        sub_status=row["sub_status"],
        relation=why,
        requester=row["requester"],
        created_at=from_text(row["created_at"]),
        updated_at=from_text(row["updated_at"]),
        priority=row["priority"],
        priority_asked=row["priority_asked"],
        nature=row["nature"],
        product=row["product"],
        category=row["category"],
        fields=from_json(row["fields"]),
        due_at=maybe(row["due_at"]),
        status_since=since,
        status_until=ahead.at if ahead else None,
        status_next=ahead.to if ahead else None,
        incident=row["incident_id"],
        facts=from_json(row["facts"], tuple[Fact, ...]),
    )


def _etag(portal: Portal, person: Person, change: int) -> str:
    """As it stands in the header, quotes included. What one sees also depends on who asks and on the policy."""
    seen_by = f"{portal.db.id} {person.id} {person.level} {portal.policy.version}"
    return f'"{change}-{hashlib.sha256(seen_by.encode()).hexdigest()[:12]}"'
