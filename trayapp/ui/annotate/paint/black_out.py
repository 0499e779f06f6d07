"""Black-out: one black surface."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage, QPainter

from trayapp.core.markup import BlackOut
from trayapp.ui.annotate.paint.shapes import rectangle

_BLACK = QColor("#000000")


def paint(painter: QPainter, mark: BlackOut, _base: QImage) -> None:
    """Whole pixels, without smoothed edges: a half-covered pixel would keep half of what was there."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(rectangle(mark.area), _BLACK)
    painter.restore()
