"""An update on a closed ticket makes a new one that references it (ST-7)."""

from __future__ import annotations

import sqlite3

from trayapp.core.model import Draft, Role, Side, TicketRef, Update
from trayapp.embedded import tickets
from trayapp.embedded.accounts import Person
from trayapp.embedded.encoding import from_json
from trayapp.embedded.portal import Portal, Work

_RE = "Re: "
_LONGEST = 500
"""Letters of a subject."""


def go_on(
    portal: Portal, work: Work, person: Person, closed: sqlite3.Row, update: Update, op_id: str | None
) -> int:
    """Make the new ticket; in the closed one the portal says where it goes on. The number of that change.

    Raises `MissingFiles`, `TooLarge`.
    """
    ticket_id = tickets.begin(portal, work, person, _draft(portal, closed, update), op_id)
    made = tickets.by_id(work.tx, ticket_id)
    _bring_along(work, person, closed, made)
    by = (person.id, op_id) if op_id else None
    return tickets.remark(portal, work, closed, f"This goes on in ticket {made['number']}.", by)


def went_to(tx: sqlite3.Connection, message: sqlite3.Row) -> TicketRef | None:
    """The new ticket, when the message tells of one that was made with the same key."""
    if message["side"] != Side.SYSTEM or message["op_id"] is None:
        return None
    row = tx.execute(
        "SELECT id, number FROM tickets WHERE requester_id = ? AND op_id = ? AND references_id = ?",
        (message["author_id"], message["op_id"], message["ticket_id"]),
    ).fetchone()
    return TicketRef(row["id"], str(row["number"])) if row else None


def _draft(portal: Portal, closed: sqlite3.Row, update: Update) -> Draft:
    """About the same things; of the answers all but the names of files, which are those of the closed ticket."""
    asked = portal.policy.fields(closed["nature"], closed["product"], closed["category"])
    of_files = {item.code for item in asked if item.kind == "file"}
    subject = closed["subject"] if closed["subject"].startswith(_RE) else _RE + closed["subject"]
    return Draft(
        subject=subject[:_LONGEST],
        description=update.text,
        product=closed["product"],
        category=closed["category"],
        fields={code: answer for code, answer in from_json(closed["fields"]).items() if code not in of_files},
        priority=closed["priority_asked"],
        files=update.files,
        nature=closed["nature"],
        references=closed["id"],
    )


def _bring_along(work: Work, person: Person, closed: sqlite3.Row, made: sqlite3.Row) -> None:
    """Who took part in the closed ticket takes part in the new one; its requester becomes a subscriber."""
    change = tickets.touch(work, made)
    work.tx.execute(
        """INSERT INTO participants (ticket_id, account_id, role, change_seq, shared_seq)
           SELECT :made, account_id, role, :change, :change FROM participants
           WHERE ticket_id = :closed AND account_id <> :me""",
        {"made": made["id"], "closed": closed["id"], "me": person.id, "change": change},
    )
    if closed["requester_id"] != person.id:
        work.tx.execute(
            "INSERT OR IGNORE INTO participants VALUES (?, ?, ?, ?, ?)",
            (made["id"], closed["requester_id"], Role.SUBSCRIBER, change, change),
        )
