"""Messages of the portal to everybody (INFO-1)."""

from __future__ import annotations

import secrets
import sqlite3
from datetime import datetime

from trayapp.core.errors import Forbidden, NotFound
from trayapp.core.model import Announcement
from trayapp.embedded.accounts import Person
from trayapp.embedded.db import next_change
from trayapp.embedded.events import EVERYBODY
from trayapp.embedded.portal import Work
from trayapp.embedded.times import from_text, maybe, to_text


def post(work: Work, person: Person, announcement: Announcement) -> Announcement:
    """Tell everybody; the id given is replaced by the portal's own. Raises `Forbidden`."""
    _require_staff(person)
    return insert(work, announcement)


def insert(work: Work, new: Announcement) -> Announcement:
    """Write it, unchecked."""
    made = Announcement(
        f"n_{secrets.token_hex(6)}", new.title, new.body, new.severity, new.starts_at, new.ends_at
    )
    work.tx.execute(
        "INSERT INTO announcements (id, title, body, severity, starts_at, ends_at) VALUES (?, ?, ?, ?, ?, ?)",
        (made.id, made.title, made.body, made.severity, to_text(made.starts_at), to_text(made.ends_at)),
    )
    _changed(work)
    return made


def withdraw(work: Work, person: Person, announcement_id: str) -> None:
    """Take one back. Raises `Forbidden`, `NotFound`."""
    _require_staff(person)
    gone = work.tx.execute("DELETE FROM announcements WHERE id = ?", (announcement_id,))
    if not gone.rowcount:
        raise NotFound("there is no such announcement", what="announcement", id=announcement_id)
    _changed(work)


def not_over(tx: sqlite3.Connection, now: datetime) -> tuple[Announcement, ...]:
    """Those that have not ended, newest first.

    One that begins later is among them: the app shows it in time, also offline.
    """
    found = tx.execute(
        "SELECT * FROM announcements WHERE ends_at IS NULL OR ends_at > ? ORDER BY starts_at DESC, id",
        (to_text(now),),
    )
    return tuple(
        Announcement(
            row["id"],
            row["title"],
            row["body"],
            row["severity"],
            from_text(row["starts_at"]),
            maybe(row["ends_at"]),
        )
        for row in found
    )


def _changed(work: Work) -> None:
    work.tx.execute("UPDATE counters SET value = ? WHERE name = 'announcements'", (next_change(work.tx),))
    work.audiences.append(EVERYBODY)


def _require_staff(person: Person) -> None:
    if not person.staff:
        raise Forbidden("only support staff announces", action="announce")
