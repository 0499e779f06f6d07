"""Keeps a fault that repeats from filling the log: what was said many times within a minute is counted, not written."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

SECONDS = 60.0
"""How long lines are counted before counting begins anew."""
SAME_LINE = 5
"""Times that the very same line is written in that time."""
SAME_PLACE = 100
"""Lines that one place in the source writes in that time."""
_MOST_KEYS = 500
"""Of each kind that are remembered; the one that was not heard of for the longest time is forgotten."""


@dataclass(slots=True)
class _Count:
    since: float
    seen: int = 0
    left_out: int = 0


class Flood(logging.Filter):
    """A filter for one handler. The next line that passes has `left_out`, how many like it did not."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._places: OrderedDict[object, _Count] = OrderedDict()
        self._lines: OrderedDict[object, _Count] = OrderedDict()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written. Never raises: a line that cannot be put together is told by its place."""
        try:
            line = record.getMessage()
        except Exception:  # noqa: BLE001 - whatever an argument's own text raises
            line = ""
        place = (record.name, record.pathname, record.lineno)
        of_place = self._take(self._places, place, SAME_PLACE)
        if of_place is None:
            return False
        of_line = self._take(self._lines, (*place, hash(line)), SAME_LINE)
        if of_line is None:
            return False
        record.left_out = of_place + of_line
        return True

    def _take(self, counts: OrderedDict[object, _Count], key: object, most: int) -> int | None:
        """How many were left out before this one; `None`: this one is, too."""
        now, count, left_out = self._clock(), counts.pop(key, None), 0
        if count is None or not 0 <= now - count.since < SECONDS:
            left_out = count.left_out if count else 0
            count = _Count(now)
        counts[key] = count
        if len(counts) > _MOST_KEYS:
            counts.popitem(last=False)
        count.seen += 1
        if count.seen > most:
            count.left_out += 1
            return None
        return left_out
