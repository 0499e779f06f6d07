"""The portal's articles (INFO-4), as last pulled."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from trayapp.core.model import Article
from trayapp.store import reading
from trayapp.store.codec import decode, encode


def replace_all(connection: sqlite3.Connection, articles: Sequence[Article]) -> None:
    """The portal tells all that the person may read, or none."""
    connection.execute("DELETE FROM articles")
    connection.executemany(
        "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?)",
        [(one.id, one.shelf, one.title, encode(one)) for one in articles],
    )
    entries = [reading.Entry(one.id, one.title, one.keywords, one.body) for one in articles]
    reading.replace_all(connection, reading.ARTICLES, entries)


def all_of(connection: sqlite3.Connection, shelf: str | None) -> Sequence[Article]:
    """Those of a shelf, or all, by title."""
    rows = connection.execute(
        "SELECT body FROM articles WHERE :shelf IS NULL OR shelf = :shelf ORDER BY title COLLATE NOCASE, id",
        {"shelf": shelf},
    )
    return [decode(body, Article) for (body,) in rows.fetchall()]


def one(connection: sqlite3.Connection, article_id: str) -> Article | None:
    """The article of that id."""
    row = connection.execute("SELECT body FROM articles WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else decode(row[0], Article)
