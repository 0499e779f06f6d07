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
from trayapp.store.telling_words import LONG, telling
from trayapp.store.ticket_pages import page
from trayapp.store.words import any_of, every, two_of

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
        """What fits words that are being written; common and short ones do not count.

        One of them is enough while there are few, of many two have to fit, or one the heading of an incident.
        """
        found = telling(words)
        if not found:
            return Suggestions()
        with self._db.reading() as connection:
            return Suggestions(
                tuple(alike(connection, found, HANDFUL)),
                _fitting_articles(connection, found),
                _fitting_announcements(connection, found, now),
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


def _fitting_articles(connection: sqlite3.Connection, words: Sequence[str]) -> tuple[Article, ...]:
    if len(words) < LONG:
        return _articles(connection, any_of(words), HANDFUL)
    # ranked by all the words, as in the expression for two of them the last word would weigh most
    enough = reading.holding(connection, reading.ARTICLES, two_of(words))
    ranked = reading.best(connection, reading.ARTICLES, any_of(words), -1)
    return _of_ids(connection, [item for item in ranked if item in enough][:HANDFUL])


def _fitting_announcements(
    connection: sqlite3.Connection, words: Sequence[str], now: datetime
) -> tuple[Announcement, ...]:
    fitting = _announcements(connection, any_of(words), now, -1)
    if len(words) >= LONG:
        enough = reading.holding(connection, reading.ANNOUNCEMENTS, two_of(words))
        headings = reading.holding(
            connection, reading.ANNOUNCEMENTS, f"{{title keywords}} : ({any_of(words)})"
        )
        fitting = tuple(one for one in fitting if one.id in enough or (one.incident and one.id in headings))
    return fitting[:HANDFUL]


def _articles(connection: sqlite3.Connection, match: str | None, limit: int) -> tuple[Article, ...]:
    return _of_ids(connection, reading.best(connection, reading.ARTICLES, match, limit))


def _of_ids(connection: sqlite3.Connection, ids: Sequence[str]) -> tuple[Article, ...]:
    found = [articles.one(connection, item) for item in ids]
    return tuple(article for article in found if article is not None)


def _announcements(
    connection: sqlite3.Connection, match: str | None, now: datetime, limit: int
) -> tuple[Announcement, ...]:
    """A negative limit: all."""
    current = {one.id: one for one in announcements.current(connection, now)}
    # not only the best few are asked for: some may be over already
    fitting = reading.best(connection, reading.ANNOUNCEMENTS, match, -1)
    found = tuple(current[item] for item in fitting if item in current)
    return found if limit < 0 else found[:limit]
