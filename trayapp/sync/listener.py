"""The second thread: only hears the portal say "something changed", and wakes the worker."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Condition, Event, Lock, Thread

from trayapp.core.errors import TrayAppError
from trayapp.core.ports import Heard, Portal
from trayapp.sync.line import Line

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a listener works with. All but `open_portal` must return at once, from any thread."""

    open_portal: Callable[[], Portal]
    cursor: Callable[[], str | None]
    """How far the changes were pulled."""
    news: Callable[[float], None]
    """There is something to look for, so many seconds from now."""


class Listener:
    """Listens on connections of its own until `stop`. While the portal cannot be reached only the worker tries.

    Whether a line that cannot be had is the portal's trouble the worker finds out; until then the line is not tried.
    """

    def __init__(self, hearing: Hearing, line: Line) -> None:
        self._hearing = hearing
        self._line = line
        self._stop = Event()
        self._condition = Condition()
        self._online = True
        self._unsure = False
        """The worker has not looked yet whether it is the line alone."""
        self._hurried = False
        self._lock = Lock()
        self._portal: Portal | None = None
        self._thread = Thread(target=self._run, name="portal-listener", daemon=True)

    def start(self) -> None:
        """Begin to listen, in the thread of its own."""
        self._thread.start()

    def met(self, *, online: bool) -> None:
        """How the worker met the portal. When it is back, a pause between two tries is over: the worker has waited."""
        with self._condition:
            self._hurried |= online and not self._online
            self._online, self._unsure = online, False
            self._condition.notify_all()

    def stop(self, timeout: float = 3.0) -> bool:
        """End, also a wait for the next event. Tells whether the thread did end within `timeout` seconds."""
        with self._condition:
            self._stop.set()
            self._condition.notify_all()
        with self._lock:
            if self._portal:
                self._portal.close()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            error = self._listen()
            announced = self._line.announced
            seconds = self._line.ended(error, time.monotonic() - began)
            if announced and not self._line.announced and not self._stop.is_set():
                self._doubt()
            self._rest(seconds)

    def _doubt(self) -> None:
        """Is it the line alone, or the portal? The worker finds out."""
        with self._condition:
            self._unsure = True
        self._hearing.news(self._line.doubt())

    def _rest(self, seconds: float) -> None:
        with self._condition:
            self._hurried = False
            self._condition.wait_for(lambda: self._hurried or self._stop.is_set(), seconds)
            self._condition.wait_for(lambda: (self._online and not self._unsure) or self._stop.is_set())

    def _listen(self) -> TrayAppError | None:
        """Listen until the connection ends; what ended it."""
        first = True
        try:
            for heard in self._changes():
                if first:
                    _log.info("listening to the portal")
                first = False
                within = self._line.heard(heard)
                if within is not None:
                    self._hearing.news(within)
        except TrayAppError as error:
            _log.info("listening ended: %s (%s)", error.kind, error)
            return error
        except Exception:  # noqa: BLE001 - the thread comes back, whatever ended its listening
            if not self._stop.is_set():  # a connection closed under its reader may end in anything
                _log.exception("listening failed by a bug")
        return None

    def _changes(self) -> Iterator[Heard]:
        portal = self._hearing.open_portal()
        with self._lock:
            self._portal = portal
        try:
            if not self._stop.is_set():
                yield from portal.listen(self._stop.is_set, self._hearing.cursor())
        finally:
            with self._lock:
                self._portal = None
            portal.close()
