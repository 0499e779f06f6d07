"""The draft that survives a crash or a log-out (APP-10)."""

from __future__ import annotations

from trayapp.core.ports import SavedDraft
from trayapp.store import note_rows
from trayapp.store.codec import decode, encode
from trayapp.store.db import Database


class SqlDrafts:
    """The port `Drafts` over SQLite: one draft, the last."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, draft: SavedDraft) -> None:
        """Keep it, replacing the one before."""
        with self._db.writing() as connection:
            note_rows.write(connection, note_rows.DRAFT, encode(draft))

    def load(self) -> SavedDraft | None:
        """The one kept, if any."""
        with self._db.reading() as connection:
            text = note_rows.read(connection, note_rows.DRAFT)
            return None if text is None else decode(text, SavedDraft)

    def clear(self) -> None:
        """Sent or thrown away."""
        with self._db.writing() as connection:
            note_rows.delete(connection, note_rows.DRAFT)
