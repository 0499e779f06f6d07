"""An arrow: a shaft that grows towards its head, with a thin rim that keeps it visible on its own colour."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from trayapp.core.markup import Arrow
from trayapp.core.markup.geometry import arrow_head
from trayapp.ui.annotate.paint.pens import against

_TAIL = 0.6
"""The shaft's width at its start, as a share of that at the head."""


def paint(painter: QPainter, mark: Arrow, _base: QImage) -> None:
    """One filled shape, so that no seam shows between shaft and head."""
    colour, shape = QColor(mark.stroke.colour), _shape(mark)
    rim = against(colour)
    rim.setAlpha(170)
    painter.save()
    painter.setPen(QPen(rim, max(mark.stroke.width * 0.5, 1.5), j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(shape)
    painter.restore()


def _shape(mark: Arrow) -> QPainterPath:
    dx, dy = mark.tip.x - mark.start.x, mark.tip.y - mark.start.y
    length = hypot(dx, dy) or 1.0
    head = min(arrow_head(mark.stroke), length)
    half = mark.stroke.width * 0.62 * (head / arrow_head(mark.stroke))
    wing = head * 0.42

    def at(along: float, aside: float) -> QPointF:
        return QPointF(
            mark.start.x + (along * dx - aside * dy) / length,
            mark.start.y + (along * dy + aside * dx) / length,
        )

    neck = length - head * 0.82
    outline = [
        at(0, -half * _TAIL),
        at(neck, -half),
        at(length - head, -wing),
        at(length, 0),
        at(length - head, wing),
        at(neck, half),
        at(0, half * _TAIL),
    ]
    path = QPainterPath(outline[0])
    for point in outline[1:]:
        path.lineTo(point)
    path.closeSubpath()
    return path
