"""What the worker does from one building to the next: passes of the engine, with sleep between them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from trayapp.core.events import Emit, Link
from trayapp.core.ports import Clock, Portal
from trayapp.core.retry import Jitter
from trayapp.sync.bell import Bell
from trayapp.sync.engine import Engine
from trayapp.sync.line import Line
from trayapp.sync.link import LinkWatch
from trayapp.sync.listener import Hearing, Listener
from trayapp.sync.rounds import Nap, Rounds, Tempo
from trayapp.sync.store import SyncStore
from trayapp.sync.timing import TIMES, Times

POLL_SECONDS = 60.0
"""How often the portal is asked for changes when nothing else happens and it announces none."""
SLICE = 30.0
"""Seconds of sleep after which to see whether the computer slept meanwhile."""
ASLEEP = timedelta(seconds=60)
"""So much more went by on the clock than was slept: the computer was asleep, or its clock was set."""
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
    """Seconds between two looks for changes where the portal announces none, as set now."""
    listen: Callable[[], bool] = lambda: True
    """Whether to listen to a portal that announces changes, as set now."""
    times: Times = TIMES
    helpdesk: Callable[[], str | None] = lambda: None
    """The name of what `open_portal` opens, as set now."""


class Shift:
    """One engine, one store, at most one listener. Used by the worker's thread."""

    def __init__(self, wiring: Wiring, bell: Bell) -> None:
        self._wiring = wiring
        self._bell = bell
        self._link = LinkWatch(wiring.clock, wiring.emit)
        self._line = Line(wiring.jitter, wiring.times)
        tempo = Tempo(wiring.clock, wiring.jitter, wiring.poll_seconds, wiring.times)
        self._rounds = Rounds(tempo, self._link, self._line)
        self._rounds.met = self._met
        self._listener: Listener | None = None

    def serve(self) -> None:
        """Sync until the bell says to leave. A store that cannot be opened is tried again, later every time."""
        while not self._bell.leaving():
            try:
                store = self._wiring.open_store()
            except Exception as error:  # noqa: BLE001 - the thread outlives whatever happens
                self._sleep(self._rounds.trouble(error))
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
            wiring.helpdesk,
        )
        try:
            while not self._bell.leaving():
                self._sleep(self._rounds.look(engine, store))
        finally:
            self._hang_up()
            engine.close()

    def _sleep(self, nap: Nap) -> None:
        """Until it is over, the bell rings, or the computer wakes up: then all is looked at as after a log-on."""
        left, deaf = nap.seconds, nap.deaf
        while left > 0:
            part, before = min(left, SLICE), self._wiring.clock()
            if self._bell.sleep(part, deaf):
                return
            if self._wiring.clock() - before > timedelta(seconds=part) + ASLEEP:
                _log.info("the computer was asleep")
                self._hang_up()
                return
            left, deaf = left - part, max(deaf - part, 0.0)

    def _met(self, engine: Engine) -> bool:
        """See to the listener after a pass; whether there is one."""
        online = self._link.link is Link.ONLINE
        if self._listener:
            self._listener.met(online=online)
        elif online and engine.capabilities.events and self._wiring.listen():
            hearing = Hearing(self._wiring.open_portal, lambda: self._rounds.cursor, self._bell.news)
            self._listener = Listener(hearing, self._line)
            self._listener.start()
        return self._listener is not None

    def _hang_up(self) -> None:
        listener, self._listener = self._listener, None
        if listener:
            listener.stop()
