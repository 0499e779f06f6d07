"""Sends what is due: claim, try, settle, tell."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from trayapp.core.business_time import due_at
from trayapp.core.errors import Busy, Misconfigured, Offline, SignIn, TrayAppError
from trayapp.core.events import Delivered, Emit, OutboxChanged, Sending, Stuck
from trayapp.core.model import Capabilities, Draft, EditProfile, Once, RegisterUser, RemoveUser, TicketRef
from trayapp.core.operation import ABOUT_PEOPLE, Operation, OpKind, OpState, Problem
from trayapp.core.policy import Policy
from trayapp.core.ports import Clock, Outcome, Progress
from trayapp.core.retry import Jitter, decide, leaves_doubt
from trayapp.sync.attempt import Attempt, Desk
from trayapp.sync.store import SyncStore
from trayapp.sync.turns import Turns

BATCH = 100
"""Operations sent before changes are pulled again: a long queue does not hide the answers."""
STRIKES = 3
"""So many failures in a row that are nobody's fault in particular, and the portal is left in peace for now."""
ENDS_BATCH = (Offline, Busy, SignIn, Misconfigured)
"""Errors that the next operation would meet, too."""
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Batch:
    """What became of a batch."""

    sent: int = 0
    failed: int = 0
    more: bool = False
    """Full: something may still be due."""
    people: bool = False
    """Something about people was delivered: who we are may be another thing now."""
    ended: TrayAppError | None = None
    """Why it stopped early; the whole portal is meant."""


class Push:
    """The outgoing half. Used by one thread, which holds the sync lock."""

    def __init__(
        self, store: SyncStore, clock: Clock, jitter: Jitter, emit: Emit, stopped: Callable[[], bool]
    ) -> None:
        self._store = store
        self._clock = clock
        self._jitter = jitter
        self._emit = emit
        self._stopped = stopped

    def batch(self, desk: Desk, now: datetime) -> Batch:
        """Send what is due at `now`, at most `BATCH`; a try that failed is not repeated here."""
        done, strikes, turns = Batch(), 0, self._turns(desk, now)
        while done.ended is None and not self._stopped() and (op := turns.take()):
            error = self._try(op, desk, turns)
            done.sent += error is None
            done.people |= error is None and op.kind in ABOUT_PEOPLE
            done.failed += error is not None
            strikes = strikes + 1 if error is not None and leaves_doubt(error) else 0
            if isinstance(error, ENDS_BATCH) or (isinstance(error, TrayAppError) and strikes >= STRIKES):
                done.ended = error
        turns.end()
        done.more = turns.full and done.ended is None and not self._stopped()
        return done

    def _turns(self, desk: Desk, now: datetime) -> Turns:
        able = desk.capabilities
        ahead = Once.NONE not in {able.submit_once, able.update_once}
        tell = partial(self._tell, policy=desk.policy)
        return Turns(
            self._store.outbox, self._clock, tell, now, BATCH, ahead=ahead, author=desk.me, portal=desk.here
        )

    def blame(self, error: TrayAppError, now: datetime) -> bool:
        """Give the next due operation `error` as its reason: the portal could not even be asked who it is."""
        op = self._store.outbox.claim(now)
        if op is None:
            return False
        outcome = self._decide(op, error, sent=False, once=Once.NATIVE, capabilities=Capabilities())
        self._store.outbox.settle(op.op_id, outcome, self._clock())
        self._tell(op, outcome, policy=None)
        return True

    def _try(self, op: Operation, desk: Desk, turns: Turns) -> Exception | None:
        self._emit(OutboxChanged(op.op_id))
        steps = self._store.outbox.steps(op.op_id)
        attempt = Attempt(op, desk, steps, self._progress(op, turns), self._clock())
        result: TicketRef | Exception
        try:
            result = attempt.run()
        except TrayAppError as error:
            result = error
            _log.info("operation %s: %s (%s)", op.op_id, error.kind, error)
        except Exception as error:  # noqa: BLE001 - a bug must not cost the employee their words
            result = error
            _log.exception("operation %s failed by a bug", op.op_id)
        if attempt.sent and isinstance(result, Exception) and leaves_doubt(result):
            attempt.note_doubt()
        outcome = self._decide(
            attempt.op, result, sent=attempt.sent, once=attempt.once, capabilities=desk.capabilities
        )
        turns.tried(op, replace(outcome, message=attempt.message, payload=attempt.fitted))
        return result if isinstance(result, Exception) else None

    def _decide(
        self,
        op: Operation,
        result: TicketRef | Exception,
        *,
        sent: bool,
        once: Once,
        capabilities: Capabilities,
    ) -> Outcome:
        return decide(
            op, result, self._clock(), self._jitter(), sent=sent, once=once, settle=capabilities.settle
        )

    def _tell(self, op: Operation, outcome: Outcome, *, policy: Policy | None) -> None:
        self._emit(OutboxChanged(op.op_id))
        if outcome.state is OpState.DONE and outcome.ref:
            due = _promised(op, policy, self._clock())
            meant = self._meant_for(op, outcome.ref)
            self._emit(Delivered(op.op_id, op.kind, outcome.ref, self._subject(op), due, meant))
        elif (
            outcome.state is OpState.NEEDS_USER and outcome.problem and not _same(op.problem, outcome.problem)
        ):
            self._emit(Stuck(op.op_id, op.kind, self._subject(op), outcome.problem))

    def _subject(self, op: Operation) -> str:
        match op.payload:
            case Draft(subject):
                return subject
            case RegisterUser(name) | EditProfile(name):
                return name
            case RemoveUser(email):
                return email
        ticket = self._store.tickets.get(op.ticket_id)
        return ticket.subject if ticket else ""

    def _meant_for(self, op: Operation, ref: TicketRef) -> TicketRef | None:
        """The closed ticket, when the words went on in a new one (ST-7)."""
        if op.kind is not OpKind.UPDATE or ref.id == (op.ref.id if op.ref else op.ticket_id):
            return None
        known = self._store.tickets.get(op.ticket_id)
        return op.ref or (known.ref if known else TicketRef(op.ticket_id, ""))

    def _progress(self, op: Operation, turns: Turns) -> Progress:
        told = -1

        def progress(sent: int, total: int) -> None:
            nonlocal told
            percent = 100 * sent // total if total else told
            if percent != told:  # a window shows no more than that, and the bridge is not flooded
                told = percent
                self._emit(Sending(op.op_id, sent, total))
            if sent == total:
                turns.meanwhile()

        return progress


def _promised(op: Operation, policy: Policy | None, now: datetime) -> datetime | None:
    """When an answer is due, as far as the policy here tells (PR-2 to PR-7)."""
    if not isinstance(op.payload, Draft) or policy is None:
        return None
    code = policy.locked_priority or op.payload.priority or policy.default_priority
    priority = policy.priority(code)
    return due_at(now, priority.target, policy) if priority and priority.target else None


def _same(before: Problem | None, after: Problem) -> bool:
    return before is not None and (before.kind, before.params, before.fields) == (
        after.kind,
        after.params,
        after.fields,
    )
