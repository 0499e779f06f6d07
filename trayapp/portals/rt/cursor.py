"""How far the changes were pulled: a word that only this adapter understands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec

from trayapp.core.errors import CursorGone

OVERLAP = timedelta(minutes=2)
"""How far back is looked again: times have whole seconds, and what began earlier may be done later."""
MOST_KEPT = 200
"""Tickets whose tags are kept; with more of them in so short a time, less far back is looked."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Tickets that changed before `floor` were told of; of those since, `tags` says which state was."""

    floor: datetime
    newest: datetime
    """The latest change that was told of, or passed over."""
    tags: Mapping[str, tuple[datetime, str]] = field(default_factory=dict)
    """When they changed, and their entity tag, by number."""
    removed: int = 0
    """The last deletion or merging that was told of."""

    def told(self) -> str:
        """As a word."""
        return msgspec.json.encode(self).decode()

    def knows(self, number: str, changed: datetime) -> bool:
        """Whether that state was told of, as far as times tell: within a second there may be another."""
        return changed < self.floor or self.tags.get(number, (None, ""))[0] == changed

    def passed(self, number: str, changed: datetime, tag: str) -> Cursor:
        """With a ticket that was told of."""
        newest = max(self.newest, changed)
        floor = max(self.floor, newest - OVERLAP)
        tags = {**self.tags, number: (changed, tag)}
        kept = sorted((each for each in tags.items() if each[1][0] >= floor), key=lambda each: each[1][0])
        if len(kept) > MOST_KEPT:
            kept = kept[-MOST_KEPT:]
            floor = kept[0][1][0]
        return Cursor(floor, newest, dict(kept), self.removed)


def cursor_of(word: str) -> Cursor:
    """Raises `CursorGone` for a word that this version did not make."""
    try:
        return msgspec.json.decode(word, type=Cursor)
    except (msgspec.MsgspecError, ValueError) as error:
        raise CursorGone from error
