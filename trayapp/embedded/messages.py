"""The conversation on a ticket (TK-4, TK-5), and how a closed one goes on in a new one (ST-7)."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass

from trayapp.core.errors import Rejected
from trayapp.core.model import Action, Message, Side, TicketRef, Update
from trayapp.embedded import attachments, continuing, letters, permissions, registered, ticket_view, tickets
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.rules import REQUIRED
from trayapp.embedded.times import from_text, to_text


@dataclass(frozen=True, slots=True)
class Said(Message):
    """A message as the portal took it."""

    ticket: TicketRef | None = None
    """The new ticket in which a closed one goes on with these words (ST-7)."""


def add(portal: Portal, work: Work, person: Person, ticket: str, update: Update, op_id: str | None) -> Said:
    """Say something on a ticket; an employee's words bring it back to support (ST-5, ST-6).

    On a closed one they make a new ticket, when the status says so (ST-7).
    Raises `NotRegistered`, `NotFound`, `Forbidden`, `Rejected` (empty, or the ticket is closed), `MissingFiles`,
    `TooLarge`.
    """
    registered.require(portal, person, work.now)
    row, why = ticket_view.row_seen(work.tx, person, ticket)
    goes_on = permissions.goes_on(person, why, row["status"], portal.policy)
    if not goes_on:
        tickets.require(portal, work.tx, person, ticket, Action.UPDATE)
    if not update.text.strip() and not update.files:
        raise Rejected("nothing is said", fields={"text": REQUIRED})
    if goes_on:
        change = continuing.go_on(portal, work, person, row, update, op_id)
    else:
        change = _append(portal, work, person, row, update, op_id)
    return _said(work.tx, person, row["id"], 1, "seq = ?", change)[0]


def thread(
    tx: sqlite3.Connection, person: Person, ticket: str, after: str | None, op_id: str | None, limit: int
) -> list[Said]:
    """The conversation, oldest first, after the message of that id; or the one this person made with that key.

    No more than `limit` of them: those that come after the last one are asked for again.

    Raises `NotFound` for a ticket or a message that is not there for this person.
    """
    row, _ = ticket_view.row_seen(tx, person, ticket)
    if op_id is not None:
        return _said(tx, person, row["id"], limit, "op_id = ? AND author_id = ?", op_id, person.id)
    return _said(tx, person, row["id"], limit, "seq > ?", _position(tx, row["id"], after))


def of_ticket(tx: sqlite3.Connection, person: Person, ticket_id: str, after: int = 0) -> list[Message]:
    """Messages since the change of that number, oldest first."""
    found = tx.execute(
        "SELECT * FROM messages WHERE ticket_id = ? AND seq > ? ORDER BY seq", (ticket_id, after)
    )
    return [_message(tx, person, row) for row in found.fetchall()]


def _append(
    portal: Portal, work: Work, person: Person, row: sqlite3.Row, update: Update, op_id: str | None
) -> int:
    """Put the words under the ticket's conversation; the number of the change."""
    change = tickets.touch(work, row)
    side = Side.STAFF if person.staff else Side.EMPLOYEE
    work.tx.execute(
        "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            change,
            f"m_{secrets.token_hex(8)}",
            row["id"],
            person.id,
            person.name,
            side,
            to_text(work.now),
            update.text,
            op_id,
        ),
    )
    attachments.attach(work.tx, person, update.files, attachments.Place(row["id"], change), portal.limits)
    status = portal.policy.status(row["status"])
    if status and status.on_update and not person.staff:
        tickets.move(portal, work, row, status.on_update)
    letters.answered(work, person, row, update.text)
    return change


def _position(tx: sqlite3.Connection, ticket_id: str, after: str | None) -> int:
    """The change of that message; the beginning for one that is not there: rather too much than too little."""
    row = tx.execute("SELECT seq FROM messages WHERE ticket_id = ? AND id = ?", (ticket_id, after)).fetchone()
    return int(row["seq"]) if row else 0


def _said(
    tx: sqlite3.Connection, person: Person, ticket_id: str, limit: int, where: str, *values: str | int
) -> list[Said]:
    found = tx.execute(
        f"SELECT * FROM messages WHERE ticket_id = ? AND {where} ORDER BY seq LIMIT ?",  # noqa: S608 - conditions of this module alone
        (ticket_id, *values, limit),
    )
    return [
        Said(
            message.id,
            message.author,
            message.side,
            message.at,
            message.text,
            message.files,
            message.mine,
            continuing.went_to(tx, row),
        )
        for row in found.fetchall()
        for message in (_message(tx, person, row),)
    ]


def _message(tx: sqlite3.Connection, person: Person, row: sqlite3.Row) -> Message:
    return Message(
        id=row["id"],
        author=row["author"],
        side=Side(row["side"]),
        at=from_text(row["at"]),
        text=row["text"],
        files=attachments.of_message(tx, row["ticket_id"], row["seq"]),
        # whoever the portal answered with a line of its own did not write it
        mine=row["author_id"] == person.id and row["side"] != Side.SYSTEM,
    )
