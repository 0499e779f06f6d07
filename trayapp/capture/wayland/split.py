"""Cuts a picture of the whole desktop into monitors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trayapp.capture.screens import Screen

_TOLERANCE = 0.01
"""How far the two scales may differ by rounding; more means the picture is of something else."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One monitor's part of the picture, in the picture's pixels."""

    name: str
    left: int
    top: int
    width: int
    height: int
    scale: float
    """Of the monitor."""
    place: tuple[int, int]
    """Of the monitor's corner on the desktop, in true pixels."""
    size: tuple[int, int]
    """In true pixels. The picture has one scale for all monitors: coarser ones were enlarged in it."""


def split(width: int, height: int, screens: Sequence[Screen]) -> Sequence[Piece]:
    """Where each monitor lies in a picture of `width` × `height` pixels; one piece for all when they do not fit it.

    Monitors lie in device-independent pixels; the picture has one scale for all of them.
    """
    whole = Piece("screen", 0, 0, width, height, 1.0, (0, 0), (width, height))
    if not screens:
        return [whole]
    left, top = min(screen.x for screen in screens), min(screen.y for screen in screens)
    across = width / (max(screen.x + screen.width for screen in screens) - left)
    down = height / (max(screen.y + screen.height for screen in screens) - top)
    if abs(across / down - 1) > _TOLERANCE:
        return [whole]
    return [_piece(screen, left, top, across, (width, height)) for screen in _distinct(screens)]


def _distinct(screens: Sequence[Screen]) -> Sequence[Screen]:
    """Mirrors of one another once."""
    return list({(each.x, each.y, each.width, each.height): each for each in reversed(screens)}.values())[
        ::-1
    ]


def _piece(screen: Screen, left: int, top: int, scale: float, size: tuple[int, int]) -> Piece:
    # edges are rounded, not sizes, so that neighbours neither overlap nor leave a gap
    x1, y1 = round((screen.x - left) * scale), round((screen.y - top) * scale)
    x2 = min(round((screen.x + screen.width - left) * scale), size[0])
    y2 = min(round((screen.y + screen.height - top) * scale), size[1])
    cut, place = (x2 - x1, y2 - y1), (round(screen.x * scale), round(screen.y * scale))
    own = _true_size(screen)
    # a monitor finer than the picture lost its pixels (or Qt thinks it is finer, for it rounds scales up), and
    # mending an edge that rounding shifted by a pixel would blur all the others
    if screen.scale > scale * (1 + _TOLERANCE) or max(abs(cut[0] - own[0]), abs(cut[1] - own[1])) <= 1:
        own = cut
    return Piece(screen.name or "screen", x1, y1, *cut, screen.scale, place, own)


def _true_size(screen: Screen) -> tuple[int, int]:
    return round(screen.width * screen.scale), round(screen.height * screen.scale)
