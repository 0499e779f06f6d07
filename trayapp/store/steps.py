"""The durable notes of an operation of several steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from trayapp.core.ids import OpId
from trayapp.store.db import Database


class OpSteps:
    """What of one operation is already done. A key about one file contains the file's sha256 (see `drop_steps_of`)."""

    def __init__(self, db: Database, op_id: OpId) -> None:
        self._db = db
        self._op_id = op_id

    def get(self, key: str) -> str | None:
        """What was noted under `key`. Raises `LocalFault`."""
        sql = "SELECT value FROM op_steps WHERE op_id = ? AND key = ?"
        with self._db.reading() as connection:
            row = connection.execute(sql, (self._op_id, key)).fetchone()
        return None if row is None else str(row[0])

    def put(self, key: str, value: str) -> None:
        """Note it, durably. Raises `LocalFault`."""
        with self._db.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO op_steps VALUES (?, ?, ?)", (self._op_id, key, value))


def drop_steps_of(connection: sqlite3.Connection, op_id: OpId, hashes: Iterable[str]) -> None:
    """Forget the steps about files that the employee took away; the others (a ticket already made) still hold."""
    connection.executemany(
        "DELETE FROM op_steps WHERE op_id = ? AND instr(key, ?) > 0", [(op_id, sha256) for sha256 in hashes]
    )
