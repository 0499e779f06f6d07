"""From what a program believes of its window to what is on the screen: true pixels, and what can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trayapp.core.area import Area
from trayapp.core.ports import WindowPlace

_STEP, _NEAR = 0.25, 0.04
"""Scales of screens go in quarters; a frame around the window makes them look a little larger."""
_SLACK = 4
"""Pixels by which a program may be wrong about its window."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How one window is seen."""

    told: Area
    """Where the program believes it is, in its own measure."""
    place: Area | None = None
    """Where it is, in true pixels, with its frame; `None`: the platform does not tell."""
    covers: Sequence[Area] = ()
    """Windows in front of it."""

    def true(self, told: Area) -> Area:
        """In true pixels, what the program tells of a part of its window.

        Programs count in device-independent pixels: on a scaled screen Qt and GTK tell half of what is true. What they
        tell of the whole window, beside what it is, gives the measure. The frame, if they leave it out, is as wide at
        the left and below as it is at the right.
        """
        if self.place is None or _within(self.told, self.place):
            return told
        scale = _scale(self.told, self.place)
        border = max((self.place.width - self.told.width * scale) / 2, 0.0)
        left = self.place.x + border
        top = self.place.bottom - border - self.told.height * scale
        return _rounded(
            left + (told.x - self.told.x) * scale,
            top + (told.y - self.told.y) * scale,
            left + (told.right - self.told.x) * scale,
            top + (told.bottom - self.told.y) * scale,
        )

    def seen(self, area: Area) -> Area:
        """What can be seen of a part, both in true pixels; empty when nothing can."""
        rest = [area if self.place is None else area.common(self.place)]
        for cover in self.covers:
            rest = [piece for part in rest for piece in part.without(cover)]
        whole = [piece for piece in rest if not piece.empty]
        if not whole:
            return Area(area.x, area.y, 0, 0)
        left, top = min(piece.x for piece in whole), min(piece.y for piece in whole)
        right, bottom = max(piece.right for piece in whole), max(piece.bottom for piece in whole)
        return Area(left, top, right - left, bottom - top)


@dataclass(frozen=True, slots=True)
class Told:
    """What a program tells of a window."""

    title: str
    pid: int
    area: Area


def sight_of(told: Told, places: Sequence[WindowPlace], own_pid: int) -> tuple[int, Sight] | None:
    """How that window is seen, and how many stand before it; `None`: not at all.

    Where the platform tells of no window, every one is seen whole.
    """
    if not places:
        return 0, Sight(told.area)
    at = _place_of(told, places)
    if at is None:
        return None
    covers = [place.area for place in places[:at] if not place.popup and place.pid != own_pid]
    return at, Sight(told.area, places[at].area, covers)


def _place_of(told: Told, places: Sequence[WindowPlace]) -> int | None:
    """Which place is the window's: of the same process, or at least of the same title where that is unknown."""
    named = [at for at, place in enumerate(places) if told.title and place.title == told.title]
    ours = [at for at, place in enumerate(places) if place.pid == told.pid]
    candidates = [at for at in named if at in ours] or ours or named
    return min(candidates, key=lambda at: _apart(told.area, places[at].area), default=None)


def _scale(told: Area, place: Area) -> float:
    rough = place.width / told.width
    step = round(rough / _STEP) * _STEP
    return step if step and abs(rough - step) < _NEAR * step else rough


def _apart(one: Area, other: Area) -> int:
    return (
        abs(one.x - other.x)
        + abs(one.y - other.y)
        + abs(one.width - other.width)
        + abs(one.height - other.height)
    )


def _within(told: Area, place: Area) -> bool:
    """What is told lies inside the place and fills it, but for a frame: it is told in true pixels."""
    return told.common(place.grown(_SLACK)) == told and told.width >= place.width * (1 - _STEP / 2)


def _rounded(left: float, top: float, right: float, bottom: float) -> Area:
    x, y = round(left), round(top)
    return Area(x, y, round(right) - x, round(bottom) - y)
