"""Requests for accounts as they are kept, and what support reads of them."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trayapp.core.errors import NotFound
from trayapp.core.model import RegisterUser, RemoveUser, TicketRef
from trayapp.core.policy import Policy
from trayapp.embedded import correspondence
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import from_text, to_text

MOST = 200
_SELECT = "SELECT r.*, t.number FROM registrations r LEFT JOIN tickets t ON t.id = r.ticket_id WHERE"


class Deed(StrEnum):
    """What is asked for."""

    ADD = "add"
    REMOVE = "remove"


class Stage(StrEnum):
    """How far it is."""

    ASKED = "asked"
    """Support decides."""
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for."""

    deed: Deed
    company: str
    """Its name."""
    name: str
    email: str
    level: str | None = None
    note: str = ""

    @staticmethod
    def to_add(wish: RegisterUser, company: str, level: str | None) -> Wanted:
        """An account for somebody."""
        return Wanted(Deed.ADD, company, wish.name.strip(), wish.email.strip(), level, wish.note)

    @staticmethod
    def to_remove(wish: RemoveUser, other: Person) -> Wanted:
        """That this account is removed."""
        return Wanted(Deed.REMOVE, other.company, other.name, other.email, None, wish.note)

    def title(self) -> str:
        """The subject of its ticket and of letters about it: one line."""
        return " ".join(f"{'Register' if self.deed is Deed.ADD else 'Remove'} {self.name}".split())

    def text(self, policy: Policy, by: Person | None) -> str:
        """What support reads."""
        level = policy.level(self.level)
        deed = "add this account" if self.deed is Deed.ADD else "remove this account"
        lines = [
            f"{by.name} ({by.email}) asks support to {deed}."
            if by
            else f"Somebody who is not signed in asks support to {deed}.",
            "",
            f"Name: {self.name}",
            f"E-mail: {self.email}",
            f"Company: {self.company}",
            f"Level: {level.label if level else 'as support decides'}" if self.deed is Deed.ADD else "",
            f"\n{self.note}" if self.note.strip() else "",
        ]
        return "\n".join(lines).strip()


@dataclass(frozen=True, slots=True)
class Registration:
    """A request as it is told."""

    id: str
    ticket: TicketRef | None
    """The ticket that it is, where support decides (REG-2)."""
    action: Deed
    state: Stage
    name: str
    email: str
    company: str
    level: str | None
    note: str
    at: datetime


def record(
    work: Work,
    wanted: Wanted,
    stage: Stage,
    by: Person | None,
    op_id: str | None = None,
    ticket_id: str | None = None,
) -> Registration:
    """Keep a request; `by` is nobody for one that was made without signing in."""
    made = f"r_{secrets.token_hex(8)}"
    work.tx.execute(
        """INSERT INTO registrations
               (id, action, state, asked_by, company, name, email, level, note, ticket_id, op_id, at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            made,
            wanted.deed,
            stage,
            by.id if by else None,
            wanted.company,
            wanted.name,
            wanted.email,
            wanted.level,
            wanted.note,
            ticket_id,
            op_id,
            to_text(work.now),
        ),
    )
    return registration(row(work.tx, made))


def row(tx: sqlite3.Connection, registration_id: str) -> sqlite3.Row:
    """The row of a request, with the number of its ticket. Raises `NotFound`."""
    found = tx.execute(f"{_SELECT} r.id = ?", (registration_id,)).fetchone()
    if found is None:
        raise NotFound("there is no such request", what="registration", id=registration_id)
    assert isinstance(found, sqlite3.Row)  # noqa: S101 - the connection makes no other
    return found


def asked(
    tx: sqlite3.Connection, person: Person, op_id: str | None, stage: Stage | None
) -> list[Registration]:
    """What this person asked for, the newest first; of support staff, what anybody did."""
    found = tx.execute(
        f"""{_SELECT} (r.asked_by = :me OR (:staff AND :op_id IS NULL)) AND (:op_id IS NULL OR r.op_id = :op_id)
            AND (:stage IS NULL OR r.state = :stage) ORDER BY r.at DESC, r.id LIMIT :most""",
        {"me": person.id, "staff": person.staff, "op_id": op_id, "stage": stage, "most": MOST},
    )
    return [registration(each) for each in found]


def title(found: sqlite3.Row) -> str:
    """What a row asks for, in a line."""
    return Wanted(Deed(found["action"]), found["company"], found["name"], found["email"]).title()


def tell_staff(portal: Portal, work: Work, wanted: Wanted, by: Person | None) -> None:
    """A letter to the whole support team: this one is theirs to decide (REG-5)."""
    body = f"{wanted.text(portal.policy, by)}\n\nDecide it in the portal, and answer by e-mail.\n"
    team = correspondence.support_team(work, portal.policy)
    correspondence.write(work, team, "registration", wanted.title(), body)


def registration(found: sqlite3.Row) -> Registration:
    """A row as it is told."""
    return Registration(
        id=found["id"],
        ticket=TicketRef(found["ticket_id"], str(found["number"])) if found["ticket_id"] else None,
        action=Deed(found["action"]),
        state=Stage(found["state"]),
        name=found["name"],
        email=found["email"],
        company=found["company"],
        level=found["level"],
        note=found["note"],
        at=from_text(found["at"]),
    )
