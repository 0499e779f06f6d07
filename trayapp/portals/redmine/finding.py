"""Finds what an operation made by the key in its text. The key alone proves nothing: somebody may have copied it."""

from __future__ import annotations

from collections.abc import Callable

from trayapp.core.errors import ServerFault
from trayapp.core.ids import OpId
from trayapp.core.model import MessageRef, TicketRef
from trayapp.portals.redmine.answers import Issue, IssueList, Journal
from trayapp.portals.redmine.issue import ref_of, told_in
from trayapp.portals.redmine.issues import Issues
from trayapp.portals.redmine.talk import Talk
from trayapp.portals.told import told_by

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
        query = {"author_id": "me", "status_id": "*", "description": f"~{op}", "sort": "id:desc"}
        offset = 0
        for _page in range(MOST_PAGES):
            some = {**query, "limit": str(PAGE), "offset": str(offset)}
            issues = self._talk.get("issues.json", IssueList, some).issues
            if not issues:
                return None
            found = next((each for each in issues if self._made(each, op)), None)
            if found is not None:
                return ref_of(found)
            offset += len(issues)
        raise ServerFault("the server answers a look-up with more than can be looked through")

    def message(self, op: OpId, ref: TicketRef) -> MessageRef | None:
        """This person's entry of its journal that bears the key. Raises `NotFound`, `Oversized`."""
        journal = self._issues.whole(ref.id).journals
        return next((MessageRef(str(each.id)) for each in journal if self._said(each, op)), None)

    def _made(self, issue: Issue, op: OpId) -> bool:
        mine = issue.author is not None and issue.author.id == self._me()
        return mine and told_by(issue.description or "").op == op

    def _said(self, journal: Journal, op: OpId) -> bool:
        mine = journal.user is not None and journal.user.id == self._me()
        return mine and told_in(journal).op == op
