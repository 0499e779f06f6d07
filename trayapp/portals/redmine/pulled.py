"""One page of what changed: own issues from the oldest change to the newest, each with its conversation."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from trayapp.core.errors import CursorGone, Forbidden, NotFound
from trayapp.core.model import Changes, TicketChange
from trayapp.portals.http import Oversized
from trayapp.portals.redmine.answers import Changed, Made
from trayapp.portals.redmine.bookmark import Bookmark, bookmark, stamp
from trayapp.portals.redmine.loose import Listed, Unreadable, listed
from trayapp.portals.redmine.talk import Talk

PAGE = 25
"""Issues told of in one page: each is asked for alone, with its journal."""
LETTERS = 4 * 1024 * 1024
"""Of what was said, in one page, or little more: it is in memory at once."""
SIZES = (100, 10, 1)
"""Issues looked at in one list; fewer where the texts of so many are more than one answer may hold."""
_BEYOND = 10**9
"""Behind the last issue: there Redmine tells only how many there are."""
_log = logging.getLogger(__name__)
_MINE = {"author_id": "me", "status_id": "*"}

Read = Callable[[int, str | None], tuple[TicketChange, str] | None]
"""One issue and its entity tag; `None`: the one at hand still holds. Raises `NotFound`."""


def pulled(talk: Talk, cursor: str | None, who: int, read: Read) -> Changes:
    """The page after a cursor. Raises `CursorGone` where somebody else's is used, or a ticket has gone since."""
    start = bookmark(cursor) if cursor is not None else Bookmark(who=who)
    if start.who != who or _own(talk, start) < start.own:
        raise CursorGone
    mark, more, letters = start, False, 0
    told: list[TicketChange] = []
    missing = {each.id for each in start.fresh}
    for issue in _after(talk, start):
        if len(told) == PAGE or letters > LETTERS:
            more = True
            break
        missing.discard(issue.id)
        known = start.etag(issue.id)
        found = _told(read, issue, known)
        if found is None:
            mark = mark.beyond(issue.updated_on, issue.id, known or "")
            continue
        told.append(found[0])
        if known is None:  # what is told once more, for want of entity tags, keeps nobody from the rest
            letters += sum(len(message.text) for message in found[0].messages or ())
        mark = mark.beyond(found[0].ticket.updated_at, issue.id, found[1])
    if missing and not more:
        raise CursorGone("an issue told just now is not there any more")
    if mark != start or cursor is None:
        mark = replace(mark, own=_own(talk, mark))
    return Changes(tuple(told), mark.word(), more)


def _told(read: Read, issue: Changed, etag: str | None) -> tuple[TicketChange, str] | None:
    try:
        return read(issue.id, etag)
    except (NotFound, Forbidden):  # gone since the list was made
        return None
    except Oversized:  # also without its journal: nobody can read it, and the others are told
        return None
    except Unreadable as error:
        _log.warning("passed over issue %d: %s", issue.id, error)
        return None


def _after(talk: Talk, start: Bookmark) -> Iterator[Changed]:
    """What lies behind the bookmark, the oldest change first."""
    changed = {"updated_on": f">={stamp(start.at)}"}
    total, offset = 1, 0
    while offset < total:
        issues, total, passed = _some(talk, changed, offset)
        for issue in issues:
            if not start.passed(issue.updated_on, issue.id):
                yield issue
        offset += passed


def _some(talk: Talk, filters: dict[str, str], offset: int) -> tuple[Sequence[Changed], int, int]:
    """Issues from there on, how many there are in all, and how many were looked at.

    One that is too large on its own, in a list that holds nothing of its journal, is passed over.
    """
    for size in SIZES:
        try:
            look = _look(talk, filters, size, offset)
        except Oversized:
            continue
        return look.issues, look.total if look.passed else 0, look.passed
    return (), _look(talk, filters, 1, _BEYOND).total, 1


def _own(talk: Talk, mark: Bookmark) -> int:
    """How many of this person's tickets there are of those made up to the bookmark."""
    return _look(talk, {"created_on": f"<={stamp(mark.at)}"}, 1, _BEYOND).total


def newest_own(talk: Talk) -> int | None:
    """The number of this person's newest issue; `None`: there is none, or none that can be read."""
    try:
        found = listed(talk, Made, {**_MINE, "sort": "id:desc", "limit": "1"}).issues
    except Oversized:
        return None
    return found[0].id if found else None


def _look(talk: Talk, filters: dict[str, str], limit: int, offset: int) -> Listed[Changed]:
    query = {**_MINE, **filters, "sort": "updated_on,id", "limit": str(limit), "offset": str(offset)}
    return listed(talk, Changed, query, _of_this_time)


def _of_this_time(issue: Changed, latest: datetime) -> None:
    """Raises `ValueError`: behind what changes tomorrow, nothing that changes today would be looked for."""
    if issue.updated_on > latest:
        raise ValueError(f"issue {issue.id} changes in the future")
