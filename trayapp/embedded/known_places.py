"""Where an account was signed in to before: there, wrong passwords from elsewhere do not keep its owner out."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from trayapp.embedded import opaque
from trayapp.embedded.portal import Work
from trayapp.embedded.times import to_text

LASTS = timedelta(days=90)


def note(work: Work, account_id: str, address: str) -> None:
    """Its owner is at that network address now."""
    work.tx.execute(
        "INSERT OR REPLACE INTO places VALUES (?, ?, ?)",
        (account_id, _hash(account_id, address), to_text(work.now)),
    )


def known(tx: sqlite3.Connection, account_id: str, address: str) -> bool:
    """Whether its owner was there."""
    found = tx.execute(
        "SELECT 1 FROM places WHERE account_id = ? AND hash = ?", (account_id, _hash(account_id, address))
    )
    return found.fetchone() is not None


def forget(tx: sqlite3.Connection, account_id: str) -> None:
    """The account is gone."""
    tx.execute("DELETE FROM places WHERE account_id = ?", (account_id,))


def sweep(tx: sqlite3.Connection, now: datetime) -> None:
    """Forget where nobody has been for long."""
    tx.execute("DELETE FROM places WHERE at < ?", (to_text(now - LASTS),))


def _hash(account_id: str, address: str) -> str:
    """Where people are is nothing that should be read out of a database."""
    return opaque.digest(f"{account_id} {address}")
