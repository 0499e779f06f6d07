"""Reading the rows of a damaged table as far as they can be read, and writing them into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trayapp.core.errors import LocalFault

Row = tuple[Any, ...]
NONSENSE = (LocalFault, ValueError, TypeError, AssertionError, OverflowError)
"""What reading a row may raise that damage has made a row of something else."""


@dataclass(slots=True)
class Saved:
    """What could be read."""

    operations: int = 0
    draft: bool = False
    complete: bool = True


def put(target: sqlite3.Connection, saved: Saved, statement: str, row: Row) -> bool:
    """Write the row, unless damage made it one that the table does not take."""
    try:
        target.execute(statement, row)
    except (sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError):
        saved.complete = False
        return False
    return True


def insert(table: str, columns: str) -> str:
    """The statement that writes a row."""
    marks = ", ".join("?" * len(columns.split(",")))
    return f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - constants alone


def both_ways(source: sqlite3.Connection, saved: Saved, select: str, order: str) -> Iterator[Row]:
    """Every row up to the damage, then from the other end down to it. A row's first column is distinct, or all are."""
    seen: set[Row] = set()
    for direction in ("ASC", "DESC"):
        whole = True
        for row in walk(
            source, f"{select} ORDER BY {', '.join(f'{one} {direction}' for one in order.split(', '))}"
        ):
            if row is None:
                saved.complete = whole = False
            elif row not in seen:
                seen.add(row)
                yield row
        if whole:
            return


def walk(source: sqlite3.Connection, sql: str, values: Sequence[int] = ()) -> Iterator[Row | None]:
    """The rows, and `None` at the end when a fault cut them short."""
    try:
        yield from source.execute(sql, values)
    except sqlite3.Error:
        yield None
