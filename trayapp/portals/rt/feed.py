"""What changed since: the employee's tickets in the order of their changes, by the server's own clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trayapp.core.errors import NotFound, Rejected
from trayapp.core.model import Changes, Ticket, TicketChange, TicketRef
from trayapp.core.ports import Unchanged
from trayapp.portals.rt.cursor import OVERLAP, Cursor, cursor_of
from trayapp.portals.rt.docs import NEVER, Doc, docs, ident, moment, number, text
from trayapp.portals.rt.rest import PER_PAGE, Rest
from trayapp.portals.rt.rules import OWN
from trayapp.portals.rt.tickets import Seen, seen

PAGE = 25
"""Tickets that are told of at once: each takes a few questions."""
_MARGIN = timedelta(minutes=5)
"""Looked at besides: who tells the time may be a box in front of the server, and minutes are whole."""
_REMOVALS = "((Type = 'Status' AND NewValue = 'deleted') OR (Type = 'AddLink' AND Field = 'MergedInto'))"
_MADE_BY_ME = "TicketCreator = '__CurrentUser__'"


@dataclass(slots=True)
class _Walk:
    """One page as it is put together."""

    cursor: Cursor
    tickets: list[Ticket]
    more: bool = False


class Feed:
    """Pages of changes. It remembers what cannot change any more, so that looking again is cheap."""

    def __init__(self, rest: Rest, whole: Callable[[Seen], Ticket]) -> None:
        """`whole`: the ticket with its description."""
        self._rest = rest
        self._whole = whole
        self._settled: dict[str, datetime] = {}
        """Tickets that were looked at long after their last change."""
        self._tells_removals = True

    def page(self, word: str | None) -> Changes | Unchanged:
        """One page. Raises `CursorGone` for a cursor of something else."""
        before = cursor_of(word) if word is not None else None
        removed, last = self._removed(before)
        walk = _Walk(replace(before or Cursor(NEVER, NEVER), removed=last), [])
        for doc, is_last in self._listed(before):
            self._look(walk, doc)
            if len(walk.tickets) >= PAGE:
                walk.more = not is_last
                break
        told = walk.cursor.told()
        if told == word:
            return Unchanged()
        changes = tuple(TicketChange(ticket) for ticket in walk.tickets)
        return Changes(changes, told, more=walk.more, removed=removed)

    def _listed(self, before: Cursor | None) -> Iterator[tuple[Doc, bool]]:
        """Those that may have changed, the earliest first; and whether it is the last.

        The time is given as so many minutes ago: a time by the calendar would be read in this person's time zone.
        """
        since = self._since("LastUpdated", before)
        query = [("query", OWN + since), ("fields", "LastUpdated")]
        order = [("orderby", "LastUpdated"), ("order", "ASC"), ("orderby", "id"), ("order", "ASC")]
        page = 1
        while some := docs(self._rest.page("tickets", [*query, *order], page), "items"):
            for index, doc in enumerate(some):
                yield doc, len(some) < PER_PAGE and index == len(some) - 1
            if len(some) < PER_PAGE:
                return
            page += 1

    def _look(self, walk: _Walk, doc: Doc) -> None:
        changed, ref = moment(doc, "LastUpdated"), TicketRef(ident(doc), ident(doc))
        known = walk.cursor.knows(ref.id, changed)
        if changed < walk.cursor.floor or (known and self._settled.get(ref.id) == changed):
            return
        tag = walk.cursor.tags.get(ref.id, (changed, ""))[1]
        late = self._rest.now() - changed > OVERLAP
        try:
            found = seen(self._rest, ref)
        except NotFound:
            return
        if late:
            self._settled[ref.id] = changed
        if tag and found.etag == tag:
            # only something that this person does not see, such as a word among support staff
            walk.cursor = walk.cursor if known else walk.cursor.passed(ref.id, changed, tag)
            return
        walk.tickets.append(self._whole(found))
        walk.cursor = walk.cursor.passed(ref.id, changed, found.etag or "")

    def _removed(self, before: Cursor | None) -> tuple[tuple[str, ...], int]:
        """Tickets that were deleted or merged since, and the last time that happened."""
        if not self._tells_removals:
            return (), before.removed if before else 0
        since = self._since("Created", before)
        query = [
            ("query", f"{_REMOVALS} AND {_MADE_BY_ME}{since}"),
            ("fields", "ObjectId,Type,NewValue"),
            ("orderby", "id"),
            ("order", "ASC"),
        ]
        try:
            found = list(self._rest.items("transactions", query, gaps=False))
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


def _is_source(doc: Doc) -> bool:
    """Both tickets note a merging; gone is the one that is not its target."""
    return text(doc, "Type") != "AddLink" or not text(doc, "NewValue").endswith(
        f"/ticket/{text(doc, 'ObjectId')}"
    )
