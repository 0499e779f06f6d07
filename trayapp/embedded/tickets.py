"""The life of a ticket: created, moved, kept open, closed (ST-1 to ST-7, PR-7)."""

from __future__ import annotations

import secrets
import sqlite3

from trayapp.core.business_time import due_at
from trayapp.core.errors import Forbidden, Rejected
from trayapp.core.model import Action, Draft, Side, Ticket
from trayapp.core.policy import Bucket, Policy, Status
from trayapp.embedded import (
    drafts,
    incidents,
    letters,
    permissions,
    registered,
    terms,
    ticket_view,
    timer_steps,
)
from trayapp.embedded.accounts import Person
from trayapp.embedded.attachments import Place, attach
from trayapp.embedded.db import next_change
from trayapp.embedded.encoding import to_json
from trayapp.embedded.events import Audience
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import to_text

CLOSED = "This ticket is closed. For more help, make a new one that names it."
_INSERT = """
    INSERT INTO tickets (number, id, change_seq, requester_id, company_id, subject, description, status, priority,
        priority_asked, nature, product, category, fields, facts, created_at, updated_at, written_at, due_at, op_id,
        status_since, timer_at, references_id, incident_id)
    VALUES ((SELECT coalesce(max(number) + 1, :first) FROM tickets), :id, :change_seq, :requester_id, :company_id,
        :subject, :description, :status, :priority, :priority_asked, :nature, :product, :category, :fields, :facts,
        :now, :now, :written_at, :due_at, :op_id, :now, :timer_at, :references, :joins)
"""


def create(portal: Portal, work: Work, person: Person, draft: Draft, op_id: str | None) -> Ticket:
    """A new ticket. Raises `NotRegistered`, `Forbidden`, `Rejected`, `MissingFiles`, `TooLarge`."""
    registered.require(portal, person, work.now)
    draft = drafts.checked(portal, work, person, draft)
    ticket_id = begin(portal, work, person, draft, op_id)
    for words in terms.remarks(portal, work, person, draft):
        remark(portal, work, by_id(work.tx, ticket_id), words)
    return ticket_view.one(portal, work.tx, person, ticket_id)


def begin(portal: Portal, work: Work, person: Person, draft: Draft, op_id: str | None) -> str:
    """Write a draft that is known to be good, and tell of it; the ticket's id. Raises `MissingFiles`, `TooLarge`."""
    ticket_id = insert(portal, work, person, draft, op_id)
    attach(work.tx, person, draft.files, Place(ticket_id), portal.limits)
    if draft.joins is not None:
        incidents.joined(work)
    if draft.references is not None:
        # it goes on in another one now, and says so
        touch(work, by_id(work.tx, draft.references))
    letters.received(portal, work, person, by_id(work.tx, ticket_id))
    if not person.staff:
        work.created.append(ticket_id)
    return ticket_id


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
        "nature": draft.nature,
        "product": draft.product,
        "category": draft.category,
        "fields": to_json(draft.fields).decode(),
        "facts": to_json(draft.facts).decode(),
        "now": to_text(work.now),
        "written_at": to_text(draft.written_at),
        "due_at": _due(work, policy, priority),
        "op_id": op_id,
        "timer_at": _wind(work, policy, portal.profile.flow.start),
        "references": draft.references,
        "joins": draft.joins,
    }
    work.tx.execute(_INSERT, row)
    work.audiences.append(Audience(companies=frozenset({person.company_id}), accounts=frozenset({person.id})))
    return ticket_id


def close(portal: Portal, work: Work, person: Person, ticket: str) -> Ticket:
    """Help is no longer needed (TK-4). A closed ticket stays closed. Raises `NotFound`, `Forbidden`."""
    row, _ = ticket_view.row_seen(work.tx, person, ticket)
    if not _closed(portal.policy, row):
        require(portal, work.tx, person, ticket, Action.CLOSE)
        _move_by(portal, work, person, row, portal.profile.flow.closed)
    return ticket_view.one(portal, work.tx, person, ticket)


def keep_open(portal: Portal, work: Work, person: Person, ticket: str) -> Ticket:
    """Help is still needed: no timer ends it (ST-3, ST-6). One that nothing ends stays as it is.

    Raises `NotFound`, `Forbidden`, and `Rejected` when it is closed by now.
    """
    row = require(portal, work.tx, person, ticket, Action.UPDATE)
    status = portal.policy.status(row["status"])
    if status and permissions.ends_by_itself(status):
        _move_by(portal, work, person, row, status.on_update or portal.profile.flow.start)
        remark(portal, work, row, f"{person.name} keeps this ticket open.")
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
        letters.prioritised(portal, work, row, priority, by=person.id)
    return ticket_view.one(portal, work.tx, person, ticket)


def set_status(
    portal: Portal, work: Work, person: Person, ticket: str, status: str, sub_status: str = ""
) -> Ticket:
    """Support staff moves a ticket to where its status leads (ST-2 to ST-7).

    Raises `NotFound`, `Forbidden`, `Rejected`.
    """
    row, _ = ticket_view.row_seen(work.tx, person, ticket)
    if not person.staff:
        raise Forbidden("only support staff sets a status", action="status")
    if not portal.policy.status(status):
        raise Rejected("unknown status", fields={"status": f"There is no status {status!r}."})
    if status != row["status"]:
        _check_way(portal.policy, row["status"], status)
        _move_by(portal, work, person, row, status, sub_status)
    elif sub_status != row["sub_status"]:
        move(portal, work, row, status, sub_status)
    return ticket_view.one(portal, work.tx, person, ticket)


