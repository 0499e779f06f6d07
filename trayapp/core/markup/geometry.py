"""Where marks lie: their bounds, moving them, keeping them in the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil, floor

from trayapp.core.area import Area, Point
from trayapp.core.markup.marks import (
    Arrow,
    BlackOut,
    Box,
    Ellipse,
    Freehand,
    Highlight,
    Mark,
    Pixelate,
    Step,
    Stroke,
    Text,
)

Measure = Callable[[Text], tuple[float, float]]
"""How wide and high a text is painted, in the picture's pixels; only the painter knows the letters."""

_CORNER = 0.71
"""How far the corner of a square end is from the line's end, as a share of its width."""
_LETTER = 0.55
"""A letter's usual width, as a share of its line's height."""


def estimated(text: Text) -> tuple[float, float]:
    """A measure without letters: about right."""
    lines = text.text.split("\n")
    return max(len(line) for line in lines) * text.size * _LETTER, len(lines) * text.size


def arrow_head(stroke: Stroke) -> float:
    """The length of an arrow's head."""
    return 4 * stroke.width + 4


def bounds(mark: Mark, measure: Measure = estimated) -> Area:
    """The smallest area that holds every pixel the mark paints."""
    match mark:
        case Arrow():
            return _around((mark.start, mark.tip), arrow_head(mark.stroke) / 2 + mark.stroke.width)
        case Box() | Ellipse():
            return mark.area.grown(ceil(mark.stroke.width / 2) + 1)
        case BlackOut() | Pixelate():
            return mark.area
        case Freehand():
            return _around(mark.points, mark.stroke.width / 2 + 1)
        case Highlight():
            return _around(mark.points, mark.stroke.width * _CORNER + 1)
        case Step():
            return _around((mark.at,), mark.size / 2 + 2)
        case _:
            wide, high = measure(mark)
            corner = Point(mark.at.x + wide, mark.at.y + high)
            return _around((mark.at, corner), mark.size / 8 + 1)


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


def moved_within(mark: Mark, dx: int, dy: int, picture: Area) -> Mark:
    """Moved, but no further than the middle of the mark stays in the picture: nothing is lost beyond the edge."""
    where = bounds(mark)
    middle = Point(where.x + where.width / 2, where.y + where.height / 2)
    return moved(
        mark,
        round(_clamped(middle.x + dx, picture.x, picture.right) - middle.x),
        round(_clamped(middle.y + dy, picture.y, picture.bottom) - middle.y),
    )


def inside(point: Point, picture: Area) -> Point:
    """The point, or the nearest one in the picture."""
    return Point(
        _clamped(point.x, picture.x, picture.right),
        _clamped(point.y, picture.y, picture.bottom),
    )


def covering(one: Point, other: Point) -> Area:
    """Every pixel the two corners touch, also in part: what is to be hidden is not rounded away."""
    return _around((one, other), 0)


def _around(points: tuple[Point, ...], margin: float) -> Area:
    left, right = min(p.x for p in points) - margin, max(p.x for p in points) + margin
    top, bottom = min(p.y for p in points) - margin, max(p.y for p in points) + margin
    x, y = floor(left), floor(top)
    return Area(x, y, ceil(right) - x, ceil(bottom) - y)


def _moved(point: Point, dx: float, dy: float) -> Point:
    return Point(point.x + dx, point.y + dy)


def _clamped(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)
