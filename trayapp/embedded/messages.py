"""The conversation on a ticket (TK-4, TK-5)."""

from __future__ import annotations

import secrets
import sqlite3

from trayapp.core.errors import Rejected
from trayapp.core.model import Action, Message, Side, Update
from trayapp.embedded import attachments, ticket_view, tickets
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.rules import REQUIRED
from trayapp.embedded.times import from_text, to_text


def add(
    portal: Portal, work: Work, person: Person, ticket: str, update: Update, op_id: str | None
) -> Message:
    """Say something on a ticket; an employee's words bring it back to support (ST-5, ST-6).

    Raises `NotFound`, `Forbidden`, `Rejected` (empty, or the ticket is closed), `MissingFiles`, `TooLarge`.
    """
    row = tickets.require(portal, work.tx, person, ticket, Action.UPDATE)
    if not update.text.strip() and not update.files:
        raise Rejected("nothing is said", fields={"text": REQUIRED})
    change = tickets.touch(work, row)
    message_id = f"m_{secrets.token_hex(8)}"
    side = Side.STAFF if person.staff else Side.EMPLOYEE
    work.tx.execute(
        "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (change, message_id, row["id"], person.id, person.name, side, to_text(work.now), update.text, op_id),
    )
    attachments.attach(work.tx, person, update.files, attachments.Place(row["id"], change), portal.limits)
    after = _after_update(portal, row["status"])
    if after and not person.staff:
        tickets.move(work, row, after)
    return of_ticket(work.tx, person, row["id"], after=change - 1)[0]


def _after_update(portal: Portal, status: str) -> str | None:
    found = portal.policy.status(status)
    return found.on_update if found else None


def thread(
    tx: sqlite3.Connection, person: Person, ticket: str, after: str | None, op_id: str | None
) -> list[Message]:
    """The conversation, oldest first, after the message of that id; or the one this person made with that key.

    Raises `NotFound` for a ticket or a message that is not there for this person.
    """
    row, _ = ticket_view.row_seen(tx, person, ticket)
    if op_id is not None:
        found = tx.execute(
            "SELECT * FROM messages WHERE ticket_id = ? AND op_id = ? AND author_id = ?",
            (row["id"], op_id, person.id),
        )
        return [_message(tx, person, message) for message in found]
    return of_ticket(tx, person, row["id"], after=_position(tx, row["id"], after))


def of_ticket(tx: sqlite3.Connection, person: Person, ticket_id: str, after: int = 0) -> list[Message]:
    """Messages since the change of that number, oldest first."""
    found = tx.execute(
        "SELECT * FROM messages WHERE ticket_id = ? AND seq > ? ORDER BY seq", (ticket_id, after)
    )
    return [_message(tx, person, row) for row in found.fetchall()]


def _position(tx: sqlite3.Connection, ticket_id: str, after: str | None) -> int:
    """The change of that message; the beginning for one that is not there: rather too much than too little."""
    row = tx.execute("SELECT seq FROM messages WHERE ticket_id = ? AND id = ?", (ticket_id, after)).fetchone()
    return int(row["seq"]) if row else 0


def _message(tx: sqlite3.Connection, person: Person, row: sqlite3.Row) -> Message:
    return Message(
        id=row["id"],
        author=row["author"],
        side=Side(row["side"]),
        at=from_text(row["at"]),
        text=row["text"],
        files=attachments.of_message(tx, row["ticket_id"], row["seq"]),
        mine=row["author_id"] == person.id,
    )
