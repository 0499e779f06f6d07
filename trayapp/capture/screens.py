"""The monitors as Qt knows them: names, places and scales. For splitting a whole picture, and as machine facts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication, QScreen


@dataclass(frozen=True, slots=True)
class Screen:
    """One monitor."""

    name: str
    x: int
    y: int
    width: int
    height: int
    """Device-independent pixels, as `x`, `y` and `width`."""
    scale: float = 1.0


LookAtScreens = Callable[[], Sequence[Screen]]


class Screens:
    """Remembers the monitors, so that any thread may ask; Qt itself may only be asked on the UI thread.

    Make it on the UI thread. It hears of monitors that come, go or move.
    """

    def __init__(self, application: QGuiApplication) -> None:
        self._application = application
        self._now: tuple[Screen, ...] = ()
        application.screenAdded.connect(self._added)
        application.screenRemoved.connect(self._look)
        for screen in application.screens():
            screen.geometryChanged.connect(self._look)
        self._look()

    def __call__(self) -> Sequence[Screen]:
        """Every monitor, the primary one first. From any thread."""
        return self._now

    def describe(self) -> Sequence[str]:
        """Every monitor in words, such as `2560 × 1440, scale 1.25, DP-1`, in true pixels."""
        return [described(screen) for screen in self._now]

    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._look)
        self._look()

    def _look(self, *_: object) -> None:
        # a monitor that just went is already gone from the list
        self._now = tuple(read_screen(screen) for screen in self._application.screens())


def read_screen(screen: QScreen) -> Screen:
    """What Qt tells of one monitor. On the UI thread."""
    place = screen.geometry()
    return Screen(
        screen.name(), place.x(), place.y(), place.width(), place.height(), screen.devicePixelRatio()
    )


def described(screen: Screen) -> str:
    """A monitor in words, in true pixels."""
    size = f"{round(screen.width * screen.scale)} × {round(screen.height * screen.scale)}"
    scale = f", scale {screen.scale:g}" if screen.scale != 1 else ""
    name = f", {screen.name}" if screen.name else ""
    return f"{size}{scale}{name}"


def platform_name() -> str:
    """The platform of the running Qt application, such as `xcb`; empty without one. Never loads Qt by itself."""
    gui = sys.modules.get("PySide6.QtGui")
    return gui.QGuiApplication.platformName() if gui and gui.QGuiApplication.instance() else ""
