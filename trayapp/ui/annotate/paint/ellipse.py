"""An ellipse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from trayapp.core.markup import Ellipse
from trayapp.ui.annotate.paint.pens import line
from trayapp.ui.annotate.paint.shapes import rectangle


def paint(painter: QPainter, mark: Ellipse, _base: QImage) -> None:
    """It touches the sides of its area."""
    painter.save()
    painter.setPen(line(mark.stroke))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rectangle(mark.area))
    painter.restore()
