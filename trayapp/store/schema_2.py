"""Version 2 of the schema: an operation knows the helpdesk that it was written for."""

from __future__ import annotations

import sqlite3


def bind_to_portal(connection: sqlite3.Connection) -> None:
    """A column for its name. What an earlier version wrote is bound to none, and goes as its author alone."""
    connection.execute("ALTER TABLE outbox ADD COLUMN portal TEXT")
