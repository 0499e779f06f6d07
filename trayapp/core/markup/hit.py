"""What lies under the pointer."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from trayapp.core.area import Area, Point
from trayapp.core.markup.geometry import Measure, bounds, estimated
from trayapp.core.markup.marks import Arrow, Box, Ellipse, Freehand, Highlight, Mark, Markup


def topmost(markup: Markup, point: Point, tolerance: float, measure: Measure = estimated) -> int | None:
    """The index of the mark that is seen at the point; `None`: there is none."""
    for at in range(len(markup.marks) - 1, -1, -1):
        if touches(markup.marks[at], point, tolerance, measure):
            return at
    return None


def touches(mark: Mark, point: Point, tolerance: float, measure: Measure = estimated) -> bool:
    """Whether the point lies on the mark, or no further from it than `tolerance` (in the picture's pixels)."""
    match mark:
        case Arrow():
            return _from_line(point, mark.start, mark.tip) <= mark.stroke.width / 2 + tolerance
        case Freehand() | Highlight():
            return _from_lines(point, mark.points) <= mark.stroke.width / 2 + tolerance
        case Box():
            return _near_frame(mark.area, point, mark.stroke.width / 2 + tolerance)
        case Ellipse():
            return _near_ellipse(mark.area, point, mark.stroke.width / 2 + tolerance)
        case _:
            return _within(bounds(mark, measure), point, tolerance)


def _within(area: Area, point: Point, margin: float) -> bool:
    return (
        area.x - margin <= point.x <= area.right + margin
        and area.y - margin <= point.y <= area.bottom + margin
    )


def _near_frame(area: Area, point: Point, margin: float) -> bool:
    deep = (
        area.x + margin < point.x < area.right - margin and area.y + margin < point.y < area.bottom - margin
    )
    return _within(area, point, margin) and not deep


def _near_ellipse(area: Area, point: Point, margin: float) -> bool:
    """Between the ellipse grown by the margin and the one shrunk by it."""
    across, down = area.width / 2, area.height / 2
    dx, dy = point.x - area.x - across, point.y - area.y - down
    outer = _ellipse_value(dx, dy, across + margin, down + margin)
    inner = _ellipse_value(dx, dy, across - margin, down - margin)
    return outer <= 1 <= inner


def _ellipse_value(dx: float, dy: float, across: float, down: float) -> float:
    """Below 1 inside the ellipse of these radii; infinite where there is none."""
    if across <= 0 or down <= 0:
        return float("inf")
    return float((dx / across) ** 2 + (dy / down) ** 2)


def _from_lines(point: Point, points: tuple[Point, ...]) -> float:
    if len(points) == 1:
        return _from_line(point, points[0], points[0])
    return min(_from_line(point, a, b) for a, b in pairwise(points))


def _from_line(point: Point, start: Point, end: Point) -> float:
    """The distance from the nearest point between the two."""
    dx, dy = end.x - start.x, end.y - start.y
    length = dx * dx + dy * dy
    along = ((point.x - start.x) * dx + (point.y - start.y) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return hypot(point.x - start.x - along * dx, point.y - start.y - along * dy)
