"""How far the changes were pulled, as the cursor that everybody else only keeps.

Redmine tells times in whole seconds, and not always what time it is: what changed last may change again within the
second. So a bookmark stands a little before it, and names what is younger by the mark of its content.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import msgspec

from trayapp.core.errors import CursorGone

SETTLED = timedelta(seconds=5)
"""Before the latest change: nothing is written any more that bears so early a time."""
MOST_FRESH = 12
"""Issues named by their content, so that a cursor stays short."""
_FORM = 1


@dataclass(frozen=True, slots=True)
class Fresh:
    """An issue as it was told."""

    at: datetime
    id: int
    etag: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Everything up to `at`, in it up to the issue `id`, and in addition what is `fresh`."""

    at: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    id: int = 0
    own: int = 0
    """How many tickets of this person were made by then: fewer later, and some are gone."""
    who: int = 0
    fresh: tuple[Fresh, ...] = ()
    form: int = _FORM

    def passed(self, at: datetime, number: int) -> bool:
        """Whether that issue, changed then, lies before it."""
        return (at, number) <= (self.at, self.id)

    def etag(self, number: int) -> str | None:
        """The mark of an issue that is fresh."""
        return next((each.etag for each in self.fresh if each.id == number), None)

    def beyond(self, at: datetime, number: int, etag: str) -> Bookmark:
        """Behind that issue, too."""
        others = [each for each in self.fresh if each.id != number]
        fresh = sorted([*others, Fresh(at, number, etag)], key=lambda each: (each.at, each.id))
        mark = self
        while len(fresh) > MOST_FRESH or fresh[0].at < fresh[-1].at - SETTLED:
            settled = fresh.pop(0)
            mark = replace(mark, at=settled.at, id=settled.id)
        return replace(mark, fresh=tuple(fresh))

    def word(self) -> str:
        """The cursor."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode()


def bookmark(word: str) -> Bookmark:
    """The bookmark of a cursor. Raises `CursorGone` for one of another kind of portal, or another form."""
    try:
        found = msgspec.json.decode(base64.urlsafe_b64decode(word.encode()), type=Bookmark)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise CursorGone(str(error)) from error
    if found.form != _FORM or found.at.tzinfo is None:
        raise CursorGone
    return found


def stamp(moment: datetime) -> str:
    """A time as Redmine takes it in a filter."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
