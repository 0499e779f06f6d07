"""A highlighter: broad, and what is beneath stays readable on light grounds and on dark ones."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from trayapp.core.markup import Highlight
from trayapp.ui.annotate.paint.pens import line
from trayapp.ui.annotate.paint.shapes import smooth

_PALE = 0.3
"""White in the ink that darkens light grounds: letters stay black on it."""
_GLOW = 0.22
"""Opacity of the ink that lightens dark grounds, on which ink alone would not be seen."""


def paint(painter: QPainter, mark: Highlight, _base: QImage) -> None:
    """One path, so that the line is no darker where it crosses itself."""
    path, pen, colour = smooth(mark.points), line(mark.stroke), QColor(mark.stroke.colour)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    pen.setColor(_paler(colour))
    painter.strokePath(path, pen)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    colour.setAlphaF(_GLOW)
    pen.setColor(colour)
    painter.strokePath(path, pen)
    painter.restore()


def _paler(colour: QColor) -> QColor:
    return QColor.fromRgbF(
        *(part + (1 - part) * _PALE for part in (colour.redF(), colour.greenF(), colour.blueF()))
    )
