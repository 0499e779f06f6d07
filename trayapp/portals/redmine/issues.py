"""Issues read and changed: the one place that asks Redmine for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trayapp.core.errors import Forbidden, NotFound, ServerFault
from trayapp.portals.http import Answer, Oversized
from trayapp.portals.redmine.answers import Issue, IssueAnswer
from trayapp.portals.redmine.loose import issue_in
from trayapp.portals.redmine.talk import Talk
from trayapp.portals.wire import decode

_ALL = {"include": "journals,attachments,allowed_statuses"}
_WITHOUT_JOURNAL = {"include": "attachments,allowed_statuses"}
_BARE = "bare "
"""What the entity tag of an issue without its journal begins with here."""


class Issues:
    """Of one server."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    def read(self, number: str, etag: str | None) -> tuple[Issue, str] | None:
        """An issue and its entity tag; `None`: that tag still holds. Raises `NotFound`, also for what is not shown.

        One whose journal is more than an answer may hold comes without it: Redmine tells all of a journal or nothing.
        """
        if etag and etag.startswith(_BARE):
            return self._bare(number, etag.removeprefix(_BARE))
        try:
            return self._read(number, etag, _ALL)
        except Oversized:
            return self._bare(number, None)

    def now(self, number: str) -> tuple[Issue, str]:
        """As it is now. Raises as `read` does."""
        return _there(self.read(number, None))

    def whole(self, number: str) -> Issue:
        """As it is now, with its journal. Raises `NotFound`, and `Oversized` where it has too much of it."""
        return _there(self._read(number, None, _ALL))[0]

    def put(self, number: str, body: Mapping[str, Any]) -> Answer:
        """The answer to a change; that it is good does not mean that anything changed."""
        return self._talk.send("PUT", f"issues/{number}.json", {"issue": body})

    def _bare(self, number: str, etag: str | None) -> tuple[Issue, str] | None:
        found = self._read(number, etag, _WITHOUT_JOURNAL)
        return None if found is None else (found[0], _BARE + found[1])

    def _read(self, number: str, etag: str | None, query: Mapping[str, str]) -> tuple[Issue, str] | None:
        named = {"what": "ticket", "id": number}
        if not (number.isascii() and number.isdecimal()):
            raise NotFound(**named)
        headers = {"If-None-Match": etag} if etag and etag.isascii() and etag.isprintable() else {}
        try:
            answer = self._talk.ask(f"issues/{number}.json", query, headers)
        except (NotFound, Forbidden) as error:
            raise NotFound(error.detail, **named) from error
        if answer.status == 304:
            return None
        issue = issue_in(decode(answer, IssueAnswer).issue)
        if str(issue.id) != number:
            raise ServerFault("the server answers with another issue")
        return issue, answer.text_header("etag")


def _there(found: tuple[Issue, str] | None) -> tuple[Issue, str]:
    if found is None:
        raise ServerFault("not changed, which nobody asked")
    return found
