"""Simulated time, and what is to happen when."""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.fakes.memory_portal import START

HOUR = 3600.0


class World:
    """A clock that jumps from one happening to the next. Seeded: the same run twice."""

    def __init__(self, seed: int) -> None:
        self.now = 0.0
        """Seconds since the simulation began."""
        self.random = random.Random(seed)
        self._numbers = itertools.count()
        self._coming: list[tuple[float, int, Callable[[], None]]] = []

    def clock(self) -> datetime:
        """As the program's clock tells it."""
        return START + timedelta(seconds=self.now)

    def at(self, moment: float, act: Callable[[], None]) -> None:
        """Let it happen then."""
        heapq.heappush(self._coming, (moment, next(self._numbers), act))

    def run(self, until: float) -> None:
        """Everything up to then."""
        while self._coming and self._coming[0][0] <= until:
            moment, _, act = heapq.heappop(self._coming)
            self.now = max(self.now, moment)
            act()
        self.now = until
