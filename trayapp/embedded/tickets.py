"""The life of a ticket: created, moved, closed (ST-1 to ST-7, PR-7)."""

from __future__ import annotations

import secrets
import sqlite3

from trayapp.core.business_time import due_at
from trayapp.core.errors import Forbidden, Rejected
from trayapp.core.model import Action, Draft, Ticket
from trayapp.core.policy import Permission, Policy
from trayapp.embedded import permissions, rules, ticket_view
from trayapp.embedded.accounts import Person
from trayapp.embedded.attachments import Place, attach
from trayapp.embedded.db import next_change
from trayapp.embedded.encoding import to_json
from trayapp.embedded.events import Audience
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import to_text

_INSERT = """
    INSERT INTO tickets (number, id, change_seq, requester_id, company_id, subject, description, status, priority,
        priority_asked, product, category, fields, facts, created_at, updated_at, written_at, due_at, op_id,
        status_since)
    VALUES ((SELECT coalesce(max(number) + 1, :first) FROM tickets), :id, :change_seq, :requester_id, :company_id,
        :subject, :description, :status, :priority, :priority_asked, :product, :category, :fields, :facts,
        :now, :now, :written_at, :due_at, :op_id, :now)
"""


def create(portal: Portal, work: Work, person: Person, draft: Draft, op_id: str | None) -> Ticket:
    """A new ticket. Raises `Forbidden`, `Rejected`, `MissingFiles`, `TooLarge`."""
    if not person.may(Permission.CREATE):
        raise Forbidden("this level may not create tickets", action="create")
    rules.check_draft(draft, portal.policy)
    ticket_id = insert(portal, work, person, draft, op_id)
    attach(work.tx, person, draft.files, Place(ticket_id), portal.limits)
    if not person.staff:
        work.created.append(ticket_id)
    return ticket_view.one(portal, work.tx, person, ticket_id)


def insert(portal: Portal, work: Work, person: Person, draft: Draft, op_id: str | None) -> str:
    """Write the ticket's row, unchecked; its id. The one asked for stands beside the policy's priority (PR-7)."""
    policy = portal.policy
    priority = policy.locked_priority or draft.priority or policy.default_priority
    ticket_id = f"t_{secrets.token_hex(8)}"
    row = {
        "first": portal.profile.first_number,
        "id": ticket_id,
        "change_seq": next_change(work.tx),
        "requester_id": person.id,
        "company_id": person.company_id,
        "subject": draft.subject,
        "description": draft.description,
        "status": portal.profile.flow.start,
        "priority": priority,
        "priority_asked": draft.priority,
        "product": draft.product,
        "category": draft.category,
        "fields": to_json(draft.fields).decode(),
        "facts": to_json(draft.facts).decode(),
        "now": to_text(work.now),
        "written_at": to_text(draft.written_at),
        "due_at": _due(work, policy, priority),
        "op_id": op_id,
    }
    work.tx.execute(_INSERT, row)
    work.audiences.append(Audience(companies=frozenset({person.company_id}), accounts=frozenset({person.id})))
    return ticket_id


def close(portal: Portal, work: Work, person: Person, ticket: str) -> Ticket:
    """Help is no longer needed (TK-4). A closed ticket stays closed. Raises `NotFound`, `Forbidden`."""
    row, _ = ticket_view.row_seen(work.tx, person, ticket)
    if row["status"] != portal.profile.flow.closed:
        require(portal, work.tx, person, ticket, Action.CLOSE)
        move(work, row, portal.profile.flow.closed)
    return ticket_view.one(portal, work.tx, person, ticket)


def set_priority(portal: Portal, work: Work, person: Person, ticket: str, priority: str) -> Ticket:
    """Change the priority (TK-10); the answer is due counting from now. Raises `NotFound`, `Forbidden`, `Rejected`."""
    row = require(portal, work.tx, person, ticket, Action.PRIORITY)
    if not portal.policy.priority(priority):
        raise Rejected("unknown priority", fields={"priority": f"There is no priority {priority!r}."})
    if priority != row["priority"]:
        due = _due(work, portal.policy, priority)
        work.tx.execute(
            "UPDATE tickets SET priority = ?, due_at = ? WHERE id = ?", (priority, due, row["id"])
        )
        touch(work, row)
    return ticket_view.one(portal, work.tx, person, ticket)


def set_status(
    portal: Portal, work: Work, person: Person, ticket: str, status: str, sub_status: str = ""
) -> Ticket:
    """Support staff moves a ticket anywhere (ST-2 to ST-7). Raises `NotFound`, `Forbidden`, `Rejected`."""
    row, _ = ticket_view.row_seen(work.tx, person, ticket)
    if not person.staff:
        raise Forbidden("only support staff sets a status", action="status")
    if not portal.policy.status(status):
        raise Rejected("unknown status", fields={"status": f"There is no status {status!r}."})
    if (status, sub_status) != (row["status"], row["sub_status"]):
        move(work, row, status, sub_status)
    return ticket_view.one(portal, work.tx, person, ticket)


def require(
    portal: Portal, tx: sqlite3.Connection, person: Person, ticket: str, action: Action
) -> sqlite3.Row:
    """The ticket's row. Raises `NotFound`, `Forbidden`, or `Rejected` when the ticket is closed."""
    row, why = ticket_view.row_seen(tx, person, ticket)
    if row["status"] == portal.profile.flow.closed:
        raise Rejected("the ticket is closed", fields={"": "This ticket is closed. Please create a new one."})
    if action not in permissions.actions(person, why, row["status"], portal.policy):
        raise Forbidden(f"this person may not {action} this ticket", action=str(action))
    return row


def move(work: Work, row: sqlite3.Row, status: str, sub_status: str = "") -> None:
    """Set the status, unchecked."""
    work.tx.execute(
        "UPDATE tickets SET status = ?, sub_status = ? WHERE id = ?", (status, sub_status, row["id"])
    )
    touch(work, row)


def touch(work: Work, row: sqlite3.Row) -> int:
    """The ticket has changed: everybody who sees it hears of it. The number of this change."""
    change = next_change(work.tx)
    work.tx.execute(
        "UPDATE tickets SET change_seq = ?, updated_at = ? WHERE id = ?",
        (change, to_text(work.now), row["id"]),
    )
    work.tx.execute("UPDATE participants SET change_seq = ? WHERE ticket_id = ?", (change, row["id"]))
    work.audiences.append(permissions.audience(work.tx, row))
    return change


def _due(work: Work, policy: Policy, code: str | None) -> str | None:
    priority = policy.priority(code)
    return to_text(due_at(work.now, priority.target, policy)) if priority and priority.target else None
