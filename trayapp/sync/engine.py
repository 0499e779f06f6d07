"""One pass of syncing: send what is due, pull what changed. No sleep, no thread; time and chance are handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from trayapp.core.errors import (
    Busy,
    NotRegistered,
    OtherAccount,
    OtherPortal,
    OutcomeUnknown,
    Transient,
    TrayAppError,
)
from trayapp.core.events import Emit, Link, OutboxChanged
from trayapp.core.model import Capabilities
from trayapp.core.operation import Operation, OpState, Problem, problem_of
from trayapp.core.ports import Clock, Portal
from trayapp.core.retry import Jitter, obeyed
from trayapp.sync.attempt import Desk
from trayapp.sync.link import LinkWatch
from trayapp.sync.pull import Pull
from trayapp.sync.push import Push
from trayapp.sync.rules import renew
from trayapp.sync.store import SyncStore

_REVIVED = {
    Link.OFFLINE: frozenset({"offline"}),
    Link.SIGNED_OUT: frozenset({"sign_in", "misconfigured"}),
    Link.BLOCKED: frozenset({"misconfigured"}),
    Link.UNKNOWN: frozenset({"offline", "sign_in", "misconfigured"}),
}
"""Problems that are gone, whatever their time to wait, when the portal answers after it was met so."""
_NOT_OURS = frozenset({OtherAccount.kind, OtherPortal.kind})
"""Problems that are gone when the account or the helpdesk is the right one again."""
_WITH_ALL = frozenset({"server_fault", "outcome_unknown"})
"""Problems that are gone, too, when it was not one operation that failed but whatever the portal was asked."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one pass did."""

    sent: int = 0
    failed: int = 0
    pulled: int = 0
    """Tickets that came in."""
    link: Link = Link.UNKNOWN
    problem: Problem | None = None
    """Why the pass ended early."""
    retry_after: float | None = None
    """Seconds that the portal asks to be left alone."""
    locked: bool = False
    """Another process is syncing: nothing was done."""


