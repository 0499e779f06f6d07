"""What the texts in the tables are, for whoever has to know whether damage has got into one."""

from __future__ import annotations

from collections.abc import Mapping

from trayapp.core.model import Announcement, Article, Message, Notice, Ticket
from trayapp.core.operation import Problem
from trayapp.core.ports import SavedDraft
from trayapp.store import note_rows
from trayapp.store.codec import decode

BODIES: Mapping[str, type[object]] = {
    "ticket_bodies": Ticket,
    "messages": Message,
    "articles": Article,
    "announcements": Announcement,
    "notices": Notice,
}
"""By table, what its column `body` holds."""
_NOTES: Mapping[str, type[object]] = {
    note_rows.DRAFT: SavedDraft,
    note_rows.REFUSED_POLICY: Problem,
    note_rows.SYNCED_AT: int,
}
"""Policy and probe are not among them: one that cannot be read counts as none, and the portal sends it again."""


def check_note(name: str, value: str) -> None:
    """Raises `LocalFault` (corrupt) for a note that is not what it should be."""
    if name in _NOTES:
        decode(value, _NOTES[name])
