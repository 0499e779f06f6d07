"""A new issue and a reply, each at most once.

Before anything is sent it is looked up, and a token of a file is good for one issue alone: who sends both again is
refused by Redmine itself, and finds what was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trayapp.core.errors import Forbidden, NotFound, Rejected
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, MessageRef, TicketRef, Update
from trayapp.core.ports import FileSource, Progress, Steps
from trayapp.portals.http import Oversized
from trayapp.portals.read_back import read_back
from trayapp.portals.redmine.answers import Made, MadeAnswer
from trayapp.portals.redmine.catalog import Catalog
from trayapp.portals.redmine.dropped import Dropped
from trayapp.portals.redmine.files import Limit, Uploads
from trayapp.portals.redmine.finding import Finder
from trayapp.portals.redmine.issue import facts_name, ref_of
from trayapp.portals.redmine.issues import Issues
from trayapp.portals.redmine.talk import Talk, check
from trayapp.portals.redmine.writing import facts_file, issue_body, notes, told_of
from trayapp.portals.told import Told, told_by
from trayapp.portals.wire import decode

OTHER_AUTHOR = "other_author"
"""The `action` of the refusal where an issue was made, but not as this person's."""
_TRIED, _MADE = "tried", "made"
"""Steps: something was posted; the number of the issue that came without its words."""


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
        self._steps = steps
        self._dropped = Dropped(issues, finder)
        self._uploads = Uploads(talk, files, limit, steps, progress)

    def submit(self, op: OpId, draft: Draft, catalog: Catalog) -> TicketRef:
        """The issue. Raises `Rejected` by field, `TooLarge`, `Forbidden` where nobody may write one, or it takes no
        words (see `dropped`).
        """
        found = self._finder.ticket(op)
        if found is not None:
            return found
        told, body = told_of(op, draft, catalog), issue_body(op, draft, catalog)
        bare = self._bare(op, str(body["subject"]))
        if bare is not None:
            return self._worded(op, bare, told)
        self._steps.put(_TRIED, "1")
        try:
            made = self._post(op, draft, body, again=False)
        except Rejected:
            if not self._uploads.remembered:
                raise
            # tokens that were used, or have ended: by an earlier try of this, or by time
            with read_back():
                found = self._finder.ticket(op)
            if found is not None:
                return found
            made = self._post(op, draft, body, again=True)
        return self._with_words(op, made, told)

    def _bare(self, op: OpId, subject: str) -> TicketRef | None:
        """What an earlier try made without its words."""
        made = self._steps.get(_MADE)
        if made:
            return TicketRef(made, made)
        return self._finder.wordless(op, subject) if self._steps.get(_TRIED) else None

    def _with_words(self, op: OpId, made: Made, told: Told) -> TicketRef:
        """What was answered with 201 and a number is there, whatever else is in the answer: it is not sent again."""
        ref = ref_of(made)
        if not self._finder.mine(made.author):
            raise Forbidden("made under another name", action=OTHER_AUTHOR, number=ref.number)
        if told_by(made.description or "").op == op:
            return ref
        return self._worded(op, ref, told)

    def _worded(self, op: OpId, ref: TicketRef, told: Told) -> TicketRef:
        self._steps.put(_MADE, ref.id)
        return self._dropped.say(op, ref, told)

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
            with read_back():
                found = self._finder.message(op, ref)
            if found is None:
                self._put(op, ref, update, again=True)
        return self._written(op, ref)

    def _post(self, op: OpId, draft: Draft, body: Mapping[str, Any], *, again: bool) -> Made:
        uploads = self._uploads.send(draft.files, again=again)
        facts = facts_file(op, draft)
        if facts is not None:
            uploads.append(self._uploads.attach(facts_name(op), facts, again=again))
        answer = self._talk.send("POST", "issues.json", {"issue": _with(body, uploads)})
        try:
            check(answer, write=True)
        except NotFound as error:  # the project is gone, or nobody writes in it any more
            raise Forbidden(error.detail, action="create") from error
        return decode(answer, MadeAnswer, write=True).issue

    def _put(self, op: OpId, ref: TicketRef, update: Update, *, again: bool) -> None:
        uploads = self._uploads.send(update.files, again=again)
        answer = self._issues.put(ref.id, _with({"notes": notes(op, update)}, uploads))
        try:
            check(answer, write=True)
        except Forbidden as error:
            raise Forbidden(error.detail, **{**error.params, "action": "update"}) from error

    def _written(self, op: OpId, ref: TicketRef) -> MessageRef:
        with read_back():
            found = self._finder.message(op, ref)
        if found is None:
            raise Forbidden("taken, and not written", action="update")
        return found


def _with(body: Mapping[str, Any], uploads: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {**body, "uploads": uploads} if uploads else body
