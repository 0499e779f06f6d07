"""A number in a disc."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen

from trayapp.core.markup import Step
from trayapp.ui.annotate.paint.pens import against
from trayapp.ui.annotate.paint.shapes import spot
from trayapp.ui.annotate.paint.text import letters

_DIGITS = {1: 0.82, 2: 0.66, 3: 0.5}
"""The line's height as a share of the disc, by how many digits stand in it."""


def paint(painter: QPainter, mark: Step, _base: QImage) -> None:
    """The rim is the colour of the number."""
    colour, words = QColor(mark.colour), str(mark.number)
    ink, half = against(colour), mark.size / 2
    rim = max(mark.size * 0.06, 1.0)
    painter.save()
    painter.setPen(QPen(ink, rim))
    painter.setBrush(colour)
    painter.drawEllipse(spot(mark.at), half - rim / 2, half - rim / 2)
    digits = QPainterPath()
    face = letters(mark.size * _DIGITS.get(len(words), 0.4))
    face.setWeight(QFont.Weight.ExtraBold)
    digits.addText(0, 0, face, words)
    painter.fillPath(digits.translated(spot(mark.at) - digits.boundingRect().center()), ink)
    painter.restore()
