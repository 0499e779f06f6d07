"""A clock that tests may set."""

from __future__ import annotations

from datetime import UTC, datetime

from trayapp.core.ports import Clock


class SettableClock:
    """Tells what another clock tells, until it is set: then it stands there."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._set: datetime | None = None

    def __call__(self) -> datetime:
        return self._set or self._real()

    def set(self, now: datetime | None) -> None:
        """Stand at that moment; `None`: go again."""
        self._set = now.astimezone(UTC) if now else None
