"""How other threads get the worker's attention."""

from __future__ import annotations

import time
from threading import Condition


class Bell:
    """Something to sleep on that anybody may ring. Rings while nobody sleeps are not lost, and many count as one."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._rung = False
        self._news_at: float | None = None
        """Of the monotonic clock; from then on there is news to look for."""
        self._anew = False
        self._stopped = False

    def ring(self, *, anew: bool = False) -> None:
        """End the sleep at once: somebody wants it so. `anew`: everything must be built again."""
        with self._condition:
            self._rung = True
            self._anew |= anew
            self._condition.notify_all()

    def news(self, within: float = 0.0) -> None:
        """End the sleep so many seconds from now, unless it is one that only a person may end."""
        with self._condition:
            at = time.monotonic() + within
            self._news_at = at if self._news_at is None else min(at, self._news_at)
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

    def sleep(self, seconds: float, deaf: float = 0.0) -> bool:
        """So many seconds, or until it rings; for the first `deaf` seconds news are left waiting.

        Tells whether it was ended before its time.
        """
        began = time.monotonic()
        with self._condition:
            while not self._rung:
                now = time.monotonic()
                until = began + seconds
                if self._news_at is not None:
                    until = min(until, max(self._news_at, began + deaf))
                if now >= until:
                    break
                self._condition.wait(until - now)
            due = self._news_at is not None and max(self._news_at, began + deaf) <= time.monotonic()
            early = self._rung or due
            if due:
                self._news_at = None
            self._rung = self._stopped
        return early
