"""What happened to the employee's tickets, newest first (INFO-2)."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.core.model import Notice
from trayapp.core.ports import BellEntry
from trayapp.store.codec import decode
from trayapp.store.db import Database

_UNREAD = "SELECT count(*) FROM notices WHERE unread = 1"


class SqlBell:
    """The port `Bell` over SQLite."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def entries(self, limit: int = 100) -> Sequence[BellEntry]:
        """The last ones, newest first."""
        with self._db.reading() as connection:
            rows = connection.execute(
                "SELECT body, unread FROM notices ORDER BY at DESC, id DESC LIMIT ?", (limit,)
            )
            return [BellEntry(decode(body, Notice), bool(unread)) for body, unread in rows.fetchall()]

    def unread(self) -> int:
        """How many are unseen."""
        with self._db.reading() as connection:
            number: int = connection.execute(_UNREAD).fetchone()[0]
        return number

    def mark_read(self, notice_id: str | None = None) -> None:
        """One was seen; `None`: all of them."""
        if not self.unread():  # asked for by the window: it must not wait for the worker's transaction
            return
        with self._db.writing() as connection:
            connection.execute(
                "UPDATE notices SET unread = 0 WHERE unread = 1 AND (:id IS NULL OR id = :id)",
                {"id": notice_id},
            )
