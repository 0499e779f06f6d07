"""Who is signed in in which browser: a cookie there, its hash here."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from trayapp.embedded import accounts, opaque
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Work
from trayapp.embedded.profile import Profile
from trayapp.embedded.times import to_text

LASTS = timedelta(hours=12)
_OWNER = """
    SELECT a.id FROM browsers b JOIN accounts a ON a.id = b.account_id
    WHERE b.hash = ? AND b.expires_at > ? AND a.state = 'active'
"""


def begin(work: Work, account_id: str) -> str:
    """Signed in from now on: the value of the cookie."""
    value = opaque.fresh()
    work.tx.execute(
        "INSERT INTO browsers (hash, account_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
        (opaque.digest(value), account_id, to_text(work.now), to_text(work.now + LASTS)),
    )
    return value


def person(tx: sqlite3.Connection, value: str, profile: Profile, now: datetime) -> Person | None:
    """Whose browser it is, or `None`: nobody is signed in there."""
    row = tx.execute(_OWNER, (opaque.digest(value), to_text(now))).fetchone()
    return accounts.by_id(tx, row["id"], profile) if row else None


def end(work: Work, value: str) -> None:
    """Signed out."""
    work.tx.execute("DELETE FROM browsers WHERE hash = ?", (opaque.digest(value),))


def end_all(work: Work, account_id: str, *, but: str = "") -> None:
    """Signed out in every browser, except in the one with that cookie."""
    work.tx.execute(
        "DELETE FROM browsers WHERE account_id = ? AND hash <> ?", (account_id, opaque.digest(but))
    )
