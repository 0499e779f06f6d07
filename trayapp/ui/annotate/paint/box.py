"""A frame."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from trayapp.core.markup import Box
from trayapp.ui.annotate.paint.pens import line
from trayapp.ui.annotate.paint.shapes import rectangle


def paint(painter: QPainter, mark: Box, _base: QImage) -> None:
    """The line's middle runs along the area's edge."""
    painter.save()
    painter.setPen(line(mark.stroke))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rectangle(mark.area))
    painter.restore()
