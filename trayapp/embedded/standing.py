"""Whether a sign-in still stands: an open stream outlives the request that was authorised, and must not outlive it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from trayapp.embedded import opaque
from trayapp.embedded.events import Audience
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import maybe


@dataclass(frozen=True, slots=True)
class Standing:
    """The sign-in that a token belongs to; an access token that was renewed since is no reason to end anything."""

    digest: str
    family: str
    """Empty for a personal token."""


def standing_of(portal: Portal, token: str) -> Standing:
    """That of a token which is good just now. On a thread that may wait for the disk."""
    digest = opaque.digest(token)
    with portal.db.read() as tx:
        row = tx.execute("SELECT family FROM tokens WHERE hash = ?", (digest,)).fetchone()
    return Standing(digest, row["family"] if row else "")


def stands(portal: Portal, standing: Standing) -> bool:
    """Whether any token of the sign-in is good, of an account that is active. On a thread likewise."""
    with portal.db.read() as tx:
        return _any_good(tx, standing, portal.clock())


def doubt(work: Work, account_id: str) -> None:
    """Tokens of the account ended: who listens with one is woken, and looks whether its sign-in stands."""
    work.audiences.append(Audience(accounts=frozenset({account_id})))


def _any_good(tx: sqlite3.Connection, standing: Standing, now: datetime) -> bool:
    rows = tx.execute(
        "SELECT t.expires_at FROM tokens t JOIN accounts a ON a.id = t.account_id "
        "WHERE (t.hash = ? OR (t.family <> '' AND t.family = ?)) AND t.revoked_at IS NULL AND a.state = 'active'",
        (standing.digest, standing.family),
    ).fetchall()
    ends = [maybe(row["expires_at"]) for row in rows]
    return any(end is None or end > now for end in ends)
