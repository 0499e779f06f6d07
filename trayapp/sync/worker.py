"""The one thread that syncs. It owns the portal's connections and a view of the store of its own."""

from __future__ import annotations

from threading import Thread

from trayapp.sync.bell import Bell
from trayapp.sync.shift import Shift, Wiring


class Worker:
    """Syncs until it is stopped. Every method may be called from any thread; all but `stop` return at once."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._bell = Bell()
        self._thread = Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin, in the thread of its own."""
        self._thread.start()

    def wake(self) -> None:
        """Something is due: sync now."""
        self._bell.ring()

    def reconfigure(self) -> None:
        """Another address or another person: begin anew with fresh connections, and sync now."""
        self._bell.ring(anew=True)

    def stop(self, timeout: float = 3.0) -> bool:
        """End after the request on its way. Tells whether the thread ended within `timeout` seconds.

        If it did not, the program may exit all the same: every step is durable.
        """
        self._bell.stop()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._bell.stopped:
            self._bell.begin()
            Shift(self._wiring, self._bell).serve()
