"""Handles: where a mark is taken hold of to change its size."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from math import hypot

from trayapp.core.area import Area, Point, spanned
from trayapp.core.markup.constrain import diagonal, squared
from trayapp.core.markup.geometry import Measure, covering, estimated
from trayapp.core.markup.marks import Arrow, BlackOut, Box, Ellipse, Freehand, Highlight, Mark, Pixelate, Text

_SMALLEST_LETTERS = 8.0
_SMALLEST_DISC = 12.0


class Handle(StrEnum):
    """Sides and corners as on a map; an arrow has its two ends."""

    NORTH = "n"
    NORTH_EAST = "ne"
    EAST = "e"
    SOUTH_EAST = "se"
    SOUTH = "s"
    SOUTH_WEST = "sw"
    WEST = "w"
    NORTH_WEST = "nw"
    START = "start"
    TIP = "tip"


def area_handles(area: Area) -> dict[Handle, Point]:
    """The eight of a rectangle."""
    middle, centre = area.x + area.width / 2, area.y + area.height / 2
    return {
        Handle.NORTH_WEST: Point(area.x, area.y),
        Handle.NORTH: Point(middle, area.y),
        Handle.NORTH_EAST: Point(area.right, area.y),
        Handle.EAST: Point(area.right, centre),
        Handle.SOUTH_EAST: Point(area.right, area.bottom),
        Handle.SOUTH: Point(middle, area.bottom),
        Handle.SOUTH_WEST: Point(area.x, area.bottom),
        Handle.WEST: Point(area.x, centre),
    }


def handles(mark: Mark, measure: Measure = estimated) -> dict[Handle, Point]:
    """Where the mark can be taken hold of."""
    match mark:
        case Arrow():
            return {Handle.START: mark.start, Handle.TIP: mark.tip}
        case Box() | Ellipse() | BlackOut() | Pixelate():
            return area_handles(mark.area)
        case Freehand() | Highlight():
            return area_handles(_span(mark))
        case Text():
            wide, high = measure(mark)
            return {Handle.SOUTH_EAST: Point(mark.at.x + wide, mark.at.y + high)}
        case _:
            return {Handle.SOUTH_EAST: Point(mark.at.x + mark.size * 0.36, mark.at.y + mark.size * 0.36)}


def nearest(places: dict[Handle, Point], point: Point, tolerance: float) -> Handle | None:
    """The handle at the point, or no further from it than `tolerance`."""
    if not places:
        return None
    distances = {handle: hypot(place.x - point.x, place.y - point.y) for handle, place in places.items()}
    closest = min(distances, key=lambda handle: distances[handle])
    return closest if distances[closest] <= tolerance else None


def resized(
    mark: Mark, handle: Handle, to: Point, *, regular: bool = False, measure: Measure = estimated
) -> Mark:
    """The mark with its handle dragged there. `regular`: square, or at a multiple of 45 degrees."""
    match mark:
        case Arrow():
            return _turned(mark, handle, to, regular=regular)
        case BlackOut() | Pixelate():
            return replace(mark, area=resized_area(mark.area, handle, to, regular=regular, outward=True))
        case Box() | Ellipse():
            return replace(mark, area=resized_area(mark.area, handle, to, regular=regular))
        case Freehand() | Highlight():
            return _stretched(mark, resized_area(_span(mark), handle, to, regular=regular))
        case Text():
            now = measure(mark)[1] or 1.0
            return replace(mark, size=max(mark.size * (to.y - mark.at.y) / now, _SMALLEST_LETTERS))
        case _:
            away = hypot(to.x - mark.at.x, to.y - mark.at.y)
            return replace(mark, size=max(round(away / hypot(0.36, 0.36), 2), _SMALLEST_DISC))


def resized_area(
    area: Area, handle: Handle, to: Point, *, regular: bool = False, outward: bool = False
) -> Area:
    """The rectangle with one side or corner there, at least one pixel large; it may turn over."""
    name = handle.value
    left, right = (to.x if "w" in name else area.x), (to.x if "e" in name else area.right)
    top, bottom = (to.y if "n" in name else area.y), (to.y if "s" in name else area.bottom)
    moving = Point(left if "w" in name else right, top if "n" in name else bottom)
    fixed = Point(right if "w" in name else left, bottom if "n" in name else top)
    if regular and len(name) == 2:
        moving = squared(fixed, moving)
    made = (covering if outward else spanned)(fixed, moving)
    return Area(made.x, made.y, max(made.width, 1), max(made.height, 1))


def _turned(arrow: Arrow, handle: Handle, to: Point, *, regular: bool) -> Arrow:
    if handle is Handle.START:
        return replace(arrow, start=diagonal(arrow.tip, to) if regular else to)
    return replace(arrow, tip=diagonal(arrow.start, to) if regular else to)


def _span(mark: Freehand | Highlight) -> Area:
    made = covering(
        Point(min(p.x for p in mark.points), min(p.y for p in mark.points)),
        Point(max(p.x for p in mark.points), max(p.y for p in mark.points)),
    )
    return Area(made.x, made.y, max(made.width, 1), max(made.height, 1))


def _stretched(mark: Freehand | Highlight, to: Area) -> Freehand | Highlight:
    old = _span(mark)
    across, down = to.width / old.width, to.height / old.height
    points = tuple(Point(to.x + (p.x - old.x) * across, to.y + (p.y - old.y) * down) for p in mark.points)
    return replace(mark, points=points)
