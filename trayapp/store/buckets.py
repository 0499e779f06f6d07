"""What a policy's statuses mean, kept with every ticket: sorted anew when the policy changes."""

from __future__ import annotations

import sqlite3

from trayapp.core.policy import Policy
from trayapp.store import ticket_search
from trayapp.store.db import Database

_CHUNK = 200
"""Index entries in one transaction; each is read and written whole, and an employee's submit must not wait for many."""
_STALE = "SELECT rank, relation, bucket FROM tickets WHERE tagged <> bucket ORDER BY rank DESC LIMIT ?"


def sort_anew(connection: sqlite3.Connection, policy: Policy) -> None:
    """Give every ticket the bucket of its status, inside the caller's transaction; `refresh_tags` has to follow."""
    statuses = connection.execute("SELECT DISTINCT status FROM tickets").fetchall()
    connection.executemany(
        "UPDATE tickets SET bucket = :bucket WHERE status = :status AND bucket <> :bucket",
        [{"bucket": policy.bucket(status).value, "status": status} for (status,) in statuses],
    )


def refresh_tags(db: Database) -> None:
    """Tell the search index about changed buckets, newest tickets first; killed on the way, the next call goes on."""
    while _some(db):
        pass


def _some(db: Database) -> bool:
    with db.reading() as connection:
        if connection.execute(_STALE, (1,)).fetchone() is None:
            return False
    with db.writing() as connection:
        for rank, relation, bucket in connection.execute(_STALE, (_CHUNK,)).fetchall():
            ticket_search.retag(connection, rank, relation, bucket)
            connection.execute("UPDATE tickets SET tagged = bucket WHERE rank = ?", (rank,))
    return True
