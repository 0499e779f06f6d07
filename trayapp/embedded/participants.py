"""Who else takes part in a ticket: subscribers of the same company (TK-8), collaborators from outside (TK-7)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from trayapp.core.errors import Rejected
from trayapp.core.model import Action, Role, Ticket
from trayapp.embedded import accounts, correspondence, notices, permissions, sharing, ticket_view, tickets
from trayapp.embedded.accounts import Person, State
from trayapp.embedded.portal import Portal, Work

MOST = 50
"""How many people may be added to one ticket."""
_FULL = f"No more than {MOST} people can be added to a ticket."
_NO_COLLEAGUE = "Nobody with this address has access to the portal for the company of this ticket."
_NOBODY = (
    "Nobody with this address has access to the portal. Somebody you work with can ask for access first."
)
_OWN = "This is the person whose ticket it is."
_INSIDE = "This person is of the same company: add them as a subscriber."
_NOT_HERE = "Nobody with this address was added to this ticket."


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody to be added to a ticket, or to be taken off it."""

    role: Role
    email: str
    on: bool


def set_subscriber(
    portal: Portal, work: Work, person: Person, ticket: str, email: str, *, on: bool
) -> Ticket:
    """Add a member of the same company, or take them off (TK-8). They may reply, and hear of everything.

    Raises `NotFound`, `Forbidden`, and `Rejected` by the field `email`, or when the ticket is closed.
    """
    return _set(portal, work, person, ticket, Wish(Role.SUBSCRIBER, email, on))


def set_collaborator(
    portal: Portal, work: Work, person: Person, ticket: str, email: str, *, on: bool
) -> Ticket:
    """Let somebody outside of the organisation see the ticket, or no longer (TK-7). Raises as `set_subscriber`."""
    return _set(portal, work, person, ticket, Wish(Role.COLLABORATOR, email, on))


def _set(portal: Portal, work: Work, person: Person, ticket: str, wish: Wish) -> Ticket:
    if not wish.on and wish.email.strip().casefold() == person.email.casefold():
        return _leave(portal, work, person, ticket, wish.role)
    action = Action.SUBSCRIBERS if wish.role is Role.SUBSCRIBER else Action.COLLABORATORS
    row = tickets.require(portal, work.tx, person, ticket, action)
    if wish.on:
        _add(portal, work, person, row, wish)
    else:
        _take_off(portal, work, row, wish)
    return ticket_view.one(portal, work.tx, person, row["id"])


def _leave(portal: Portal, work: Work, person: Person, ticket: str, role: Role) -> Ticket:
    """Take oneself off, whatever else one may do there, also when it is closed.

    The ticket as it was seen last, with nothing to do any more: afterwards they may see it no longer.
    """
    row, _ = ticket_view.row_seen(work.tx, person, ticket)
    if _role(work.tx, row, person.id) != role:
        raise _refused(_NOT_HERE)
    seen = ticket_view.one(portal, work.tx, person, row["id"])
    stays = permissions.sees_anyway(person, row)
    sharing.unshare(work, row, person.id, still_seen=stays)
    if stays:
        return ticket_view.one(portal, work.tx, person, row["id"])
    others = tuple(each for each in seen.people if each.email.casefold() != person.email.casefold())
    return replace(seen, actions=frozenset(), people=others)


def _add(portal: Portal, work: Work, by: Person, row: sqlite3.Row, wish: Wish) -> None:
    other = accounts.by_email(work.tx, wish.email, portal.profile)
    other = _fitting(other, row, wish.role)
    if wish.role == _role(work.tx, row, other.id):
        return
    if _count(work.tx, row) >= MOST:
        raise Rejected("too many people", fields={"email": _FULL})
    sharing.share(work, row, other.id, wish.role)
    _tell(work, by, other, row, wish.role)


def _fitting(other: Person | None, row: sqlite3.Row, role: Role) -> Person:
    """That person, if they can be added. Raises `Rejected`; who is of another company is as unknown as anybody."""
    inside = other is not None and other.company_id == row["company_id"]
    if other is None or other.state is not State.ACTIVE or (role is Role.SUBSCRIBER and not inside):
        raise _refused(_NO_COLLEAGUE if role is Role.SUBSCRIBER else _NOBODY)
    if other.id == row["requester_id"]:
        raise _refused(_OWN)
    if role is Role.COLLABORATOR and inside:
        raise _refused(_INSIDE)
    if role is Role.COLLABORATOR and other.staff:
        raise _refused(_NOBODY)
    return other


def _take_off(portal: Portal, work: Work, row: sqlite3.Row, wish: Wish) -> None:
    other = accounts.by_email(work.tx, wish.email, portal.profile)
    if other is None or _role(work.tx, row, other.id) != wish.role:
        raise _refused(_NOT_HERE)
    sharing.unshare(work, row, other.id, still_seen=permissions.sees_anyway(other, row))


def _tell(work: Work, by: Person, other: Person, row: sqlite3.Row, role: Role) -> None:
    """They hear that they were added, by letter and behind the bell."""
    subject = " ".join(row["subject"].split())
    text = f"{by.name} added you to ticket {row['number']} “{subject}”."
    may = "You can read and answer it" if role is Role.SUBSCRIBER else "You can read it"
    body = f"{text} {may} in the desktop app or in the portal.\n"
    notices.tell(work, [other.id], "person", text, row)
    correspondence.write(work, [other.id], "person", f"Ticket {row['number']}: you were added", body)


def _role(tx: sqlite3.Connection, row: sqlite3.Row, account_id: str) -> Role | None:
    found = tx.execute(
        "SELECT role FROM participants WHERE ticket_id = ? AND account_id = ?", (row["id"], account_id)
    ).fetchone()
    return Role(found["role"]) if found else None


def _count(tx: sqlite3.Connection, row: sqlite3.Row) -> int:
    found = tx.execute(
        "SELECT count(*) AS number FROM participants WHERE ticket_id = ?", (row["id"],)
    ).fetchone()
    return int(found["number"])


def _refused(why: str) -> Rejected:
    return Rejected("this person cannot take part", fields={"email": why})
