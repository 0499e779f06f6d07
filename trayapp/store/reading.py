"""The search index over articles and announcements (INFO-3, INFO-4)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

ARTICLE = "article"
ANNOUNCEMENT = "announcement"

_BEST = """
SELECT id FROM reading WHERE reading MATCH :match AND kind = :kind
ORDER BY bm25(reading, 0.0, 0.0, 8.0, 6.0, 1.0) LIMIT :limit"""
"""A word of the title weighs most, one of the keywords nearly as much, one of the text least."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is searched of one of them."""

    id: str
    title: str
    keywords: Sequence[str]
    body: str


def replace_all(connection: sqlite3.Connection, kind: str, entries: Sequence[Entry]) -> None:
    """Put these in the place of all of that kind."""
    connection.execute("DELETE FROM reading WHERE kind = ?", (kind,))
    connection.executemany(
        "INSERT INTO reading (kind, id, title, keywords, body) VALUES (?, ?, ?, ?, ?)",
        [(kind, one.id, one.title, " ".join(one.keywords), one.body) for one in entries],
    )


def best(connection: sqlite3.Connection, kind: str, match: str | None, limit: int) -> list[str]:
    """Ids of those that fit an FTS5 expression, best first."""
    if match is None:
        return []
    rows = connection.execute(_BEST, {"match": match, "kind": kind, "limit": limit})
    return [str(row[0]) for row in rows.fetchall()]
