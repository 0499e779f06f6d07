"""What changed since: the employee's tickets in the order of their changes, by the server's own clock."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trayapp.core.errors import NotFound, Rejected, ServerFault
from trayapp.core.model import Changes, Ticket, TicketChange, TicketRef
from trayapp.core.ports import Unchanged
from trayapp.portals.http import Oversized
from trayapp.portals.rt.cursor import NOWHERE, OVERLAP, Cursor, Place, cursor_of
from trayapp.portals.rt.docs import NEVER, Doc, Malformed, docs, ident, moment, number, text
from trayapp.portals.rt.rest import Rest
from trayapp.portals.rt.rules import OWN
from trayapp.portals.rt.tickets import Seen, seen

PAGE = 25
"""Tickets that are told of at once: each takes a few questions."""
LOOKED_AT = 50
"""Pages of the list that are looked at for that at once."""
_MARGIN = timedelta(minutes=5)
"""Looked at besides: who tells the time may be a box in front of the server, and minutes are whole."""
_AHEAD = timedelta(days=1)
"""No change is later than that by the server's clock: behind it, none of today would be looked for."""
_REMOVALS = "((Type = 'Status' AND NewValue = 'deleted') OR (Type = 'AddLink' AND Field = 'MergedInto'))"
_log = logging.getLogger(__name__)
_ORDER = [("orderby", "LastUpdated"), ("order", "ASC"), ("orderby", "id"), ("order", "ASC")]
_MADE_BY_ME = "TicketCreator = '__CurrentUser__'"


@dataclass(slots=True)
class _Walk:
    """One page as it is put together."""

    cursor: Cursor
    tickets: list[Ticket]
    at: Place = NOWHERE
    """What was looked at last."""
    more: bool = False


