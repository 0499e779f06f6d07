"""What a person finds behind the bell (INFO-2): page by page with what changed, or as a list."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from trayapp.core.errors import Rejected
from trayapp.core.model import Notice, TicketRef
from trayapp.embedded.accounts import Person
from trayapp.embedded.times import from_text, to_text

AT_FIRST = timedelta(days=30)
"""A first pull tells of what is not older."""
MOST = 200
"""How many are told at a time, and in a first pull altogether."""
_SELECT = """
    SELECT n.*, t.number, t.subject FROM notices n LEFT JOIN tickets t ON t.id = n.ticket_id
    WHERE n.account_id = :me AND
"""


@dataclass(frozen=True, slots=True)
class Page:
    """Some notices, the newest first."""

    notices: tuple[Notice, ...]
    next: str | None
    """Give it back as `after` for the next page; `None`: that was all."""


def between(
    tx: sqlite3.Connection, person: Person, after: int, until: int
) -> tuple[tuple[Notice, ...], int | None]:
    """Those of the changes after one and until another, oldest first; and where to go on when there are more."""
    values = {"me": person.id, "after": after, "until": until, "most": MOST + 1}
    found = tx.execute(
        f"{_SELECT} n.seq > :after AND n.seq <= :until ORDER BY n.seq LIMIT :most", values
    ).fetchall()
    cut = found[MOST - 1]["seq"] if len(found) > MOST else None
    return tuple(_notice(row) for row in found[:MOST]), cut


def beginning(tx: sqlite3.Connection, person: Person, now: datetime) -> int:
    """The change after which notices are told in a first pull."""
    newest = tx.execute(
        "SELECT seq, at FROM notices WHERE account_id = ? ORDER BY seq DESC LIMIT ?", (person.id, MOST)
    )
    oldest_day = to_text(now - AT_FIRST)
    told = [row["seq"] for row in newest.fetchall() if row["at"] >= oldest_day]
    return min(told) - 1 if told else 0


def page(tx: sqlite3.Connection, person: Person, after: str | None, limit: int) -> Page:
    """One page of all there are, the newest first. Raises `Rejected` for an `after` that is none."""
    values = {"me": person.id, "before": _position(tx, person, after), "limit": limit + 1}
    found = tx.execute(f"{_SELECT} n.seq < :before ORDER BY n.seq DESC LIMIT :limit", values).fetchall()
    more = found[limit - 1]["id"] if len(found) > limit else None
    return Page(tuple(_notice(row) for row in found[:limit]), more)


def _position(tx: sqlite3.Connection, person: Person, after: str | None) -> int:
    if after is None:
        return 2**62
    row = tx.execute("SELECT seq FROM notices WHERE account_id = ? AND id = ?", (person.id, after)).fetchone()
    if row is None:
        raise Rejected("bad position", fields={"after": "Give back the `next` of the page before."})
    return int(row["seq"])


def _notice(row: sqlite3.Row) -> Notice:
    return Notice(
        id=row["id"],
        kind=row["kind"],
        at=from_text(row["at"]),
        text=row["text"],
        ticket=TicketRef(row["ticket_id"], str(row["number"])) if row["ticket_id"] else None,
        subject=row["subject"] or "",
    )
