"""The schema's history: ordered functions, each one transaction together with its version number."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.durable import sync_file, sync_folder
from trayapp.store import schema_1, schema_2

Migration = Callable[[sqlite3.Connection], None]
"""Runs inside a transaction. Never `executescript`: it would commit."""

MIGRATIONS: Sequence[Migration] = (schema_1.create, schema_2.bind_to_portal)
"""The function at index n leads from version n to n + 1. Entries are only ever appended."""


def version(connection: sqlite3.Connection) -> int:
    """The schema's version; 0 for an empty database."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def is_current(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> bool:
    """Whether nothing is left to do. Raises `LocalFault` (newer_database) for what a later program wrote."""
    found = version(connection)
    if found > len(migrations):
        raise LocalFault(reason="newer_database", found=str(found), known=str(len(migrations)))
    return found == len(migrations)


def migrate(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS
) -> Path | None:
    """Bring the database up to date; returns the backup made before, `None` when there was nothing to back up.

    A function that fails leaves the version before it, whole. Raises `LocalFault` (newer_database), `sqlite3.Error`.
    """
    if is_current(connection, migrations):
        return None
    found = version(connection)
    kept = back_up(connection, path, found) if found else None
    for number, migration in enumerate(migrations[found:], start=found + 1):
        _run(connection, number, migration)
    return kept


def back_up(connection: sqlite3.Connection, path: Path, number: int) -> Path:
    """A copy of the whole database beside it, named by its version, in the place of an earlier one."""
    target = path.with_name(f"{path.stem}.v{number}.backup{path.suffix}")
    fresh = target.with_name(target.name + ".part")
    fresh.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(fresh),))
    fresh.chmod(0o600)
    with fresh.open("rb+") as file:  # VACUUM does not promise it
        sync_file(file.fileno())
    fresh.replace(target)
    sync_folder(path.parent)
    return target


def _run(connection: sqlite3.Connection, number: int, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # another process may have been faster; its work is the same
        if version(connection) < number:
            migration(connection)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
