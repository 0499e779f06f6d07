"""Values of the core as Qt's."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainterPath

from trayapp.core.area import Area, Point

_DOT = 0.01
"""A line of no length would not be painted, a dot is."""


def rectangle(area: Area) -> QRect:
    """The area's pixels."""
    return QRect(area.x, area.y, area.width, area.height)


def spot(point: Point) -> QPointF:
    """The point."""
    return QPointF(point.x, point.y)


def smooth(points: Sequence[Point]) -> QPainterPath:
    """A line through the middles between the points, bent at the points: the hand's tremble is gone."""
    path = QPainterPath(spot(points[0]))
    for here, after in pairwise(points[1:]):
        path.quadTo(spot(here), QPointF((here.x + after.x) / 2, (here.y + after.y) / 2))
    end = spot(points[-1])
    path.lineTo(end if path.currentPosition() != end else end + QPointF(_DOT, 0))
    return path
