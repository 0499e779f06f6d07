"""Issues read and found: the one place that asks Redmine for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trayapp.core.errors import Forbidden, NotFound, ServerFault
from trayapp.core.ids import OpId
from trayapp.core.model import MessageRef, TicketRef
from trayapp.portals.http import Answer
from trayapp.portals.redmine.answers import Issue, IssueAnswer, IssueList
from trayapp.portals.redmine.issue import ref_of, told_in
from trayapp.portals.redmine.talk import Talk
from trayapp.portals.told import told_by
from trayapp.portals.wire import decode

_ALL = {"include": "journals,attachments,allowed_statuses"}
PAGE = 100
MOST_PAGES = 20
"""Of a look-up that is answered with everything."""


class Issues:
    """Of one server."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    def read(self, number: str, etag: str | None) -> tuple[Issue, str] | None:
        """An issue and its entity tag; `None`: that tag still holds. Raises `NotFound`, also for what is not shown."""
        named = {"what": "ticket", "id": number}
        if not (number.isascii() and number.isdecimal()):
            raise NotFound(**named)
        headers = {"If-None-Match": etag} if etag and etag.isascii() and etag.isprintable() else {}
        try:
            answer = self._talk.ask(f"issues/{number}.json", _ALL, headers)
        except (NotFound, Forbidden) as error:
            raise NotFound(error.detail, **named) from error
        if answer.status == 304:
            return None
        issue = decode(answer, IssueAnswer).issue
        if str(issue.id) != number:
            raise ServerFault("the server answers with another issue")
        return issue, answer.text_header("etag")

    def now(self, number: str) -> tuple[Issue, str]:
        """As it is now. Raises `NotFound`."""
        found = self.read(number, None)
        if found is None:
            raise ServerFault("not changed, which nobody asked")
        return found

    def put(self, number: str, body: Mapping[str, Any]) -> Answer:
        """The answer to a change; that it is good does not mean that anything changed."""
        return self._talk.send("PUT", f"issues/{number}.json", {"issue": body})

    def find(self, op: OpId) -> TicketRef | None:
        """This person's issue whose description bears the key. Redmine answers a filter it does not know with all."""
        query = {"author_id": "me", "status_id": "*", "description": f"~{op}", "sort": "id:desc"}
        for page in range(MOST_PAGES):
            some = {**query, "limit": str(PAGE), "offset": str(page * PAGE)}
            found = self._talk.get("issues.json", IssueList, some)
            for issue in found.issues:
                if told_by(issue.description or "").op == op:
                    return ref_of(issue)
            if (page + 1) * PAGE >= found.total_count:
                break
        return None

    def find_update(self, op: OpId, ref: TicketRef) -> MessageRef | None:
        """The entry of its journal that bears the key."""
        issue, _etag = self.now(ref.id)
        keyed = (each for each in issue.journals if told_in(each).op == op)
        return next((MessageRef(str(each.id)) for each in keyed), None)
