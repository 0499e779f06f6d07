"""Links in letters: each is good for one person, one purpose, one time, and not for long."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from trayapp.core.errors import NotFound
from trayapp.embedded import opaque
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import from_text, to_text


class Purpose(StrEnum):
    """What a link is for; also the last part of its address."""

    ACTIVATE = "activate"
    RESET = "reset"
    CONFIRM_EMAIL = "confirm_email"


LASTS = {
    Purpose.ACTIVATE: timedelta(days=7),
    Purpose.RESET: timedelta(hours=1),
    Purpose.CONFIRM_EMAIL: timedelta(days=2),
}
_PATHS = {
    Purpose.ACTIVATE: "/account/activate",
    Purpose.RESET: "/account/reset",
    Purpose.CONFIRM_EMAIL: "/account/confirm-email",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is still good."""

    account_id: str
    detail: str
    """What its maker noted."""


def make(portal: Portal, work: Work, account_id: str, purpose: Purpose, detail: str = "") -> str:
    """The address to put into a letter. Earlier links of that person for that purpose are good no longer."""
    value = opaque.fresh()
    end(work, account_id, purpose)
    work.tx.execute(
        "INSERT INTO links (hash, account_id, purpose, detail, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            opaque.digest(value),
            account_id,
            purpose,
            detail,
            to_text(work.now),
            to_text(work.now + LASTS[purpose]),
        ),
    )
    return f"{portal.public_url}{_PATHS[purpose]}?link={value}"


def end(work: Work, account_id: str, purpose: Purpose) -> None:
    """Links of that person for that purpose are good no longer."""
    work.tx.execute("DELETE FROM links WHERE account_id = ? AND purpose = ?", (account_id, purpose))


def look(tx: sqlite3.Connection, value: str, purpose: Purpose, now: datetime) -> Link:
    """What the link is for; it stays good. Raises `NotFound` for one that is unknown, used, or too old."""
    row = tx.execute(
        "SELECT * FROM links WHERE hash = ? AND purpose = ?", (opaque.digest(value), purpose)
    ).fetchone()
    if row is None or row["used_at"] or from_text(row["expires_at"]) <= now:
        raise NotFound("the link is not good (any more)", what="link")
    return Link(row["account_id"], row["detail"])


def use(work: Work, value: str, purpose: Purpose) -> Link:
    """What the link is for; from now on it is used. Raises `NotFound` as `look` does."""
    link = look(work.tx, value, purpose, work.now)
    work.tx.execute("UPDATE links SET used_at = ? WHERE hash = ?", (to_text(work.now), opaque.digest(value)))
    return link
