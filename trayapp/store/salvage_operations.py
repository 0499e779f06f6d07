"""The outbox of a damaged database: what SQLite still reads, then what is found by its looks on any page."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from trayapp.core.operation import Operation
from trayapp.store.carving import carve
from trayapp.store.log_check import breaks_off
from trayapp.store.op_rows import COLUMNS, files_of, operation
from trayapp.store.salvage_reading import NONSENSE, Row, Saved, both_ways, insert, put, walk

_GAP = 100_000
"""How many of the last operations are tried one by one when a page is damaged."""
_BEYOND = 1000
"""How many are tried behind the last one known, when even the count is damaged."""


def save_operations(
    damaged: Path, source: sqlite3.Connection, target: sqlite3.Connection, saved: Saved
) -> None:
    """Copy them. Afterwards all that are not done are doubtful: the damage may have hidden their sending."""
    if breaks_off(damaged):  # what SQLite reads of it is an older state
        saved.complete = False
        _save(carve.operations(damaged), target, saved)
    read = list(_numbered(source, saved, _select(source), "seq"))
    _save(_unknown(read, target), target, saved)
    if not saved.complete or not _whole(source):
        saved.complete = False
        _save(_unknown(carve.operations(damaged), target), target, saved)
    target.execute("UPDATE outbox SET doubtful = 1 WHERE state <> 'done'")
    target.execute("UPDATE outbox SET state = 'queued', next_at = NULL WHERE state = 'sending'")


def _select(source: sqlite3.Connection) -> str:
    """The rows as `COLUMNS` has them, of whichever version of the schema."""
    known = {name for _, name, *_ in filter(None, walk(source, "PRAGMA table_info(outbox)"))}
    columns = COLUMNS if not known or "portal" in known else COLUMNS.replace("portal", "NULL")
    return f"SELECT {columns} FROM outbox"  # noqa: S608 - constants alone


def _unknown(rows: Iterable[Row], target: sqlite3.Connection) -> Sequence[Row]:
    """Those that are not saved yet, in their place or, when that is taken, behind all others."""
    known = dict(target.execute("SELECT op_id, seq FROM outbox").fetchall())
    taken = set(known.values())
    return [row if row[0] not in taken else (None, *row[1:]) for row in rows if row[1] not in known]


def _save(rows: Iterable[Row], target: sqlite3.Connection, saved: Saved) -> None:
    statement = insert("outbox", COLUMNS)
    for row in rows:
        op = _operation(row)
        if op is None or not put(target, saved, statement, row):
            saved.complete = False
            continue
        saved.operations += not op.finished
        files = [] if op.finished else [(op.op_id, file.sha256, file.name) for file in files_of(op.payload)]
        # stamp 0: these files are left to the sweep, which looks at the disk itself
        target.executemany("INSERT OR IGNORE INTO op_files VALUES (?, ?, ?, 0)", files)


def _operation(row: Row) -> Operation | None:
    with suppress(*NONSENSE):
        return operation((row[0] or 0, *row[1:]))
    return None


def _whole(source: sqlite3.Connection) -> bool:
    """Whether SQLite itself finds nothing wrong with the table."""
    try:
        return bool(source.execute("PRAGMA integrity_check(outbox)").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False


def _numbered(source: sqlite3.Connection, saved: Saved, select: str, key: str) -> Iterator[Row]:
    """As `both_ways`, and then each number in the gap between by itself: a damaged page hides its own rows only."""
    rows = {row[0]: row for row in both_ways(source, saved, select, key)}
    if not saved.complete:
        for number in _missing_numbers(source, rows):
            for row in walk(source, f"{select} WHERE {key} = ?", (number,)):
                if row is not None:
                    rows[number] = row
    return iter(rows[number] for number in sorted(rows))


def _missing_numbers(source: sqlite3.Connection, known: Collection[int]) -> Iterator[int]:
    last = next(walk(source, "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"), None)
    highest = last[0] if last and isinstance(last[0], int) else max(known, default=0) + _BEYOND
    return (number for number in range(max(1, highest - _GAP), highest + 1) if number not in known)