class Feed:
    """Pages of changes. It remembers what cannot change any more, so that looking again is cheap."""

    def __init__(self, rest: Rest, whole: Callable[[Seen], Ticket]) -> None:
        """`whole`: the ticket with its description."""
        self._rest = rest
        self._whole = whole
        self._settled: dict[str, datetime] = {}
        """Tickets that were looked at long after their last change."""
        self._odd: set[str] = set()
        """Tickets that are passed over in every list."""
        self._tells_removals = True

    def page(self, word: str | None) -> Changes | Unchanged:
        """One page. Raises `CursorGone` for a cursor of something else."""
        before = cursor_of(word) if word is not None else None
        removed, last = self._removed(before)
        walk = _Walk(replace(before or Cursor(NEVER, NEVER), removed=last, page=1, at=NOWHERE), [])
        self._go(walk, before)
        told = walk.cursor.told()
        if told == word:
            return Unchanged()
        changes = tuple(TicketChange(ticket) for ticket in walk.tickets)
        return Changes(changes, told, more=walk.more, removed=removed)

    def _go(self, walk: _Walk, before: Cursor | None) -> None:
        """Through the list until enough is found, or enough was looked at: then the next page of changes goes on."""
        for turn, (page, some) in enumerate(self._listed(before)):
            if some is None:
                walk.more = True
                return
            for doc in some:
                if len(walk.tickets) >= PAGE or turn == LOOKED_AT:
                    walk.more, walk.cursor = True, replace(walk.cursor, page=page, at=walk.at)
                    return
                self._look(walk, doc)
                walk.at = _place(doc)

    def _listed(self, before: Cursor | None) -> Iterator[tuple[int, Sequence[Doc] | None]]:
        """Those that may have changed, the earliest first, page by page, with the page's number.

        `None`, and then nothing more: the list moved, and begins anew. The time is given as so many minutes ago: a
        time by the calendar would be read in this person's time zone.
        """
        query = [("query", OWN + self._since("LastUpdated", before)), ("fields", "LastUpdated"), *_ORDER]
        latest = self._rest.now() + _AHEAD
        first = self._start(query, before) if before else 1
        reached, prior = (before.at if before and first > 1 else NOWHERE), NOWHERE
        for page, listed in enumerate(self._rest.pages("tickets", query, first=first), first):
            some = self._fitting(listed, latest)
            last = _last(some)
            if some and last <= prior:
                raise ServerFault("the server tells the same part of a list again")
            if page > 1 and self._end_of(query, page - 1) > reached:
                yield 1, None  # something before this page changed, went to the end, and drew another one up
                return
            reached, prior = max(reached, last), last
            yield page, some

    def _start(self, query: Sequence[tuple[str, str]], before: Cursor) -> int:
        """The page to go on with: all before it were looked at, also where the list is another one by now."""
        page = before.page
        while page > 1 and not NOWHERE < self._end_of(query, page - 1) <= before.at:
            page //= 2
        return page

    def _end_of(self, query: Sequence[tuple[str, str]], page: int) -> Place:
        found = docs(self._rest.page("tickets", query, page), "items")
        return _last(self._fitting(found, self._rest.now() + _AHEAD))

    def _fitting(self, some: Sequence[Doc], latest: datetime) -> Sequence[Doc]:
        """Those whose time can be meant; the log tells once of each of the others."""
        fitting = [doc for doc in some if _fits(doc, latest)]
        if len(fitting) == len(some):
            return fitting
        odd = {text(doc, "id") for doc in some if not _fits(doc, latest)} - self._odd
        for each in odd:
            _log.warning("ticket %s is passed over: the time of its last change is none", each)
        self._odd |= odd
        return fitting

    def _look(self, walk: _Walk, doc: Doc) -> None:
        number, changed, cursor = ident(doc), moment(doc, "LastUpdated"), walk.cursor
        known = cursor.knows(number, changed)
        if cursor.below(number, changed) or (known and self._settled.get(number) == changed):
            return
        late = self._rest.now() - changed > OVERLAP
        etag, ticket = self._told(TicketRef(number, number), cursor.tags.get(number, (changed, ""))[1])
        if late:
            self._settled[number] = changed
        if ticket is not None:
            walk.tickets.append(ticket)
        if ticket is not None or not known:
            walk.cursor = cursor.passed(number, changed, etag)

    def _told(self, ref: TicketRef, tag: str) -> tuple[str, Ticket | None]:
        """Its tag, and the ticket unless it is gone meanwhile, larger than anything that is read, or none.

        Nor where the tag is the same: only something that this person does not see, such as a word among support staff.
        """
        try:
            found = seen(self._rest, ref)
            etag = found.etag or ""
            return etag, None if tag and etag == tag else self._whole(found)
        except NotFound:
            return "", None
        except (Oversized, Malformed) as error:  # the others are told of all the same
            _log.warning("ticket %s is passed over: %s", ref.number, error)
            return "", None

    def _removed(self, before: Cursor | None) -> tuple[tuple[str, ...], int]:
        """Tickets that were deleted or merged since, and the last time that happened."""
        if not self._tells_removals:
            return (), before.removed if before else 0
        since = self._since("Created", before)
        query = [
            ("query", f"{_REMOVALS} AND {_MADE_BY_ME}{since}"),
            ("fields", "ObjectId,Type,NewValue"),
            ("orderby", "id"),
            ("order", "ASC" if before else "DESC"),
        ]
        try:
            # at first, only the last one counts: however many there were, they are not all asked for
            found = (
                list(self._rest.items("transactions", query, gaps=False))
                if before
                else docs(self._rest.page("transactions", query), "items")
            )
        except Rejected:  # an older server cannot be asked this: who opens such a ticket is told
            self._tells_removals = False
            return self._removed(before)
        last = before.removed if before else 0
        fresh = [doc for doc in found if number(doc, "id") > last]
        gone = dict.fromkeys(text(doc, "ObjectId") for doc in fresh if _is_source(doc)) if before else {}
        return tuple(each for each in gone if each), max([last, *(number(doc, "id") for doc in found)])

    def _since(self, what: str, before: Cursor | None) -> str:
        if before is None or before.floor == NEVER:
            return ""
        minutes = int((self._rest.now() - before.floor + _MARGIN).total_seconds() // 60) + 1
        return f" AND {what} > '{max(minutes, 1)} minutes ago'"


def _fits(doc: Doc, latest: datetime) -> bool:
    try:
        return _place(doc)[0] <= latest
    except Malformed:
        return False


def _last(some: Sequence[Doc]) -> Place:
    return _place(some[-1]) if some else NOWHERE


def _place(doc: Doc) -> Place:
    """Where it stands in the order of the list."""
    return moment(doc, "LastUpdated"), int(ident(doc))


def _is_source(doc: Doc) -> bool:
    """Both tickets note a merging; gone is the one that is not its target."""
    return text(doc, "Type") != "AddLink" or not text(doc, "NewValue").endswith(
        f"/ticket/{text(doc, 'ObjectId')}"
    )
