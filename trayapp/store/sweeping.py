"""Rows and files compared at start: stray files go, rows without their file are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from trayapp.core.errors import LocalFault
from trayapp.core.ids import OpId
from trayapp.store.codec import micros
from trayapp.store.db import Database
from trayapp.store.spool import DiskSpool
from trayapp.store.translate import translated

GRACE = timedelta(days=1)
"""A dialog may stand open as long with its files put and not yet sent."""


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A file that an operation needs and the spool does not have."""

    op_id: OpId
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a sweep did and found."""

    removed: int
    missing: tuple[MissingFile, ...]


def sweep(db: Database, spool: DiskSpool, now: datetime, grace: timedelta = GRACE) -> Sweep:
    """Delete files without a row that are older than the grace time; never one with a row. Raises `LocalFault`."""
    limit = micros(now - grace) * 1000
    with translated("spool"):
        old = [(name, stamp) for name, stamp in spool.entries() if stamp < limit]
    removed = spool.forget(old, lambda sha256: _needed(db, sha256))
    with db.reading() as connection:
        rows = connection.execute("SELECT op_id, name, sha256 FROM op_files ORDER BY op_id").fetchall()
        if not all(isinstance(sha256, str) for *_, sha256 in rows):
            raise LocalFault("op_files", reason="corrupt")
        missing = [MissingFile(OpId(op), name, sha) for op, name, sha in rows if not spool.has(sha)]
    return Sweep(removed, tuple(missing))


def _needed(db: Database, sha256: str) -> bool:
    """By the rows about files, and by the operations themselves: damage in one of them must cost no file."""
    with db.reading() as connection:
        return any(
            connection.execute(sql, (sha256,)).fetchone()
            for sql in (
                "SELECT 1 FROM op_files NOT INDEXED WHERE sha256 = ?",
                "SELECT 1 FROM outbox WHERE state <> 'done' AND instr(payload, ?)",
            )
        )