class Engine:
    """Syncs one store with one portal. Used by one thread.

    `open_portal` is called at the first need; what it raises counts as a portal that cannot be asked. `helpdesk` is the
    name of what it opens just then.
    """

    def __init__(
        self,
        open_portal: Callable[[], Portal],
        store: SyncStore,
        clock: Clock,
        jitter: Jitter,
        emit: Emit,
        stopped: Callable[[], bool] = lambda: False,
        link: LinkWatch | None = None,
        helpdesk: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._open_portal = open_portal
        self._helpdesk = helpdesk
        self._here: str | None = None
        self._portal: Portal | None = None
        self._store = store
        self._emit = emit
        self._link = link or LinkWatch(clock, emit)
        self._stopped = stopped
        self._met_so: set[Link] = set()
        """How the portal was met since it last was well; one trouble may hide behind the next."""
        self._push = Push(store, clock, jitter, emit, stopped)
        self._pull = Pull(store, clock, jitter, emit, stopped)
        self._all_failed = False
        """The portal failed to answer even the plainest question since it last was well."""
        self._tried_again: set[str] = set()
        """Operations of a person who was not registered, sent again since they are."""

    @property
    def capabilities(self) -> Capabilities:
        """What the portal last granted."""
        probe = self._store.notes.probe()
        return probe.capabilities if probe else Capabilities()

    def stale(self) -> None:
        """Ask for account and policy again in the next pass."""
        self._pull.stale()

    def run_once(self, now: datetime) -> Report:
        """Send what is due at `now` and pull what changed; under the sync lock. Raises `LocalFault` and bugs only."""
        if not self._store.lock.try_lock():
            return Report(locked=True, link=self._link.link)
        try:
            if self._store.outbox.recover():
                self._emit(OutboxChanged())
            return self._pass(now)
        finally:
            self._store.lock.release()

    def close(self) -> None:
        """Give back the portal's connections; the store is its owner's."""
        if self._portal:
            self._portal.close()

    def _pass(self, now: datetime) -> Report:
        try:
            portal = self._opened()
            self._refresh(portal, now)
        except TrayAppError as error:
            blamed = self._push.blame(error, now)
            self._all_failed = True
            return self._failed(Report(failed=int(blamed)), error)
        return self._exchange(portal, now)

    def _opened(self) -> Portal:
        """The portal, and `_here` for certain its name: it may be set up anew at any moment. Raises `TrayAppError`."""
        while self._portal is None:
            here = self._helpdesk()
            opened = self._open_portal()
            if here == self._helpdesk():
                self._portal, self._here = opened, here
            else:
                opened.close()
        return self._portal

    def _exchange(self, portal: Portal, now: datetime) -> Report:
        """Batches with a pull after each, until nothing is due: a long queue and the answers share the line."""
        report, more = Report(), True
        while more:
            batch = self._push.batch(self._desk(portal), now)
            report = replace(report, sent=report.sent + batch.sent, failed=report.failed + batch.failed)
            if batch.ended:
                return self._failed(report, batch.ended)
            try:
                if batch.people:
                    self._pull.stale()
                    self._refresh(portal, now)
                pulled = self._pull.pull(portal)
                report = replace(report, pulled=report.pulled + pulled.tickets)
                revived = self._refresh(portal, now)  # asks only when the pull told of it
            except TrayAppError as error:
                self._all_failed = True
                return self._failed(report, error)
            # only a whole exchange counts as online; what waited for that is due now
            more = self._met(now) or revived or batch.more or pulled.more
        return replace(report, link=self._link.link)

    def _desk(self, portal: Portal) -> Desk:
        notes = self._store.notes
        return Desk(
            portal,
            self._store.tickets,
            self.capabilities,
            notes.policy(),
            self._pull.me,
            lambda: renew(portal, notes, self._emit, self._stopped),
            self._here,
            self._pull.epoch,
        )

    def _refresh(self, portal: Portal, now: datetime) -> bool:
        """Ask who we are; what was refused to somebody unregistered goes again, once, when they are (REG-3).

        Tells whether something is due by that.
        """
        self._pull.refresh(portal)
        asked, self._pull.asked = self._pull.asked, False
        if not asked or not self._pull.registered:
            return False
        refused = [op for op in self._store.outbox.pending() if self._refused(op)]
        for op in refused:
            self._tried_again.add(op.op_id)
            self._store.outbox.retry(op.op_id, now)
            self._emit(OutboxChanged(op.op_id))
        return bool(refused)

    def _refused(self, op: Operation) -> bool:
        """For want of a registration, and not tried again since there is one."""
        kind = op.problem.kind if op.problem is not None else ""
        stands = kind == NotRegistered.kind and op.state is OpState.NEEDS_USER
        return stands and op.op_id not in self._tried_again

    def _met(self, now: datetime) -> bool:
        """The portal answers; tells whether operations are due by that."""
        troubles = {self._link.met(), *self._met_so}
        gone = frozenset().union(*(_REVIVED.get(link, frozenset()) for link in troubles))
        gone |= _WITH_ALL if self._all_failed else frozenset()
        self._met_so.clear()
        self._all_failed = False
        revived = [op for op in self._store.outbox.pending() if self._stands(op, gone)] if gone else []
        for op in revived:
            self._store.outbox.retry(op.op_id, now)
        if revived:
            self._emit(OutboxChanged())
        return bool(revived)

    def _stands(self, op: Operation, gone: frozenset[str]) -> bool:
        """Whether what it stands for is gone; its author being back is, too, and its helpdesk."""
        if op.problem is None or op.state not in {OpState.WAITING, OpState.NEEDS_USER}:
            return False
        back = op.problem.kind in _NOT_OURS and op.goes_as(self._pull.me, self._here)
        return back or op.problem.kind in gone

    def _failed(self, report: Report, error: TrayAppError) -> Report:
        self._link.failed(error)
        self._met_so.add(self._link.link)
        if isinstance(error, Transient | OutcomeUnknown):
            self._pull.trouble()  # a portal that is gone for a while comes back as it was
        else:
            self._pull.stale()  # it may be about who asks
        wait = obeyed(error) if isinstance(error, Busy) else None
        return replace(report, link=self._link.link, problem=problem_of(error), retry_after=wait)
