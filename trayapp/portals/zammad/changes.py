"""What changed since a cursor, from the list of all tickets: the server keeps no feed of changes.

A cursor says up to which moment everything was told. Times are those at which a change began, and it shows only once
it is committed, so moments of the last minutes are looked at again; what was told of them stands in the cursor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from trayapp.core.errors import CursorGone
from trayapp.portals.zammad.listing import Everything, Seen

PAGE = 20
"""Tickets told of at once: each takes a request of its own."""
OVERLAP = 600_000
"""Milliseconds that are looked at again: longer than the server lets a request take."""

Pair = tuple[int, int]
"""A ticket's id and the milliseconds of its last change."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far was told."""

    me: int
    """Whose it is."""
    low: int = 0
    """Up to this moment everything was told."""
    seen: tuple[Pair, ...] = ()
    """What was told of later moments."""
    top: int = 0
    """The highest id that was there."""
    known: str = ""
    """Stands for all ids up to that one."""
    v: int = 1

    def text(self) -> str:
        """As it is kept."""
        return msgspec.json.encode(self).decode()


def cursor_of(text: str, me: int) -> Cursor:
    """Raises `CursorGone` for one of another person, another version or another program."""
    try:
        cursor = msgspec.json.decode(text, type=Cursor)
    except (msgspec.MsgspecError, ValueError) as error:
        raise CursorGone(str(error)) from error
    if cursor.me != me or cursor.v != 1:
        raise CursorGone("another person's, or another version's")
    return cursor


def news(everything: Everything, cursor: Cursor) -> list[Seen]:
    """What is to be told, the oldest change first. Raises `CursorGone` where a ticket is not there any more."""
    seen = everything.tickets
    if cursor.top and _known(seen, cursor.top) != cursor.known:
        # deleted, given to somebody else, or shared since: nothing says which
        raise CursorGone("other tickets are there than before")
    told = set(cursor.seen)
    fresh = [item for item in seen if _moment(item) > cursor.low and _pair(item) not in told]
    return sorted(fresh, key=lambda item: (_moment(item), item.row.id))


def after(told: Sequence[Seen], everything: Everything, cursor: Cursor) -> Cursor:
    """The cursor once these were told. A change of the future is remembered, and does not hide those of today."""
    pairs = {*cursor.seen, *map(_pair, told)}
    latest = milliseconds(everything.latest)
    newest = max((moment for _, moment in pairs if moment <= latest), default=cursor.low)
    low = max(cursor.low, newest - OVERLAP)
    top = max((item.row.id for item in everything.tickets), default=0)
    # all of them: a change of many at once gives them all one moment
    kept = tuple(sorted(pair for pair in pairs if pair[1] > low))
    return Cursor(cursor.me, low, kept, top, _known(everything.tickets, top))


def _known(seen: Iterable[Seen], top: int) -> str:
    ids = ",".join(str(item.row.id) for item in seen if item.row.id <= top)
    return hashlib.sha256(ids.encode()).hexdigest()[:24]


def _pair(item: Seen) -> Pair:
    return item.row.id, _moment(item)


def _moment(item: Seen) -> int:
    return milliseconds(item.row.updated_at)


def milliseconds(moment: datetime) -> int:
    """Since 1970."""
    return int(moment.timestamp() * 1000)
