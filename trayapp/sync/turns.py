"""The order of one batch: what the store has to write is written while the portal works, so neither waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from trayapp.core.model import Draft, Update
from trayapp.core.operation import Operation, OpState
from trayapp.core.ports import Clock, Outbox, Outcome

Tell = Callable[[Operation, Outcome], None]
"""Hears of an outcome that is durable now."""


class Turns:
    """Hands out due operations one after another, at most `limit`.

    While one is on its way, the outcome of the one before is made durable, and the next is claimed (`ahead`). Killed in
    between, both are found `sending` and looked up; so with a portal that cannot look up, nothing is claimed ahead.
    Before one that may be long on its way, the outcome of the one before is not kept waiting.
    `due`: what is due then is handed out. `author`: whose it is if it was nobody's. `portal`: where it goes.
    """

    def __init__(
        self,
        outbox: Outbox,
        clock: Clock,
        tell: Tell,
        due: datetime,
        limit: int,
        *,
        ahead: bool,
        author: str | None,
        portal: str | None,
    ) -> None:
        self._outbox = outbox
        self._clock = clock
        self._tell = tell
        self._due = due
        self._left = limit
        self._ahead = ahead
        self._author = author
        self._portal = portal
        self._next: Operation | None = None
        self._tried: tuple[Operation, Outcome] | None = None
        self._fault: Exception | None = None

    @property
    def full(self) -> bool:
        """As many were handed out as may be."""
        return self._left <= 0

    def take(self) -> Operation | None:
        """The next due operation, claimed. Raises `LocalFault`."""
        if self.full:
            return None
        if self._next is None:
            self._catch_up(claim=True)
        op, self._next = self._next, None
        self._left -= 1
        if op is not None and _may_take_long(op):
            self._catch_up(claim=False)
        return op

    def meanwhile(self) -> None:
        """The operation taken last is on its way. Never raises: a fault here is none of the portal."""
        try:
            self._catch_up(claim=self._ahead and not self.full and self._next is None)
        except Exception as fault:  # noqa: BLE001 - raised by `tried`
            self._fault = fault

    def tried(self, op: Operation, outcome: Outcome) -> None:
        """What became of the operation taken last. Raises what went wrong meanwhile: it stays `sending`."""
        if self._fault:
            raise self._fault
        self._catch_up(claim=False)
        self._tried = op, outcome

    def end(self) -> None:
        """Leave nothing half done: settle the last one, give back the one claimed ahead. Raises `LocalFault`."""
        self._catch_up(claim=False)
        op, self._next = self._next, None
        if op is not None:
            back = Outcome(OpState.QUEUED, None, op.problem, op.doubtful, op.ref)
            self._outbox.settle(op.op_id, back, self._clock())

    def _catch_up(self, *, claim: bool) -> None:
        tried, self._tried = self._tried, None
        if tried is None:
            self._next = self._outbox.claim(self._due, self._author, self._portal) if claim else self._next
            return
        op, outcome = tried
        if claim:
            now = self._clock()
            self._next = self._outbox.hand_over(op.op_id, outcome, now, self._due, self._author, self._portal)
        else:
            self._outbox.settle(op.op_id, outcome, self._clock())
        self._tell(op, outcome)


def _may_take_long(op: Operation) -> bool:
    """It has files to upload, or is looked up first."""
    return op.attempts > 1 or (isinstance(op.payload, Draft | Update) and bool(op.payload.files))
