"""The second thread: only hears the portal say "something changed", and wakes the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from threading import Event, Lock, Thread

from trayapp.core.errors import TrayAppError
from trayapp.core.ports import Portal
from trayapp.core.retry import SHORTEST_DELAY, Jitter, backoff

LONGEST_PAUSE = 300.0
"""Seconds between two tries to listen, at most; polling goes on meanwhile."""
_log = logging.getLogger(__name__)


class Listener:
    """Listens on connections of its own until `stop`. After a broken connection it comes back, later every time."""

    def __init__(
        self, open_portal: Callable[[], Portal], changed: Callable[[], None], jitter: Jitter
    ) -> None:
        self._open_portal = open_portal
        self._changed = changed
        self._jitter = jitter
        self._stop = Event()
        self._hurry = Event()
        self._lock = Lock()
        self._portal: Portal | None = None
        self._thread = Thread(target=self._run, name="portal-listener", daemon=True)

    def start(self) -> None:
        """Begin to listen, in the thread of its own."""
        self._thread.start()

    def hurry(self) -> None:
        """The portal answers again: end a pause between two tries."""
        self._hurry.set()

    def stop(self, timeout: float = 3.0) -> bool:
        """End, also a wait for the next event. Tells whether the thread did end within `timeout` seconds."""
        self._stop.set()
        self._hurry.set()
        with self._lock:
            if self._portal:
                self._portal.close()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        failures = 0
        while not self._stop.is_set():
            failures = 1 if self._listen() else failures + 1
            # what was heard makes the worker hurry us: a line that ends at once must not become a storm
            self._stop.wait(SHORTEST_DELAY)
            self._hurry.wait(min(backoff(failures, self._jitter()), LONGEST_PAUSE))
            self._hurry.clear()

    def _listen(self) -> bool:
        """Listen until the connection ends; tells whether anything was heard."""
        heard = False
        try:
            for _ in self._changes():
                if not heard:
                    _log.info("listening to the portal")
                heard = True
                self._changed()
        except TrayAppError as error:
            _log.info("listening ended: %s (%s)", error.kind, error)
        except Exception:  # noqa: BLE001 - the thread comes back, whatever ended its listening
            if not self._stop.is_set():  # a connection closed under its reader may end in anything
                _log.exception("listening failed by a bug")
        return heard

    def _changes(self) -> Iterator[None]:
        portal = self._open_portal()
        with self._lock:
            self._portal = portal
        try:
            if not self._stop.is_set():
                yield from portal.listen(self._stop.is_set)
        finally:
            with self._lock:
                self._portal = None
            portal.close()
