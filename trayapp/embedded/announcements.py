"""Messages of the portal to everybody (INFO-1); an incident is one that tickets may join."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import replace
from datetime import datetime

from trayapp.core.errors import Forbidden, NotFound, Rejected
from trayapp.core.model import Announcement
from trayapp.core.policy import Policy
from trayapp.embedded import incidents
from trayapp.embedded.accounts import Person
from trayapp.embedded.db import next_change
from trayapp.embedded.encoding import from_json, to_json
from trayapp.embedded.events import EVERYBODY
from trayapp.embedded.portal import Work
from trayapp.embedded.times import from_text, maybe, to_text

FEATURE = "incidents"
MOST = 100
"""How many announcements are told at a time."""
_SELECT = """
    SELECT a.*, (SELECT count(*) FROM tickets t WHERE t.incident_id = a.id) AS joined
    FROM announcements a WHERE (a.ends_at IS NULL OR a.ends_at > :now)
"""
_NO_INCIDENTS = "This portal announces no incidents."


def post(work: Work, person: Person, policy: Policy, announcement: Announcement) -> Announcement:
    """Tell everybody; the id given is replaced by the portal's own. Raises `Forbidden`, `Rejected`."""
    _require_staff(person)
    if announcement.incident and FEATURE not in policy.features:
        raise Rejected("the policy names no incidents", fields={"incident": _NO_INCIDENTS})
    return insert(work, announcement)


def insert(work: Work, new: Announcement) -> Announcement:
    """Write it, unchecked."""
    made = replace(new, id=f"n_{secrets.token_hex(6)}", joined=0)
    work.tx.execute(
        """INSERT INTO announcements (id, title, body, severity, starts_at, ends_at, incident, keywords)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            made.id,
            made.title,
            made.body,
            made.severity,
            to_text(made.starts_at),
            to_text(made.ends_at),
            int(made.incident),
            to_json(made.keywords).decode(),
        ),
    )
    if made.incident and made.ends_at:
        work.alarms.append(made.ends_at)
    _changed(work)
    return made


def withdraw(work: Work, person: Person, announcement_id: str) -> None:
    """Take one back; who joined an incident hears that it is over. Raises `Forbidden`, `NotFound`."""
    _require_staff(person)
    gone = work.tx.execute(
        "DELETE FROM announcements WHERE id = ? RETURNING title, incident, end_told", (announcement_id,)
    ).fetchone()
    if gone is None:
        raise NotFound("there is no such announcement", what="announcement", id=announcement_id)
    if gone["incident"] and not gone["end_told"]:
        incidents.tell_end(work, announcement_id, gone["title"])
    _changed(work)


def not_over(tx: sqlite3.Connection, now: datetime, words: str = "%") -> tuple[Announcement, ...]:
    """Those that have not ended, newest first; `words` is a pattern of LIKE, escaped by a backslash.

    One that begins later is among them: the app shows it in time, also offline.
    """
    found = tx.execute(
        rf"""{_SELECT} AND (title LIKE :words ESCAPE '\' OR body LIKE :words ESCAPE '\'
                OR keywords LIKE :words ESCAPE '\')
             ORDER BY starts_at DESC, id LIMIT :most""",
        {"now": to_text(now), "words": words, "most": MOST},
    )
    return tuple(_announcement(row) for row in found)


def _announcement(row: sqlite3.Row) -> Announcement:
    return Announcement(
        id=row["id"],
        title=row["title"],
        body=row["body"],
        severity=row["severity"],
        starts_at=from_text(row["starts_at"]),
        ends_at=maybe(row["ends_at"]),
        incident=bool(row["incident"]),
        keywords=from_json(row["keywords"], tuple[str, ...]),
        joined=row["joined"],
    )


def _changed(work: Work) -> None:
    work.tx.execute("UPDATE counters SET value = ? WHERE name = 'announcements'", (next_change(work.tx),))
    work.audiences.append(EVERYBODY)


def _require_staff(person: Person) -> None:
    if not person.staff:
        raise Forbidden("only support staff announces", action="announce")
