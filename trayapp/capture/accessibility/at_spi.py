"""Reads the screen on X11 through AT-SPI, the accessibility tree of Linux.

Only programs that take part are read: GTK 3 and Qt do where the desktop has accessibility switched on (GNOME and KDE
have), browsers when a screen reader was seen. On Wayland programs do not know where their windows are, so there is
nothing to propose.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing

from trayapp.capture.accessibility.bus import FAULTS, Bus
from trayapp.capture.accessibility.elements import elements
from trayapp.capture.accessibility.narrow import narrow
from trayapp.capture.accessibility.places import places
from trayapp.capture.accessibility.reading import read
from trayapp.capture.accessibility.sight import Sight, Told, sight_of
from trayapp.capture.accessibility.windows import Window, windows
from trayapp.core.ports import SeenText, WindowList
from trayapp.core.sensitive import Found

_log = logging.getLogger(__name__)
_SHARE = 0.7
"""Of the time that is left, for one window: one that does not answer must not cost the others. And of a window's time
for finding; the rest is for asking where it stands.
"""


class AtSpiText:
    """What stands in the windows of other programs. A connection is made for each reading, and none kept."""

    def __init__(self, environment: Mapping[str, str], window_list: WindowList) -> None:
        self._environment = environment
        self._windows = window_list

    def read(self, seconds: float, find: Callable[[str], Sequence[Found]]) -> Sequence[SeenText]:
        """See the port. What programs tell is neither logged nor kept, not even when it is nonsense."""
        seen: list[SeenText] = []
        try:
            self._read(seen, time.monotonic() + seconds, find)
        except FAULTS as fault:
            _log.info("reading the screen broke off: %s", type(fault).__name__)
        except Exception as bug:  # noqa: BLE001 - its words may hold what was read, so they are told to nobody
            _log.error("reading the screen failed by a bug: %s", type(bug).__name__)
        return seen

    def _read(self, seen: list[SeenText], until: float, find: Callable[[str], Sequence[Found]]) -> None:
        with closing(Bus(self._environment, until - time.monotonic())) as bus:
            shown = self._sights(bus, until)
            for left, (window, sight) in zip(range(len(shown), 0, -1), shown, strict=True):
                limit = _limit(until, alone=left == 1)
                seen += narrow(_in_window(bus, window, sight, find, limit))

    def _sights(self, bus: Bus, until: float) -> Sequence[tuple[Window, Sight]]:
        """Every window that can be seen, the one in front first."""
        own, places = os.getpid(), self._windows.places()
        found = []
        for window in windows(bus, until, own):
            seen = sight_of(Told(window.title, window.program.pid, window.told), places, own)
            if seen:
                found.append((*seen, window))
        return [(window, sight) for _, sight, window in sorted(found, key=lambda each: each[0])]


def _limit(until: float, *, alone: bool = False) -> float:
    """A share of what is left of the time, so that something is left for what comes after."""
    now = time.monotonic()
    return until if alone else now + (until - now) * _SHARE


def _in_window(
    bus: Bus, window: Window, sight: Sight, find: Callable[[str], Sequence[Found]], until: float
) -> Iterator[SeenText]:
    reading, qt = _limit(until), window.program.qt
    hits = read(bus, elements(bus, window.node, _limit(reading)), find, reading, utf16=qt)
    for hit, area in places(bus, window.node, hits, until, qt=qt):
        shown = sight.seen(sight.true(area))
        if not shown.empty:
            yield SeenText(hit.kind, shown)
