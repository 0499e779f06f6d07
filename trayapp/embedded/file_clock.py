"""A clock that stands where a file says, and jumps when the file changes: for tests that cannot wait for days."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

LOOK_EVERY = 0.25
"""Seconds between two looks while nobody asks."""
_LONGEST = 100

_log = logging.getLogger(__name__)


class FileClock:
    """The moment in a file, such as 2026-03-02T10:00:00-05:00. Safe to use from any thread."""

    def __init__(self, path: Path) -> None:
        """Raises `ValueError` when the file cannot be read or holds no moment with a zone."""
        self._path = path
        self._lock = threading.Lock()
        self._state = self._look()
        self._now = self._read()

    def __call__(self) -> datetime:
        with self._lock:
            state = self._look()
            if state != self._state:
                self._state = state
                try:
                    self._now = self._read()
                except ValueError as error:
                    _log.warning("the clock stays at %s: %s", self._now.isoformat(), error)
            return self._now

    def _look(self) -> tuple[int, ...]:
        """What changes whenever the file does."""
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return (found.st_mtime_ns, found.st_size, found.st_ino)

    def _read(self) -> datetime:
        try:
            text = self._path.read_bytes()[:_LONGEST].decode().strip()
            moment = datetime.fromisoformat(text)
            # without a zone it would mean another moment on every computer
            return moment.astimezone(UTC) if moment.tzinfo else _zoneless(text)
        except (OSError, ValueError, OverflowError) as error:
            raise ValueError(
                f"{self._path} must hold a moment such as 2026-03-02T10:00:00-05:00: {error}"
            ) from error


def _zoneless(text: str) -> NoReturn:
    raise ValueError(f"{text!r} names no zone")
