"""Articles, search and suggestions over the local copy, also offline (INFO-3, INFO-4)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from trayapp.core.model import Announcement, Article
from trayapp.core.ports import Found, Query, Suggestions
from trayapp.store import announcements, articles, reading
from trayapp.store.db import Database
from trayapp.store.like_tickets import alike
from trayapp.store.telling_words import telling
from trayapp.store.ticket_pages import page
from trayapp.store.words import any_of, every

HANDFUL = 4
"""The most suggestions of each sort: they stand beside what is being written."""


class SqlKnowledge:
    """The port `Knowledge` over SQLite."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def articles(self, shelf: str | None = None) -> Sequence[Article]:
        """Those of a shelf, or all, by title."""
        with self._db.reading() as connection:
            return articles.all_of(connection, shelf)

    def article(self, article_id: str) -> Article | None:
        """One of them."""
        with self._db.reading() as connection:
            return articles.one(connection, article_id)

    def suggest(self, words: str, now: datetime) -> Suggestions:
        """What fits words that are being written: any of them counts, not all; common and short ones do not."""
        found = telling(words)
        if not found:
            return Suggestions()
        with self._db.reading() as connection:
            return Suggestions(
                tuple(alike(connection, found, HANDFUL)),
                _articles(connection, any_of(found), HANDFUL),
                _announcements(connection, any_of(found), now, HANDFUL),
            )

    def search(self, words: str, now: datetime, limit: int = 50) -> Found:
        """Tickets, articles and announcements that hold all the words, or words that begin so."""
        match = every(words)
        if match is None:
            return Found()
        with self._db.reading() as connection:
            return Found(
                tuple(page(connection, Query("all", words), None, limit)),
                _articles(connection, match, limit),
                _announcements(connection, match, now, limit),
            )


def _articles(connection: sqlite3.Connection, match: str | None, limit: int) -> tuple[Article, ...]:
    found = [
        articles.one(connection, item) for item in reading.best(connection, reading.ARTICLES, match, limit)
    ]
    return tuple(article for article in found if article is not None)


def _announcements(
    connection: sqlite3.Connection, match: str | None, now: datetime, limit: int
) -> tuple[Announcement, ...]:
    current = {one.id: one for one in announcements.current(connection, now)}
    # not only the best few are asked for: some may be over already
    fitting = reading.best(connection, reading.ANNOUNCEMENTS, match, -1)
    return tuple(current[item] for item in fitting if item in current)[:limit]
