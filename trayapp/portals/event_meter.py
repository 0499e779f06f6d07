"""How much a stream of events may say: of one line, of one event, and in a minute."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

import httpx

from trayapp.core.errors import ServerFault

EVENT_LIMIT = 1024 * 1024
"""Bytes of one line or one event that are read at most."""
MINUTE = 60.0
MOST_BYTES = 4 * 1024 * 1024
"""Bytes that come in a minute at most, heartbeats included."""
MOST_EVENTS = 600
"""Events that are heard in a minute at most; a listener that hears more has no time for anything else."""


class Meter(httpx.SyncByteStream):
    """Passes the bytes of an event stream on as long as they are bearable; raises `ServerFault` otherwise."""

    def __init__(self, chunks: Iterable[bytes], clock: Callable[[], float] = time.monotonic) -> None:
        self._chunks = chunks
        self._clock = clock
        self._line = 0
        self._comment = False
        self._event = 0
        self._since = clock()
        self._bytes = 0
        self._events = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._begin_minute()
            self._bytes += len(chunk)
            self._bear(self._bytes, MOST_BYTES, "bytes of events in a minute")
            for at, piece in enumerate(chunk.split(b"\n")):
                if at:
                    self._line = 0
                self._measure(piece)
            yield chunk

    def heard(self) -> None:
        """An event is complete."""
        self._event = 0
        self._begin_minute()
        self._events += 1
        self._bear(self._events, MOST_EVENTS, "events in a minute")

    def _measure(self, piece: bytes) -> None:
        """Part of a line. A heartbeat is a comment, and belongs to no event."""
        if not self._line:
            self._comment = piece.startswith(b":")
        self._line += len(piece)
        self._event += 0 if self._comment else len(piece)
        self._bear(max(self._line, self._event), EVENT_LIMIT, "bytes of one event")

    def _begin_minute(self) -> None:
        now = self._clock()
        if now - self._since >= MINUTE:
            self._since, self._bytes, self._events = now, 0, 0

    def _bear(self, found: int, most: int, what: str) -> None:
        if found > most:
            raise ServerFault(f"more than {most} {what}")
