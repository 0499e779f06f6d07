"""Facts about this computer for a ticket (APP-3): everything at once, off the UI thread, in bounded time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from trayapp.core.model import Fact
from trayapp.machine.active_window import KEY as WINDOW
from trayapp.machine.active_window import window_fact
from trayapp.machine.checks import PortalUrl
from trayapp.machine.collector import Collector
from trayapp.machine.displays import Displays
from trayapp.machine.gather import Gatherer
from trayapp.machine.keys import ordered
from trayapp.machine.system import ClockOffset

_WHOLE = 4.0
"""Seconds after which whatever is missing is told as late."""


class MachineFacts:
    """Collects facts. `at_click` may be called on the UI thread; `collect` blocks and belongs on another."""

    def __init__(
        self,
        portal_url: PortalUrl,
        clock_offset: ClockOffset,
        displays: Displays = tuple,
        window: Callable[[], Fact] = window_fact,
        whole: float = _WHOLE,
    ) -> None:
        self._portal_url = portal_url
        self._clock_offset = clock_offset
        self._displays = displays
        self._look_at_window = window
        self._window: Fact | None = None
        self._whole = whole
        self._gatherer = Gatherer()

    def prepare(self) -> None:
        """Load what `at_click` needs; what it finds now is forgotten."""
        self._look_at_window()

    def at_click(self) -> None:
        """Remember the window that is active now, for the next `collect`. Takes some milliseconds.

        Call it at the click, before any window of ours shows.
        """
        self._window = self._look_at_window()

    def collect(self, tell: Callable[[Fact], None]) -> Sequence[Fact]:
        """Every fact, in the order of `keys.KEYS`. `tell` hears each as it comes, in this thread. Never raises."""
        return ordered(self._gatherer.gather([*self._collectors, self._click()], tell, self._whole))

    def _click(self) -> Collector:
        # each click counts once: hours later its window would be a lie
        clicked, self._window = self._window, None

        def run() -> Iterator[Fact]:
            # without a click (the command line) the window is whatever is active now
            yield clicked or self._look_at_window()

        return Collector("window", (WINDOW,), run)

    @cached_property
    def _collectors(self) -> Sequence[Collector]:
        from trayapp.machine import checks, displays, hardware, identity, network, processes, storage, system
        from trayapp.machine.this_system import this_system

        here = this_system()
        return [
            identity.collector(here),
            system.collector(here, self._clock_offset),
            hardware.collector(here),
            *storage.collectors(),
            displays.collector(self._displays),
            network.collector(here),
            *checks.collectors(here, self._portal_url),
            processes.collector(),
        ]
