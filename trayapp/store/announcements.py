"""The portal's announcements (INFO-1), as last pulled."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from trayapp.core.model import Announcement
from trayapp.store import reading
from trayapp.store.codec import decode, encode, micros, micros_or_none

_CURRENT = """
SELECT body FROM announcements
WHERE starts_at <= :now AND (ends_at IS NULL OR ends_at > :now) ORDER BY starts_at DESC, id DESC"""


def replace_all(connection: sqlite3.Connection, announcements: Sequence[Announcement]) -> None:
    """The portal tells all of them or none."""
    connection.execute("DELETE FROM announcements")
    reading.replace_all(
        connection,
        reading.ANNOUNCEMENTS,
        [reading.Entry(one.id, one.title, one.keywords, one.body) for one in announcements],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO announcements VALUES (?, ?, ?, ?)",
        [(one.id, micros(one.starts_at), micros_or_none(one.ends_at), encode(one)) for one in announcements],
    )


def current(connection: sqlite3.Connection, now: datetime) -> Sequence[Announcement]:
    """Those that have begun and not ended, newest first."""
    rows = connection.execute(_CURRENT, {"now": micros(now)}).fetchall()
    return [decode(body, Announcement) for (body,) in rows]
