"""The search indexes over articles and announcements (INFO-3, INFO-4)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from trayapp.store.schema_1 import READING

ARTICLES, ANNOUNCEMENTS = READING

_WEIGHTS = "bm25(0.0, 8.0, 6.0, 1.0)"
"""A word of the title weighs most, one of the keywords nearly as much, one of the text least."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is searched of one of them."""

    id: str
    title: str
    keywords: Sequence[str]
    body: str


def replace_all(connection: sqlite3.Connection, index: str, entries: Sequence[Entry]) -> None:
    """Put these in the place of all that the index has."""
    connection.execute(f"DELETE FROM {index}")  # noqa: S608 - one of two names
    connection.executemany(
        f"INSERT INTO {index} (id, title, keywords, body) VALUES (?, ?, ?, ?)",  # noqa: S608
        [(one.id, one.title, " ".join(one.keywords), one.body) for one in entries],
    )


def best(connection: sqlite3.Connection, index: str, match: str | None, limit: int) -> list[str]:
    """Ids of those that fit an FTS5 expression, best first; a negative limit: all."""
    if match is None:
        return []
    rows = connection.execute(
        f"SELECT id FROM {index} WHERE {index} MATCH ? AND rank MATCH ? ORDER BY rank LIMIT ?",  # noqa: S608
        (match, _WEIGHTS, limit),
    )
    return [str(row[0]) for row in rows.fetchall()]


def holding(connection: sqlite3.Connection, index: str, match: str | None) -> frozenset[str]:
    """Ids of all that fit an FTS5 expression."""
    if match is None:
        return frozenset()
    rows = connection.execute(f"SELECT id FROM {index} WHERE {index} MATCH ?", (match,))  # noqa: S608
    return frozenset(str(row[0]) for row in rows.fetchall())
