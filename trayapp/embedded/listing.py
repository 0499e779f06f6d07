"""The views of TK-3, with search (INFO-3), page by page."""

from __future__ import annotations

from dataclasses import dataclass

from trayapp.core.errors import Rejected
from trayapp.core.model import Relation, Ticket
from trayapp.core.policy import Bucket, Permission, Policy
from trayapp.embedded import ticket_view
from trayapp.embedded.accounts import Person
from trayapp.embedded.encoding import to_json
from trayapp.embedded.permissions import numbers_seen
from trayapp.embedded.portal import Portal

_OPEN = "t.status NOT IN (SELECT value FROM json_each(:closed))"
_CLOSED = "t.status IN (SELECT value FROM json_each(:closed))"
_COMPLETED = "t.status IN (SELECT value FROM json_each(:completed))"
_WORDS = r"""(t.number = :number OR t.subject LIKE :words ESCAPE '\' OR t.description LIKE :words ESCAPE '\'
    OR EXISTS (SELECT 1 FROM messages m WHERE m.ticket_id = t.id AND m.text LIKE :words ESCAPE '\'))"""

_EVERY = frozenset(Relation)
_MINE = frozenset({Relation.OWN, Relation.SUBSCRIBER})
_VIEWS = {
    "open": (_MINE, _OPEN),
    "company": (_MINE | {Relation.COMPANY}, _OPEN),
    "closed": (_EVERY, _CLOSED),
    "collaborator": (frozenset({Relation.COLLABORATOR}), "TRUE"),
    "completed": (_EVERY, _COMPLETED),
    "all": (_EVERY, "TRUE"),
}
_USUAL = ("open", "company", "closed", "collaborator", "all")


@dataclass(frozen=True, slots=True)
class Page:
    """Some tickets of a view, the last changed first."""

    tickets: tuple[Ticket, ...]
    next: str | None
    """Give it back as `after` for the next page; `None`: that was all."""


def views(policy: Policy, person: Person) -> frozenset[str]:
    """The views that the policy offers and this person may have; one that names none offers the usual (TK-3)."""
    offered = {view.code for view in policy.views} or set(_USUAL)
    if not (person.staff or person.may(Permission.COMPANY)):
        offered.discard("company")
    if "collaborators" not in policy.features:
        offered.discard("collaborator")
    return frozenset(offered & set(_VIEWS))


def page(portal: Portal, person: Person, view: str, words: str, after: str | None, limit: int) -> Page:
    """One page of a view. Raises `Rejected` for a view or an `after` that is none."""
    among, where = _view(person, view)
    values: dict[str, str | int] = {
        "closed": _statuses(portal.policy, Bucket.CLOSED),
        "completed": _statuses(portal.policy, Bucket.CLOSED, Bucket.RESOLVED),
    }
    if words.strip():
        where = f"{where} AND {_WORDS}"
        values |= _search(words.strip())
    with portal.db.read() as tx:
        found = numbers_seen(
            tx,
            person,
            among=among,
            after=_position(after),
            newest_first=True,
            where=where,
            values=values,
            limit=limit + 1,
        )
        tickets = tuple(ticket_view.many(portal, tx, person, found[:limit]))
        more = None
        if len(found) > limit:
            row = tx.execute(
                "SELECT change_seq FROM tickets WHERE number = ?", (found[limit - 1],)
            ).fetchone()
            more = str(row["change_seq"])
    return Page(tickets, more)


def _view(person: Person, view: str) -> tuple[frozenset[Relation], str]:
    if view not in _VIEWS:
        raise Rejected("unknown view", fields={"view": f"There is {', '.join(_VIEWS)}."})
    among, where = _VIEWS[view]
    return (_EVERY, where) if person.staff and view != "collaborator" else (among, where)


def _statuses(policy: Policy, *buckets: Bucket) -> str:
    """The codes of statuses that mean one of these, as JSON."""
    return to_json([status.code for status in policy.statuses if status.bucket in buckets]).decode()


def pattern(words: str) -> str:
    r"""A pattern of LIKE, escaped by a backslash: signs of SQL are only signs."""
    escaped = words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


def _search(words: str) -> dict[str, str | int]:
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 19 else -1
    return {"words": pattern(words), "number": number}


def _position(after: str | None) -> int | None:
    if after is None:
        return None
    if not (after.isascii() and after.isdigit() and len(after) < 19):
        raise Rejected("bad position", fields={"after": "Give back the `next` of the page before."})
    return int(after)
