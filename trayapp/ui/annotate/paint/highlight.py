"""A highlighter: broad, and what is beneath stays readable on light grounds and on dark ones."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from trayapp.core.markup import Highlight
from trayapp.ui.annotate.paint.pens import line
from trayapp.ui.annotate.paint.shapes import smooth

_OPACITY = 0.4
"""Multiplying would look more like ink, and would show nothing on a dark window."""


def paint(painter: QPainter, mark: Highlight, _base: QImage) -> None:
    """One path, so that the line is no darker where it crosses itself."""
    pen = line(mark.stroke)
    colour = QColor(mark.stroke.colour)
    colour.setAlphaF(_OPACITY)
    pen.setColor(colour)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.strokePath(smooth(mark.points), pen)