def require(
    portal: Portal, tx: sqlite3.Connection, person: Person, ticket: str, action: Action
) -> sqlite3.Row:
    """The ticket's row. Raises `NotFound`, `Forbidden`, or `Rejected` when the ticket is closed.

    Raises `NotRegistered` for whoever gets no support any more (REG-3): all they may still do is close it.
    """
    row, why = ticket_view.row_seen(tx, person, ticket)
    if action is not Action.CLOSE:
        registered.require(portal, person, portal.clock())
    if _closed(portal.policy, row):
        raise Rejected("the ticket is closed", fields={"": CLOSED})
    if action not in permissions.actions(person, why, row["status"], portal.policy):
        raise Forbidden(f"this person may not {action} this ticket", action=str(action))
    return row


def move(portal: Portal, work: Work, row: sqlite3.Row, status: str, sub_status: str = "") -> None:
    """Set the status, unchecked, and wind its timer when it is another one."""
    _enter(portal, work, row, status, sub_status)
    touch(work, row)


def move_by_itself(portal: Portal, work: Work, row: sqlite3.Row, status: str, words: str) -> str | None:
    """A timer sets the status; the portal says so in the conversation (ST-3, ST-6). When the next timer is due."""
    wound = _enter(portal, work, row, status, "")
    remark(portal, work, row, words)
    return wound


def _enter(portal: Portal, work: Work, row: sqlite3.Row, status: str, sub_status: str) -> str | None:
    if status == row["status"]:
        work.tx.execute("UPDATE tickets SET sub_status = ? WHERE id = ?", (sub_status, row["id"]))
        return None
    wound = _wind(work, portal.policy, status)
    work.tx.execute(
        """UPDATE tickets SET status = ?, sub_status = ?, status_since = ?, timer_at = ?, reminded = 0
           WHERE id = ?""",
        (status, sub_status, to_text(work.now), wound, row["id"]),
    )
    return wound


def remark(portal: Portal, work: Work, row: sqlite3.Row, text: str, by: tuple[str, str] | None = None) -> int:
    """The portal itself says something in the conversation; the number of the change.

    `by`: the account whose request it answers, and the key of that request.
    """
    author_id, op_id = by or (None, None)
    change = touch(work, row)
    work.tx.execute(
        "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            change,
            f"m_{secrets.token_hex(8)}",
            row["id"],
            author_id,
            portal.policy.portal_name,
            Side.SYSTEM,
            to_text(work.now),
            text,
            op_id,
        ),
    )
    return change


def leads(policy: Policy, here: str, there: str) -> bool:
    """Whether support may move a ticket from one status to the other by hand."""
    found = policy.status(here)
    return found is None or not found.next or there in found.next


def touch(work: Work, row: sqlite3.Row) -> int:
    """The ticket has changed: everybody who sees it hears of it. The number of this change."""
    change = next_change(work.tx)
    work.tx.execute(
        "UPDATE tickets SET change_seq = ?, updated_at = ? WHERE id = ?",
        (change, to_text(work.now), row["id"]),
    )
    audience = permissions.audience(work.tx, row)
    if len(audience.accounts) > 1:
        work.tx.execute("UPDATE participants SET change_seq = ? WHERE ticket_id = ?", (change, row["id"]))
    work.audiences.append(audience)
    return change


def by_id(tx: sqlite3.Connection, ticket_id: str) -> sqlite3.Row:
    """The row of a ticket that is known to be there."""
    row: sqlite3.Row = tx.execute("SELECT * FROM tickets WHERE id = ?", (ticket_id,)).fetchone()
    return row


def _move_by(
    portal: Portal, work: Work, person: Person, row: sqlite3.Row, status: str, sub_status: str = ""
) -> None:
    """Set the status; everybody concerned but this person hears of it."""
    move(portal, work, row, status, sub_status)
    letters.moved(portal, work, row, status, by=person.id)


def _check_way(policy: Policy, here: str, there: str) -> None:
    found = policy.status(here)
    if found and not leads(policy, here, there):
        ways = ", ".join(_label(policy.status(code), code) for code in found.next)
        raise Rejected("no such way", fields={"status": f"From {found.label} a ticket goes to {ways}."})


def _label(status: Status | None, code: str) -> str:
    return status.label if status else code


def _closed(policy: Policy, row: sqlite3.Row) -> bool:
    return policy.bucket(row["status"]) is Bucket.CLOSED


def _wind(work: Work, policy: Policy, status: str) -> str | None:
    """When the timer of a status that begins now does something first."""
    step = timer_steps.next_step(policy, status, work.now)
    if step is None:
        return None
    work.alarms.append(step.at)
    return to_text(step.at)


def _due(work: Work, policy: Policy, code: str | None) -> str | None:
    priority = policy.priority(code)
    return to_text(due_at(work.now, priority.target, policy)) if priority and priority.target else None
