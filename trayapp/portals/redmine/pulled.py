"""One page of what changed: own issues from the oldest change to the newest, each with its conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from trayapp.core.errors import CursorGone, Forbidden, NotFound
from trayapp.core.model import Changes, TicketChange
from trayapp.portals.http import Answer
from trayapp.portals.redmine.answers import Issue, IssueList
from trayapp.portals.redmine.bookmark import Bookmark, bookmark, stamp
from trayapp.portals.redmine.talk import Talk

PAGE = 25
"""Issues told of in one page: each is asked for alone, with its journal."""
LOOK = 100
"""Issues looked at in one list."""
_MINE = {"author_id": "me", "status_id": "*"}

Read = Callable[[int, str | None], tuple[TicketChange, str] | None]
"""One issue and its entity tag; `None`: the one at hand still holds. Raises `NotFound`."""


def pulled(talk: Talk, cursor: str | None, who: int, read: Read) -> Changes:
    """The page after a cursor. Raises `CursorGone` where somebody else's is used, or a ticket has gone since."""
    start = bookmark(cursor) if cursor is not None else Bookmark(who=who)
    if start.who != who or _own(talk, start) < start.own:
        raise CursorGone
    mark, more = start, False
    told: list[TicketChange] = []
    missing = {each.id for each in start.fresh}
    for issue in _after(talk, start):
        if len(told) == PAGE:
            more = True
            break
        missing.discard(issue.id)
        known = start.etag(issue.id)
        found = _told(read, issue, known)
        if found is None:
            mark = mark.beyond(issue.updated_on, issue.id, known or "")
            continue
        told.append(found[0])
        mark = mark.beyond(found[0].ticket.updated_at, issue.id, found[1])
    if missing and not more:
        raise CursorGone("an issue told just now is not there any more")
    if mark != start or cursor is None:
        mark = replace(mark, own=_own(talk, mark))
    return Changes(tuple(told), mark.word(), more)


def _told(read: Read, issue: Issue, etag: str | None) -> tuple[TicketChange, str] | None:
    try:
        return read(issue.id, etag)
    except (NotFound, Forbidden):  # gone since the list was made
        return None


def _after(talk: Talk, start: Bookmark) -> Iterator[Issue]:
    """What lies behind the bookmark, the oldest change first."""
    offset = 0
    while True:
        look = _look(talk, {"updated_on": f">={stamp(start.at)}"}, LOOK, offset)
        for issue in look.issues:
            if not start.passed(issue.updated_on, issue.id):
                yield issue
        offset += len(look.issues)
        if not look.issues or offset >= look.total_count:
            return


def _own(talk: Talk, mark: Bookmark) -> int:
    """How many of this person's tickets there are of those made up to the bookmark."""
    return _look(talk, {"created_on": f"<={stamp(mark.at)}"}, 1, 0).total_count


def _look(talk: Talk, filters: dict[str, str], limit: int, offset: int) -> IssueList:
    query = {**_MINE, **filters, "sort": "updated_on,id", "limit": str(limit), "offset": str(offset)}
    return talk.get("issues.json", IssueList, query)


def server_time(answer: Answer) -> datetime:
    """By the server's clock; by this one's where it does not say."""
    try:
        moment = parsedate_to_datetime(answer.text_header("date"))
    except (ValueError, OverflowError):
        return datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
