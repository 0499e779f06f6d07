"""What has to be painted anew when a mark at work changes."""

from __future__ import annotations

from trayapp.core.area import Area
from trayapp.core.markup import Freehand, Highlight, Mark
from trayapp.core.markup.geometry import Measure, bounds
from trayapp.ui.annotate.board import Live

_TAIL = 4
"""A point that is added bends the line before it, no further back than this."""


def damage(before: Live | None, after: Live | None, measure: Measure) -> Area | None:
    """The part of the picture that looks different; `None`: anything may."""
    if (before or after) is None:
        return None
    if before is None or after is None:
        live = after or before
        return None if live is None or live.at is not None else bounds(live.mark, measure)
    if before.at != after.at:
        return None
    tail = _lengthened(before.mark, after.mark)
    return tail or _both(bounds(before.mark, measure), bounds(after.mark, measure))


def _lengthened(before: Mark, after: Mark) -> Area | None:
    """A long line that has become a little longer: its end alone, not all of it."""
    if not isinstance(after, Freehand | Highlight) or not isinstance(before, Freehand | Highlight):
        return None
    grown = len(after.points) - len(before.points)
    if grown < 0 or grown > 1 or len(before.points) <= _TAIL or after.points[0] != before.points[0]:
        return None
    if grown == 0 and after.points != before.points:
        return None
    tail = after.points[-_TAIL - grown :]
    return bounds(Freehand(tail, after.stroke))


def _both(one: Area, other: Area) -> Area:
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Area(x, y, max(one.right, other.right) - x, max(one.bottom, other.bottom) - y)
