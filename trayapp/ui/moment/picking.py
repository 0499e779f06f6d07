"""Choosing a part of the screen, as a value that pointer and keys change. All in true pixels of the desktop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from trayapp.core.area import Area, Point

CLICK = 4
"""Pixels: a pointer that moved less between press and release has clicked."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen."""

    area: Area
    window: bool
    """A window was taken as a whole."""


class Picking:
    """What is being chosen: a region between two places, or one of the windows. Nothing here shows anything."""

    def __init__(self, monitors: Sequence[Area], windows: Sequence[Area], cross: Point) -> None:
        self._desktop = bounds(monitors)
        self._windows = [seen for each in windows if not (seen := each.common(self._desktop)).empty]
        self._start: Point | None = None
        self._tabbed: int | None = None
        self._cross = self._inside(cross)

    @property
    def cross(self) -> Point:
        """Where the pointer is, or where the arrow keys moved it; the upper left corner of a pixel."""
        return self._cross

    @property
    def has_windows(self) -> bool:
        """Whether a window can be taken by a click."""
        return bool(self._windows)

    @property
    def region(self) -> Area | None:
        """From where the region began to the cross, both included; `None` while none is begun."""
        if self._start is None:
            return None
        left, right = sorted((int(self._start.x), int(self._cross.x)))
        top, bottom = sorted((int(self._start.y), int(self._cross.y)))
        return Area(left, top, right - left + 1, bottom - top + 1)

    @property
    def window(self) -> Area | None:
        """The window that a click would take: the one under the cross, or the one chosen by Tab."""
        if self._tabbed is not None:
            return self._windows[self._tabbed]
        return next((window for window in self._windows if window.contains(self._cross)), None)

    @property
    def shown(self) -> Area | None:
        """What is to be shown as chosen now."""
        region = self.region
        return self.window if region is None or _tiny(region) else region

    def move(self, at: Point) -> None:
        """The pointer moved."""
        self._cross, self._tabbed = self._inside(at), None

    def press(self, at: Point) -> None:
        """A region begins, or a click."""
        self.move(at)
        self._start = self._cross

    def release(self, at: Point) -> Picked | None:
        """The region ends; a click takes the window. `None`: neither, go on."""
        self.move(at)
        return self._end()

    def step(self, dx: int, dy: int) -> None:
        """By the arrow keys."""
        self.move(Point(self._cross.x + dx, self._cross.y + dy))

    def next_window(self, step: int = 1) -> None:
        """By Tab, and back by Shift+Tab; the first is the one in front."""
        if self._windows:
            before = self._tabbed if self._tabbed is not None else (-1 if step > 0 else 0)
            self._tabbed, self._start = (before + step) % len(self._windows), None

    def enter(self) -> Picked | None:
        """Take the window that Tab chose; else begin a region here, or end the one that was begun."""
        if self._tabbed is not None:
            return Picked(self._windows[self._tabbed], window=True)
        if self._start is None:
            self._start = self._cross
            return None
        return self._end()

    def drop(self) -> bool:
        """Forget what was begun; whether something was."""
        begun = self._start is not None
        self._start = self._tabbed = None
        return begun

    def _end(self) -> Picked | None:
        region, self._start = self.region, None
        if region is not None and not _tiny(region):
            return Picked(region, window=False)
        window = self.window
        return Picked(window, window=True) if window else None

    def _inside(self, at: Point) -> Point:
        desk = self._desktop
        x = min(max(floor(at.x), desk.x), desk.right - 1)
        y = min(max(floor(at.y), desk.y), desk.bottom - 1)
        return Point(x, y)


def bounds(areas: Sequence[Area]) -> Area:
    """The smallest area that holds all of them; `areas` is not empty."""
    left, top = min(each.x for each in areas), min(each.y for each in areas)
    right, bottom = max(each.right for each in areas), max(each.bottom for each in areas)
    return Area(left, top, right - left, bottom - top)


def _tiny(region: Area) -> bool:
    return region.width <= CLICK and region.height <= CLICK
