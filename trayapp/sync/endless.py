"""Notices a portal that never comes to an end of what it tells."""

from __future__ import annotations

from trayapp.core.errors import ServerFault
from trayapp.core.model import Changes

MOST_PAGES = 10_000
"""Pages of one walk through the changes: two million tickets in pages of 200."""
MOST_EMPTY = 20
"""Pages in a row that promise more and hold nothing."""
PAGES_EACH = 50
"""Pages pulled before what the employee wrote has its turn again."""
MOST_RINGS = 50
"""Pieces of news that one walk announces one by one; of more than these nobody reads any, and all are marked unread."""


class Walk:
    """One walk through the changes, over several turns. Every method that finds it endless raises `ServerFault`."""

    def __init__(self, *, anew: bool) -> None:
        self.anew = anew
        """Its pull began without a cursor, be it in a pass before: what it does not tell of is gone."""
        self._pages = 0
        self._empty = 0
        self._seen: set[int] = set()
        self._over = False
        self._rung = 0

    def begins_anew(self) -> None:
        """The portal has forgotten the cursor; it may do so once."""
        if self._over:
            raise ServerFault("the portal forgets every cursor it gives")
        self._over = self.anew = True
        self._seen.clear()

    def came(self, page: Changes, cursor: str | None) -> None:
        """A page, pulled from that cursor."""
        self._pages += 1
        something = page.tickets or page.removed or page.notices
        self._empty = 0 if something else self._empty + 1
        self._seen.add(hash(cursor))
        known = hash(page.cursor) in self._seen
        if page.more and (known or self._empty > MOST_EMPTY or self._pages >= MOST_PAGES):
            raise ServerFault("the portal promises more, for ever")

    @property
    def turn_over(self) -> bool:
        """Enough for now."""
        return self._pages % PAGES_EACH == 0

    def rings(self) -> bool:
        """Whether one more piece of news is announced."""
        self._rung += 1
        return self._rung <= MOST_RINGS
