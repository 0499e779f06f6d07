"""How other threads get the worker's attention."""

from __future__ import annotations

from threading import Condition


class Bell:
    """Something to sleep on that anybody may ring. Rings while nobody sleeps are not lost, and many count as one."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._rung = False
        self._changed = False
        self._anew = False
        self._stopped = False

    def ring(self, *, changed: bool = False, anew: bool = False) -> None:
        """End the sleep. `changed`: the portal has news; `anew`: everything must be built again."""
        with self._condition:
            self._rung = True
            self._changed |= changed
            self._anew |= anew
            self._condition.notify_all()

    def stop(self) -> None:
        """End the sleep, for ever."""
        with self._condition:
            self._stopped = self._rung = True
            self._condition.notify_all()

    @property
    def stopped(self) -> bool:
        """It is over."""
        return self._stopped

    def leaving(self) -> bool:
        """What is built must be given back: it is over, or all begins anew."""
        return self._stopped or self._anew

    def begin(self) -> None:
        """All is being built anew."""
        with self._condition:
            self._anew = False

    def sleep(self, seconds: float) -> bool:
        """Until it rings, at most so long. Tells whether the portal has news."""
        with self._condition:
            self._condition.wait_for(lambda: self._rung, seconds)
            self._rung = self._stopped
            changed, self._changed = self._changed, False
        return changed
