"""From device-independent pixels to true ones, where a desktop counts in the former: macOS and Wayland."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.capture.screens import Screen
from trayapp.core.area import Area


class Layout:
    """Monitors of different scales side by side, in true pixels, none over another.

    There is no such desktop: each monitor has its own pixels. So corners are counted in pixels of the finest monitor,
    and from there on each monitor in its own. Gaps are left beside the coarser ones.
    """

    def __init__(self, screens: Sequence[Screen]) -> None:
        self._screens = screens
        self.finest = max((screen.scale for screen in screens), default=1.0)

    def corner(self, x: float, y: float) -> tuple[int, int]:
        """Where a monitor begins that has its corner there."""
        return round(x * self.finest), round(y * self.finest)

    def in_pixels(self, x: float, y: float, width: float, height: float) -> Area:
        """A rectangle, such as a window, as the monitor shows it that holds most of it."""
        screen = max(self._screens, key=lambda each: _shared(each, x, y, width, height), default=None)
        if screen is None:
            return Area(round(x), round(y), round(width), round(height))
        left, top = self.corner(screen.x, screen.y)
        return Area(
            left + round((x - screen.x) * screen.scale),
            top + round((y - screen.y) * screen.scale),
            round(width * screen.scale),
            round(height * screen.scale),
        )


def _shared(screen: Screen, x: float, y: float, width: float, height: float) -> float:
    across = min(x + width, screen.x + screen.width) - max(x, screen.x)
    down = min(y + height, screen.y + screen.height) - max(y, screen.y)
    return max(across, 0) * max(down, 0)
