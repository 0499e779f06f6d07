"""A line as the pen went."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter

from trayapp.core.markup import Freehand
from trayapp.ui.annotate.paint.pens import line
from trayapp.ui.annotate.paint.shapes import smooth


def paint(painter: QPainter, mark: Freehand, _base: QImage) -> None:
    """Smoothed; a single point is a dot."""
    painter.strokePath(smooth(mark.points), line(mark.stroke))
