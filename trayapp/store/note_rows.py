"""Small values by name, inside somebody's transaction."""

from __future__ import annotations

import sqlite3

CURSOR = "cursor"
SYNCED_AT = "synced_at"
IMPORTING = "importing"
"""A pull from the beginning, which may take many pages, is not over."""
EPOCH = "epoch"
"""How often what was pulled has been forgotten."""
ACCOUNT = "account"
"""Whose tickets these are."""
POLICY = "policy"
REFUSED_POLICY = "refused_policy"
PROBE = "probe"
DRAFT = "draft"
ANSWERS = "own.answers"
"""Written by the windows (`ui.tickets.kept_answers`)."""
SALVAGED = "salvaged"
"""What the last salvage saved; a salvage that was killed in between is told from it."""


def read(connection: sqlite3.Connection, name: str) -> str | None:
    """The value, if there is one."""
    row = connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def write(connection: sqlite3.Connection, name: str, value: str) -> bool:
    """Keep the value; tells whether it differs from the one before."""
    if read(connection, name) == value:
        return False
    connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))
    return True


def delete(connection: sqlite3.Connection, name: str) -> bool:
    """Forget the value; tells whether there was one."""
    return connection.execute("DELETE FROM notes WHERE name = ?", (name,)).rowcount > 0
