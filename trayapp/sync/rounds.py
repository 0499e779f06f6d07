"""Pass after pass: what each one found, and how long to sleep after it. No thread, no sleep."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from trayapp.core.errors import TrayAppError
from trayapp.core.operation import Problem, problem_of
from trayapp.core.ports import Clock
from trayapp.core.retry import BUG, Jitter
from trayapp.sync.engine import Engine, Report
from trayapp.sync.line import Line
from trayapp.sync.link import LinkWatch
from trayapp.sync.store import SyncStore
from trayapp.sync.timing import TIMES, Pace, Times, pause

NEWS_APART = 2.0
"""Seconds from a pass to the next one that only the portal's news ask for: a busy day's events cost no more."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Nap:
    """How long to sleep. Seconds."""

    seconds: float
    deaf: float = NEWS_APART
    """The first part of it, which no news of the portal's ends."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """What the time between two passes depends on, apart from how they went."""

    clock: Clock
    jitter: Jitter
    poll_seconds: Callable[[], float]
    times: Times = TIMES


class Rounds:
    """Remembers how the passes went. Used by one thread."""

    def __init__(self, tempo: Tempo, link: LinkWatch, line: Line) -> None:
        self._tempo = tempo
        self._link = link
        self._line = line
        self._failures = 0
        self.met: Callable[[Engine], bool] = lambda _engine: False
        """Called after each pass; tells whether a listener is on the line."""
        self._listening = False
        self.cursor: str | None = None
        """How far the changes were pulled."""

    def look(self, engine: Engine, store: SyncStore) -> Nap:
        """One pass, and the sleep after it."""
        try:
            report = engine.run_once(self._tempo.clock())
            _log.debug("a pass: %d sent, %d failed, %d pulled", report.sent, report.failed, report.pulled)
            self.cursor = store.tickets.cursor()
            self._listening = self.met(engine)
            due = store.outbox.next_due(self._tempo.clock())
        except Exception as error:  # noqa: BLE001 - the thread outlives whatever happens
            return self.trouble(error)
        return self._nap(report, due, engine)

    def trouble(self, error: Exception) -> Nap:
        """This computer or this program spoilt a pass."""
        if isinstance(error, TrayAppError):
            self._link.failed(error)
            _log.error("syncing is not possible: %s (%s)", error.kind, error)
            return self._nap(Report(link=self._link.link, problem=problem_of(error)), None, None)
        _log.error("syncing failed by a bug", exc_info=error)
        return self._nap(Report(link=self._link.link, problem=Problem(BUG, detail=repr(error))), None, None)

    def _nap(self, report: Report, due: datetime | None, engine: Engine | None) -> Nap:
        self._failures = 0 if report.problem is None else self._failures + 1
        tempo = self._tempo
        offered = engine is not None and engine.capabilities.events
        pace = Pace(
            tempo.poll_seconds(),
            announced=offered and self._listening and self._line.announced,
            crowd=self._line.crowd,
            waiting=due is not None,
            times=tempo.times,
        )
        seconds = pause(report, self._failures, due, tempo.clock(), pace, tempo.jitter())
        return Nap(seconds, seconds if report.retry_after is not None else NEWS_APART)
