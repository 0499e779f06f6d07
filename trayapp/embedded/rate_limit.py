"""Counts what may be tried only so often: passwords, codes, letters. Kept in the database, so no restart forgets."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Network

from trayapp.core.errors import Busy
from trayapp.embedded import opaque
from trayapp.embedded.portal import Work
from trayapp.embedded.times import from_text, to_text


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in so much time."""

    name: str
    tries: int
    within: timedelta


_QUARTER, _HOUR = timedelta(minutes=15), timedelta(hours=1)
PASSWORD = Limit("password", 5, _QUARTER)
"""Failed sign-ins to one account, from wherever its owner has never signed in."""
PASSWORD_AT = Limit("password_at", 5, _QUARTER)
"""Failed sign-ins to one account from one place where its owner has signed in before: no stranger closes it there."""
PRESENT = Limit("present", 5, _QUARTER)
"""Wrong present passwords of somebody who is signed in."""
PASSWORD_FROM = Limit("password_from", 20, _QUARTER)
"""Failed sign-ins from one network address."""
LETTER = Limit("letter", 3, _HOUR)
"""Letters with which a password is chosen, to one address."""
LETTER_ABOUT = Limit("letter_about", 3, _HOUR)
"""Other letters that one address can be made to get; apart, so that nobody is kept from choosing a password."""
LETTER_FROM = Limit("letter_from", 20, _HOUR)
ACCESS_FROM = Limit("access_from", 20, _HOUR)
"""Requests for access from one network address; a manager may register a whole team."""
DEVICE_FROM = Limit("device_from", 30, _QUARTER)
"""Devices that ask to sign in."""
USER_CODE = Limit("user_code", 10, _QUARTER)
"""Wrong user codes of one person: they are short, and must not be found by trying (RFC 8628, 5.1)."""
LONGEST = _HOUR


def count(work: Work, limit: Limit, whom: str) -> None:
    """One more try, counted before its outcome is known, so that many at the same time are counted, too.

    Raises `Busy` when it is one too many, with the seconds until the next may be made; that one is not counted.
    """
    subject = _subject(limit, whom)
    since = to_text(work.now - limit.within)
    work.tx.execute("DELETE FROM attempts WHERE subject = ? AND at <= ?", (subject, since))
    tries = work.tx.execute(
        "SELECT at FROM attempts WHERE subject = ? AND at > ? ORDER BY at DESC LIMIT ?",
        (subject, since, limit.tries),
    ).fetchall()
    if len(tries) == limit.tries:
        free = from_text(tries[-1]["at"]) + limit.within
        raise Busy(f"too many tries ({limit.name})", retry_after=(free - work.now).total_seconds())
    work.tx.execute("INSERT INTO attempts (subject, at) VALUES (?, ?)", (subject, to_text(work.now)))


def forgive(work: Work, limit: Limit, whom: str, *, all_of_them: bool = False) -> None:
    """The last try was none to count; or all were none."""
    subject = _subject(limit, whom)
    if all_of_them:
        work.tx.execute("DELETE FROM attempts WHERE subject = ?", (subject,))
        return
    work.tx.execute(
        "DELETE FROM attempts WHERE rowid = (SELECT max(rowid) FROM attempts WHERE subject = ?)", (subject,)
    )


def sweep(tx: sqlite3.Connection, now: datetime) -> None:
    """Forget what no limit looks at any more."""
    tx.execute("DELETE FROM attempts WHERE at < ?", (to_text(now - LONGEST),))


def _subject(limit: Limit, whom: str) -> str:
    """Hashed: people type passwords into the field of the address, and neither is to lie in a table of failures."""
    return f"{limit.name}:{opaque.digest(_network(whom.strip().casefold()))}"


def _network(whom: str) -> str:
    """Of an IPv6 address the part that a connection is given: the rest its owner chooses, anew for each try."""
    if ":" not in whom or "@" in whom:
        return whom
    try:
        return str(IPv6Network((whom, 64), strict=False))
    except ValueError:
        return whom
