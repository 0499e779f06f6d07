"""A new issue and a reply, each at most once.

Before anything is sent it is looked up, and a token of a file is good for one issue alone: who sends both again is
refused by Redmine itself, and finds what was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trayapp.core.errors import Forbidden, NotFound, OutcomeUnknown, Rejected
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, MessageRef, TicketRef, Update
from trayapp.core.ports import FileSource, Progress, Steps
from trayapp.portals.http import Oversized
from trayapp.portals.redmine.answers import IssueAnswer
from trayapp.portals.redmine.catalog import Catalog
from trayapp.portals.redmine.files import Limit, Uploads
from trayapp.portals.redmine.finding import Finder
from trayapp.portals.redmine.issue import facts_name, ref_of
from trayapp.portals.redmine.issues import Issues
from trayapp.portals.redmine.talk import Talk, check
from trayapp.portals.redmine.writing import facts_file, issue_body, notes
from trayapp.portals.told import told_by
from trayapp.portals.wire import decode


class Sender:
    """For one operation."""

    def __init__(
        self,
        talk: Talk,
        issues: Issues,
        finder: Finder,
        files: FileSource,
        limit: Limit,
        steps: Steps,
        progress: Progress,
    ) -> None:
        self._talk, self._issues, self._finder = talk, issues, finder
        self._uploads = Uploads(talk, files, limit, steps, progress)

    def submit(self, op: OpId, draft: Draft, catalog: Catalog) -> TicketRef:
        """The issue. Raises `Rejected` by field, `TooLarge`, `Forbidden` where nobody may write one."""
        found = self._finder.ticket(op)
        if found is not None:
            return found
        body = issue_body(op, draft, catalog)
        try:
            return self._post(op, draft, body, again=False)
        except Rejected:
            if not self._uploads.remembered:
                raise
        # tokens that were used, or have ended: by an earlier try of this, or by time
        return self._finder.ticket(op) or self._post(op, draft, body, again=True)

    def update(self, op: OpId, ref: TicketRef, update: Update) -> MessageRef:
        """The entry of the journal.

        Raises `Forbidden` (update) where Redmine accepted it and wrote nothing, and where there is so much in the
        journal that nobody could know whether it is written: then it is not sent.
        """
        try:
            found = self._finder.message(op, ref)
        except Oversized as error:
            raise Forbidden(error.detail, action="update") from error
        if found is not None:
            return found
        try:
            self._put(op, ref, update, again=False)
        except Rejected:
            if not self._uploads.remembered:
                raise
            found = self._finder.message(op, ref)
            if found is None:
                self._put(op, ref, update, again=True)
        return self._written(op, ref)

    def _post(self, op: OpId, draft: Draft, body: Mapping[str, Any], *, again: bool) -> TicketRef:
        uploads = self._uploads.send(draft.files, again=again)
        facts = facts_file(op, draft)
        if facts is not None:
            uploads.append(self._uploads.attach(facts_name(op), facts, again=again))
        answer = self._talk.send("POST", "issues.json", {"issue": _with(body, uploads)})
        try:
            check(answer, write=True)
        except NotFound as error:  # the project is gone, or nobody writes in it any more
            raise Forbidden(error.detail, action="create") from error
        issue = decode(answer, IssueAnswer, write=True).issue
        if told_by(issue.description or "").op != op:
            raise OutcomeUnknown("the server answers with another issue")
        return ref_of(issue)

    def _put(self, op: OpId, ref: TicketRef, update: Update, *, again: bool) -> None:
        uploads = self._uploads.send(update.files, again=again)
        answer = self._issues.put(ref.id, _with({"notes": notes(op, update)}, uploads))
        try:
            check(answer, write=True)
        except Forbidden as error:
            raise Forbidden(error.detail, **{**error.params, "action": "update"}) from error

    def _written(self, op: OpId, ref: TicketRef) -> MessageRef:
        found = self._finder.message(op, ref)
        if found is None:
            raise Forbidden("taken, and not written", action="update")
        return found


def _with(body: Mapping[str, Any], uploads: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {**body, "uploads": uploads} if uploads else body
