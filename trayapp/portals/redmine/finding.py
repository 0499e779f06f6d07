"""Finds what an operation made by the key in its text. The key alone proves nothing: somebody may have copied it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from trayapp.core.errors import ServerFault
from trayapp.core.ids import OpId
from trayapp.core.model import MessageRef, TicketRef
from trayapp.portals.redmine.answers import Journal, Made, Named
from trayapp.portals.redmine.issue import ref_of, told_in
from trayapp.portals.redmine.issues import Issues
from trayapp.portals.redmine.loose import listed
from trayapp.portals.redmine.talk import Talk
from trayapp.portals.told import told_by

_MINE = {"author_id": "me", "status_id": "*", "sort": "id:desc"}
_CLOCKS = timedelta(days=2)
"""How far the clocks here and there may be apart."""
PAGE = 100
MOST_PAGES = 20
"""Of a look-up that is answered with everything."""


class Finder:
    """For one person at a time."""

    def __init__(self, talk: Talk, issues: Issues, me: Callable[[], int]) -> None:
        """`me`: their number."""
        self._talk, self._issues, self._me = talk, issues, me

    def ticket(self, op: OpId) -> TicketRef | None:
        """This person's issue whose description bears the key.

        Redmine answers a filter it does not know with everything: that is looked through, too. Raises `ServerFault`
        where there is too much of it to say that the issue is not there.
        """
        found = self._look(
            {**_MINE, "description": f"~{op}"}, lambda each: told_by(each.description or "").op == op
        )
        return next(map(ref_of, found), None)

    def wordless(self, op: OpId, subject: str) -> TicketRef | None:
        """This person's issue of that subject, made since, without a description: no words were said on it by them, or
        those of the operation. An answer may have been lost, and the description dropped.
        """
        since = (_asked_at(op) - _CLOCKS).strftime("%Y-%m-%dT%H:%M:%SZ")
        query = {**_MINE, "created_on": f">={since}"}
        bare: TicketRef | None = None
        for each in self._look(query, lambda made: made.subject == subject and not made.description):
            journal = self._issues.whole(str(each.id)).journals
            own = [entry for entry in journal if self.mine(entry.user) and entry.notes]
            if any(self._said(entry, op) for entry in own):
                return ref_of(each)
            bare = bare or (None if own else ref_of(each))
        return bare

    def message(self, op: OpId, ref: TicketRef) -> MessageRef | None:
        """This person's entry of its journal that bears the key. Raises `NotFound`, `Oversized`."""
        journal = self._issues.whole(ref.id).journals
        return next((MessageRef(str(each.id)) for each in journal if self._said(each, op)), None)

    def mine(self, user: Named | None) -> bool:
        """Whether that is the person signed in."""
        return user is not None and user.id == self._me()

    def _look(self, query: Mapping[str, str], meant: Callable[[Made], bool]) -> Iterator[Made]:
        offset = 0
        for _page in range(MOST_PAGES):
            page = listed(self._talk, Made, {**query, "limit": str(PAGE), "offset": str(offset)})
            if not page.passed:
                return
            yield from (each for each in page.issues if self.mine(each.author) and meant(each))
            offset += page.passed
        raise ServerFault("the server answers a look-up with more than can be looked through")

    def _said(self, journal: Journal, op: OpId) -> bool:
        return self.mine(journal.user) and told_in(journal).op == op


def _asked_at(op: OpId) -> datetime:
    """A UUIDv7 begins with the milliseconds at which it was made."""
    return datetime.fromtimestamp((UUID(op).int >> 80) / 1000, UTC)
