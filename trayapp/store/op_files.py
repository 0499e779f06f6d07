"""Which operation needs which file of the spool: the rows decide, the files follow."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from trayapp.core.ids import OpId
from trayapp.core.model import StoredFile
from trayapp.store.db import Database
from trayapp.store.spool import DiskSpool

Released = list[tuple[str, int]]
"""Hashes whose row is gone, with the stamp the file had when that row was made."""


def refer(connection: sqlite3.Connection, spool: DiskSpool, op_id: OpId, files: Iterable[StoredFile]) -> None:
    """Note that the operation needs the files. The caller holds `spool.changing`. Raises `LocalFault`."""
    connection.executemany(
        "INSERT OR IGNORE INTO op_files (op_id, sha256, name, stamp) VALUES (?, ?, ?, ?)",
        [(op_id, file.sha256, file.name, spool.stamp(file)) for file in files],
    )


def release(connection: sqlite3.Connection, op_id: OpId) -> Released:
    """Drop the operation's references; delete what `Released` names after the commit, with `free`."""
    rows = connection.execute("DELETE FROM op_files WHERE op_id = ? RETURNING sha256, stamp", (op_id,))
    return [(sha256, stamp) for sha256, stamp in rows]


def free(db: Database, spool: DiskSpool, released: Released) -> int:
    """Delete the files that no row needs any more; returns how many went."""
    return spool.forget(released, lambda sha256: _wanted(db, sha256))


def _wanted(db: Database, sha256: str) -> bool:
    with db.reading() as connection:
        return bool(connection.execute("SELECT 1 FROM op_files WHERE sha256 = ?", (sha256,)).fetchone())
