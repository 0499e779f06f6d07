"""What the worker does from one building to the next: passes of the engine, with sleep between them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from trayapp.core.errors import TrayAppError
from trayapp.core.events import Emit, Link
from trayapp.core.operation import Problem, problem_of
from trayapp.core.ports import Clock, Portal
from trayapp.core.retry import BUG, Jitter
from trayapp.sync.bell import Bell
from trayapp.sync.engine import Engine, Report
from trayapp.sync.link import LinkWatch
from trayapp.sync.listener import Listener
from trayapp.sync.store import SyncStore
from trayapp.sync.timing import pause

POLL_SECONDS = 60.0
"""How often the portal is asked for changes when nothing else happens."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wiring:
    """What a worker is made of. The two factories are called in its threads; both may raise `TrayAppError`."""

    open_portal: Callable[[], Portal]
    open_store: Callable[[], SyncStore]
    clock: Clock
    jitter: Jitter
    emit: Emit
    """Called in the worker's thread."""
    poll_seconds: Callable[[], float] = lambda: POLL_SECONDS
    """Seconds between two looks for changes, as set now."""
    listen: Callable[[], bool] = lambda: True
    """Whether to listen to a portal that announces changes, as set now."""


class Shift:
    """One engine, one store, at most one listener. Used by the worker's thread."""

    def __init__(self, wiring: Wiring, bell: Bell) -> None:
        self._wiring = wiring
        self._bell = bell
        self._link = LinkWatch(wiring.clock, wiring.emit)
        self._listener: Listener | None = None
        self._failures = 0

    def serve(self) -> None:
        """Sync until the bell says to leave. A store that cannot be opened is tried again, later every time."""
        while not self._bell.leaving():
            try:
                store = self._wiring.open_store()
            except Exception as error:  # noqa: BLE001 - the thread outlives whatever happens
                self._bell.sleep(self._pause(self._trouble(error), None))
                continue
            try:
                self._work(store)
            finally:
                store.close()

    def _work(self, store: SyncStore) -> None:
        wiring = self._wiring
        engine = Engine(
            wiring.open_portal,
            store,
            wiring.clock,
            wiring.jitter,
            wiring.emit,
            self._bell.leaving,
            self._link,
        )
        try:
            while not self._bell.leaving():
                if self._bell.sleep(self._pass(engine, store)):
                    engine.stale()
        finally:
            if self._listener:
                self._listener.stop()
            engine.close()

    def _pass(self, engine: Engine, store: SyncStore) -> float:
        """One pass; seconds to sleep after it."""
        try:
            report = engine.run_once(self._wiring.clock())
            _log.debug("after a pass: %s", report)
            self._listen(engine)
            due = store.outbox.next_due(self._wiring.clock()) if report.problem is None else None
        except Exception as error:  # noqa: BLE001 - the thread outlives whatever happens
            return self._pause(self._trouble(error), None)
        return self._pause(report, due)

    def _trouble(self, error: Exception) -> Report:
        """The report of a pass that this computer or this program spoilt."""
        if isinstance(error, TrayAppError):
            self._link.failed(error)
            _log.error("syncing is not possible: %s (%s)", error.kind, error)
            return Report(link=self._link.link, problem=problem_of(error))
        _log.error("syncing failed by a bug", exc_info=error)
        return Report(link=self._link.link, problem=Problem(BUG, detail=repr(error)))

    def _listen(self, engine: Engine) -> None:
        if self._link.link is not Link.ONLINE:
            return
        if self._listener:
            self._listener.hurry()
        elif engine.capabilities.events and self._wiring.listen():
            self._listener = Listener(self._wiring.open_portal, self._heard, self._wiring.jitter)
            self._listener.start()

    def _heard(self) -> None:
        self._bell.ring(changed=True)

    def _pause(self, report: Report, due: datetime | None) -> float:
        self._failures = 0 if report.problem is None else self._failures + 1
        wiring = self._wiring
        return pause(report, self._failures, due, wiring.clock(), wiring.poll_seconds(), wiring.jitter())
