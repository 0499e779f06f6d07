"""The monitors, as the part of the program that knows Qt describes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from trayapp.core.model import Fact
from trayapp.machine.collector import Collector

Displays = Callable[[], Sequence[str]]
"""Each monitor in words."""


def collector(displays: Displays) -> Collector:
    """One fact for each monitor."""

    def run() -> Iterator[Fact]:
        for number, words in enumerate(displays(), 1):
            yield Fact(f"display.{number}", words)

    return Collector("displays", ("display.*",), run)
