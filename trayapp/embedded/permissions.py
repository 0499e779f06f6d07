"""Who sees which ticket, why, and what they may do to it (ROLE-4, TK-3, TK-7, TK-8)."""

from __future__ import annotations

import sqlite3
from typing import Any

from trayapp.core.model import Action, Relation, Role
from trayapp.core.policy import Bucket, Permission, Policy, Status
from trayapp.embedded.accounts import Person
from trayapp.embedded.events import Audience

_COLUMNS = "SELECT t.number, t.change_seq FROM"
_ALL = f"{_COLUMNS} tickets t WHERE t.change_seq"
_OWN = f"{_COLUMNS} tickets t WHERE t.requester_id = :me AND t.change_seq"
_COMPANY = f"{_COLUMNS} tickets t WHERE t.company_id = :company AND t.change_seq"
_TAKES_PART = f"{_COLUMNS} participants c JOIN tickets t ON t.id = c.ticket_id WHERE c.account_id = :me"
_SUBSCRIBED = f"{_TAKES_PART} AND c.role = '{Role.SUBSCRIBER}' AND c.change_seq"
_SHARED = f"{_TAKES_PART} AND c.role = '{Role.COLLABORATOR}' AND c.change_seq"
_ROLES = {Role.SUBSCRIBER: Relation.SUBSCRIBER, Role.COLLABORATOR: Relation.COLLABORATOR}
_ACTIONS = {
    Action.UPDATE: Permission.UPDATE,
    Action.CLOSE: Permission.CLOSE,
    Action.PRIORITY: Permission.PRIORITY,
    Action.SUBSCRIBERS: Permission.SUBSCRIBERS,
    Action.COLLABORATORS: Permission.COLLABORATORS,
}


def numbers_seen(
    tx: sqlite3.Connection,
    person: Person,
    *,
    among: frozenset[Relation] = frozenset(Relation),
    after: int | None = None,
    newest_first: bool = False,
    where: str = "TRUE",
    values: dict[str, Any] | None = None,
    limit: int,
) -> list[int]:
    """Numbers of the tickets a person sees, by last change, from the change `after` on.

    Every part reads one index from `after` on: what lies before costs nothing.
    """
    start = after if after is not None else (2**62 if newest_first else 0)
    bound, order = ("<", "DESC") if newest_first else (">", "ASC")
    parts = [
        f"SELECT * FROM ({source} {bound} :start AND {where} ORDER BY t.change_seq {order} LIMIT :limit)"  # noqa: S608 - parts of this module and bound values only
        for source in _sources(person, among)
    ]
    if not parts:
        return []
    statement = f"{' UNION '.join(parts)} ORDER BY change_seq {order} LIMIT :limit"
    named = {"me": person.id, "company": person.company_id, "start": start, "limit": limit, **(values or {})}
    return [row["number"] for row in tx.execute(statement, named)]


def relation(tx: sqlite3.Connection, person: Person, ticket: sqlite3.Row) -> Relation | None:
    """Why a person sees a ticket; `None`: they do not."""
    if ticket["requester_id"] == person.id:
        return Relation.OWN
    if person.staff:
        return Relation.COMPANY
    added = tx.execute(
        "SELECT role FROM participants WHERE ticket_id = ? AND account_id = ?", (ticket["id"], person.id)
    ).fetchone()
    why = _ROLES[Role(added["role"])] if added else None
    if why is not Relation.SUBSCRIBER and sees_anyway(person, ticket):
        return Relation.COMPANY
    return why


def sees_anyway(person: Person, ticket: sqlite3.Row) -> bool:
    """Whether their level shows them the ticket, whoever made it and whoever was added (ROLE-4)."""
    return person.staff or (person.may(Permission.COMPANY) and person.company_id == ticket["company_id"])


def actions(person: Person, why: Relation, status: str, policy: Policy) -> frozenset[str]:
    """What they may do now. A collaborator only looks (TK-7), a subscriber may reply (TK-8); both may leave."""
    leaving = {Action.LEAVE} if why in {Relation.COLLABORATOR, Relation.SUBSCRIBER} else set()
    return frozenset(map(str, leaving | _acting(person, why, status, policy)))


def _acting(person: Person, why: Relation, status: str, policy: Policy) -> set[Action]:
    if why is Relation.COLLABORATOR:
        return set()
    found = policy.status(status)
    if policy.bucket(status) is Bucket.CLOSED:
        return _when_closed(person, found)
    granted = {action for action, permission in _ACTIONS.items() if person.may(permission)}
    if why is Relation.SUBSCRIBER and not person.may(Permission.COMPANY):
        granted &= {Action.UPDATE}
    if Action.UPDATE in granted and found and ends_by_itself(found):
        granted.add(Action.KEEP_OPEN)
    return granted


def goes_on(person: Person, why: Relation, status: str, policy: Policy) -> bool:
    """Whether this person's words on the ticket make a new one that references it (ST-7)."""
    closed = policy.bucket(status) is Bucket.CLOSED
    return closed and Action.UPDATE in actions(person, why, status, policy)


def ends_by_itself(status: Status) -> bool:
    """Whether a ticket is over unless somebody speaks up (ST-3, ST-6): Keep open is for these."""
    return status.bucket in {Bucket.WAITING_FOR_YOU, Bucket.RESOLVED}


def _when_closed(person: Person, status: Status | None) -> set[Action]:
    """A closed ticket goes on in a new one, by reference or by an update, and in no other way (ST-7)."""
    if not person.may(Permission.CREATE):
        return set()
    writes = status is not None and status.new_ticket and person.may(Permission.UPDATE) and not person.staff
    return {Action.REFERENCE, Action.UPDATE} if writes else {Action.REFERENCE}


def audience(tx: sqlite3.Connection, ticket: sqlite3.Row) -> Audience:
    """Everybody who sees a ticket."""
    shared = tx.execute("SELECT account_id FROM participants WHERE ticket_id = ?", (ticket["id"],))
    accounts = {ticket["requester_id"], *(row["account_id"] for row in shared)}
    return Audience(companies=frozenset({ticket["company_id"]}), accounts=frozenset(accounts))


def _sources(person: Person, among: frozenset[Relation]) -> list[str]:
    if person.staff and Relation.COMPANY in among:
        return [_ALL]
    sources = [_OWN] if Relation.OWN in among else []
    if Relation.COMPANY in among and person.may(Permission.COMPANY):
        sources.append(_COMPANY)
    if Relation.SUBSCRIBER in among:
        sources.append(_SUBSCRIBED)
    if Relation.COLLABORATOR in among:
        sources.append(_SHARED)
    return sources
