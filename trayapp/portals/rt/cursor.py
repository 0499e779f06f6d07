"""How far the changes were pulled: a word that only this adapter understands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import msgspec

from trayapp.core.errors import CursorGone
from trayapp.portals.rt.docs import NEVER

OVERLAP = timedelta(minutes=2)
"""How far back is looked again: times have whole seconds, and what began earlier may be done later."""
MOST_KEPT = 200
"""Tickets whose tags are kept; with more of them in so short a time, less far back is looked."""


Place = tuple[datetime, int]
"""Where a ticket stands in the order of changes: its last one, and its number among those of the same second."""
NOWHERE: Place = (NEVER, 0)
"""Before all of them."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Tickets up to `floor` and `floor_id` were told of; of those after, `tags` says which state was."""

    floor: datetime
    newest: datetime
    """The latest change that was told of, or passed over."""
    tags: Mapping[str, tuple[datetime, str]] = field(default_factory=dict)
    """When they changed, and their entity tag, by number."""
    removed: int = 0
    """The last deletion or merging that was told of."""
    floor_id: int = 0
    """Among the tickets that changed in the same second as `floor`, in the order of their numbers."""
    page: int = 1
    """Of the list, where looking goes on; only a hint, since the list moves."""
    at: Place = NOWHERE
    """And what was looked at last."""

    def told(self) -> str:
        """As a word."""
        return msgspec.json.encode(self).decode()

    def below(self, number: str, changed: datetime) -> bool:
        """Whether everything up to there was told of."""
        return (changed, int(number)) <= (self.floor, self.floor_id)

    def knows(self, number: str, changed: datetime) -> bool:
        """Whether that state was told of, as far as times tell: within a second there may be another."""
        return self.below(number, changed) or self.tags.get(number, (None, ""))[0] == changed

    def passed(self, number: str, changed: datetime, tag: str) -> Cursor:
        """With a ticket that was told of; all that stand before it were, too."""
        newest = max(self.newest, changed)
        mark = max((self.floor, self.floor_id), (newest - OVERLAP, 0))
        tags = {**self.tags, number: (changed, tag)}
        places = {each: (at, int(each)) for each, (at, _) in tags.items()}
        kept = sorted((each for each in tags if places[each] > mark), key=lambda each: places[each])
        if len(kept) > MOST_KEPT:
            mark = places[kept[-MOST_KEPT - 1]]
            kept = kept[-MOST_KEPT:]
        return replace(
            self, floor=mark[0], floor_id=mark[1], newest=newest, tags={each: tags[each] for each in kept}
        )


def cursor_of(word: str) -> Cursor:
    """Raises `CursorGone` for a word that this version did not make."""
    try:
        found = msgspec.json.decode(word, type=Cursor)
        if not all(each.isdecimal() for each in found.tags):
            raise CursorGone("tags of no tickets")
    except (msgspec.MsgspecError, ValueError) as error:
        raise CursorGone from error
    return found
