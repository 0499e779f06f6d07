"""When the next timer of a ticket is due, known without asking the database before every request."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

_AT_ONCE = datetime.min.replace(tzinfo=UTC)


class Alarm:
    """Rings from that moment on. It may ring for nothing, but never too late. Safe to use from any thread."""

    def __init__(self) -> None:
        """Rings at once: what is due while nobody looked is known to the database alone."""
        self._condition = threading.Condition()
        self._next: datetime | None = _AT_ONCE
        self._woken = False

    def rings(self, now: datetime) -> bool:
        """Whether a timer may be due."""
        with self._condition:
            return self._next is not None and self._next <= now

    def sooner(self, moment: datetime) -> None:
        """A timer was set to that moment."""
        with self._condition:
            if self._next is None or moment < self._next:
                self._next = moment
                self._wake()

    def set(self, moment: datetime | None) -> None:
        """That is the next one of all, and no other can be set meanwhile; `None`: there is none."""
        with self._condition:
            self._next = moment

    def doubt(self) -> None:
        """What was set did not come about, such as on a full disk: ring at once again."""
        self.set(_AT_ONCE)

    def wake(self) -> None:
        """End `wait` now: the clock was set, or the portal stops."""
        with self._condition:
            self._wake()

    def wait(self, now: datetime, longest: float) -> None:
        """Return when it rings, when woken, or after `longest` seconds."""
        with self._condition:
            left = longest if self._next is None else min(longest, (self._next - now).total_seconds())
            if not self._woken and left > 0:
                self._condition.wait(left)
            self._woken = False

    def _wake(self) -> None:
        self._woken = True
        self._condition.notify_all()
