"""Looks whether the portal still has what it acknowledged: a backup that is put back undoes what came after it."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from trayapp.core.events import Emit, OutboxChanged, Stuck
from trayapp.core.ids import OpId
from trayapp.core.model import Draft
from trayapp.core.operation import ABOUT_PEOPLE, Operation, OpKind
from trayapp.core.ports import Clock, Portal
from trayapp.sync.store import SyncStore

_WRITTEN = frozenset({OpKind.CREATE, OpKind.UPDATE}) | ABOUT_PEOPLE
"""Kinds that hold a person's words. Other wishes are about a ticket, whose state the next pull brings."""
_TOLD = 3
"""So many of them ring; the outbox shows them all."""
_log = logging.getLogger(__name__)


class Recall:
    """After a whole pull: what was sent and did not come with it is asked for. Used by one thread.

    A ticket deleted on purpose, or one that may no longer be seen, is no matter of this: its operation is remembered.
    """

    def __init__(self, store: SyncStore, clock: Clock, emit: Emit) -> None:
        self._store = store
        self._clock = clock
        self._emit = emit

    def check(self, portal: Portal, me: str, *, anew: bool) -> bool:
        """Give back what the portal has forgotten; tells whether all must be pulled anew for that: not after a pull
        from the beginning (`anew`).

        Raises `TrayAppError`; then it is done after the next pull.
        """
        outbox = self._store.outbox
        expected = outbox.unseen(me)
        if not expected:
            return False
        taken = self._taken(portal, expected)
        lost = [op for op in expected if op.finished and op.op_id not in taken]
        if lost and not anew:
            # before anything is given back: killed in between, the pull from the beginning finds it once more
            self._store.tickets.start_over()
        back = [op for op in expected if not op.finished and op.op_id in taken]
        self._send_again(back)
        outbox.seen([op.op_id for op in expected if op not in lost])
        self._give_back(lost)
        return bool(lost) and not anew

    def _taken(self, portal: Portal, expected: Sequence[Operation]) -> frozenset[OpId]:
        probe = self._store.notes.probe()
        ops = [op.op_id for op in expected]
        return portal.taken(ops) if probe and probe.capabilities.remembers else frozenset(ops)

    def _send_again(self, back: list[Operation]) -> None:
        """The portal remembers after all: the operation is looked up, found, and done."""
        for op in back:
            self._store.outbox.retry(op.op_id, self._clock())
            self._emit(OutboxChanged(op.op_id))

    def _give_back(self, lost: list[Operation]) -> None:
        words = [op for op in lost if op.kind in _WRITTEN]
        subjects = {op.op_id: self._subject(op) for op in words}
        self._store.outbox.forgotten([op.op_id for op in words])
        self._store.outbox.seen([op.op_id for op in lost])
        if words:
            _log.info("the portal no longer has %d operations that it had acknowledged", len(words))
            self._emit(OutboxChanged())
        for op in words[:_TOLD]:
            given_back = self._store.outbox.get(op.op_id)
            if given_back is not None and given_back.problem is not None:
                self._emit(Stuck(op.op_id, op.kind, subjects[op.op_id], given_back.problem))

    def _subject(self, op: Operation) -> str:
        if isinstance(op.payload, Draft):
            return op.payload.subject
        ticket = self._store.tickets.get(op.ref.id if op.ref else op.ticket_id)
        return ticket.subject if ticket else ""
