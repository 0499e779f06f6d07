"""What the program told the employee to be safe, written down outside the program that may be killed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trayapp.core.model import Draft, Update
from trayapp.core.operation import Operation, OpKind


@dataclass(frozen=True, slots=True)
class Promise:
    """One operation that was accepted: from then on nothing may lose it."""

    op_id: str
    kind: str
    ticket: str
    """The id it was queued under: the portal's, or the op id of the create before it."""
    words: str = ""
    """The subject of a new ticket, the text of an answer; empty for a change."""
    files: tuple[str, ...] = ()
    """SHA-256 of each, in order."""

    @property
    def wish(self) -> bool:
        """It changes a ticket and says nothing."""
        return self.kind not in {OpKind.CREATE, OpKind.UPDATE}


Tell = Callable[[Promise], None]
"""Takes a promise to where no kill reaches it. Called only after the program has returned to the employee."""


def promise(op: Operation) -> Promise:
    """What accepting this operation promises."""
    match op.payload:
        case Draft(subject=words, files=files) | Update(text=words, files=files):
            return Promise(op.op_id, op.kind, op.ticket_id, words, tuple(file.sha256 for file in files))
    return Promise(op.op_id, op.kind, op.ticket_id)
