"""Black-out: one black surface."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from trayapp.core.markup import BlackOut

_BLACK = QColor("#000000")


def paint(painter: QPainter, mark: BlackOut, _base: QImage) -> None:
    """Whole pixels, without smoothed edges: a half-covered pixel would keep half of what was there."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRect(mark.area.x, mark.area.y, mark.area.width, mark.area.height), _BLACK)
    painter.restore()
