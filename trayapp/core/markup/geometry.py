"""Where marks lie: moving them."""

from __future__ import annotations

from dataclasses import replace

from trayapp.core.area import Point
from trayapp.core.markup.marks import Arrow, BlackOut, Box, Ellipse, Freehand, Highlight, Mark, Pixelate


def moved(mark: Mark, dx: int, dy: int) -> Mark:
    """The same mark elsewhere."""
    match mark:
        case Arrow():
            return replace(mark, start=_moved(mark.start, dx, dy), tip=_moved(mark.tip, dx, dy))
        case Box() | Ellipse() | BlackOut() | Pixelate():
            return replace(mark, area=mark.area.moved(dx, dy))
        case Freehand() | Highlight():
            return replace(mark, points=tuple(_moved(point, dx, dy) for point in mark.points))
        case _:
            return replace(mark, at=_moved(mark.at, dx, dy))


def _moved(point: Point, dx: float, dy: float) -> Point:
    return Point(point.x + dx, point.y + dy)
