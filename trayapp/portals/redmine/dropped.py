"""A new issue without its words: Redmine leaves out a description where its tracker has none, or nobody may set it.

The issue is there; the words are said on it, as the first entry of its journal.
"""

from __future__ import annotations

from trayapp.core.errors import Forbidden, NotFound, Rejected, TooLarge
from trayapp.core.ids import OpId
from trayapp.core.model import TicketRef
from trayapp.portals.read_back import read_back
from trayapp.portals.redmine.finding import Finder
from trayapp.portals.redmine.issues import Issues
from trayapp.portals.redmine.talk import check
from trayapp.portals.redmine.writing import description_note
from trayapp.portals.told import Told

LOST = "words"
"""The `action` of the refusal."""


class Dropped:
    """For one operation."""

    def __init__(self, issues: Issues, finder: Finder) -> None:
        self._issues, self._finder = issues, finder

    def say(self, op: OpId, ref: TicketRef, told: Told) -> TicketRef:
        """The issue, with its words on it.

        Raises `Forbidden` (words) with its `number` where it takes none, and `OutcomeUnknown` for all that passes:
        the issue is there, so nobody is told that nothing was sent.
        """
        with read_back():
            refused = self._tried(op, ref, told)
        if refused is not None:
            raise Forbidden(refused, action=LOST, number=ref.number)
        return ref

    def _tried(self, op: OpId, ref: TicketRef, told: Told) -> str | None:
        """Why it is not there; `None`: it is."""
        try:
            if self._is_said(op, ref):
                return None
            refused = self._put(ref, told)
            return refused or (None if self._is_said(op, ref) else "taken, and not written")
        except NotFound as error:  # made, and not shown to this person
            return str(error)

    def _is_said(self, op: OpId, ref: TicketRef) -> bool:
        return self._finder.message(op, ref) is not None

    def _put(self, ref: TicketRef, told: Told) -> str | None:
        """Why not; `None`: it was taken."""
        answer = self._issues.put(ref.id, {"notes": description_note(told)})
        try:
            check(answer, write=True)
        except (Forbidden, NotFound, Rejected, TooLarge) as error:
            return str(error)
        return None
