"""Words with a thin rim in a contrasting colour, readable on any ground."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QPainter, QPainterPath, QPen

from trayapp.core.markup import Text
from trayapp.ui.annotate.paint.pens import against

_LETTERS = 0.76
"""The font's size as a share of the line's height."""
_RIM = 0.11
"""The rim's width on both sides together, as a share of the line's height."""


def letters(size: float) -> QFont:
    """The font of a text whose lines are so high; not fitted to a screen's pixels, the same at every zoom."""
    made = QFont(QGuiApplication.font())
    made.setPixelSize(max(round(size * _LETTERS), 1))
    made.setWeight(QFont.Weight.DemiBold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def measured(mark: Text) -> tuple[float, float]:
    """How wide and high it is painted."""
    metrics = QFontMetricsF(letters(mark.size))
    lines = mark.text.split("\n")
    return max(metrics.horizontalAdvance(line) for line in lines), len(lines) * mark.size


def paint(painter: QPainter, mark: Text, _base: QImage) -> None:
    """First the rim of every line, then the letters, so that no rim lies over a letter."""
    font, colour, outline = letters(mark.size), QColor(mark.colour), QPainterPath()
    pictures: list[tuple[QPointF, str]] = []
    for at, line in enumerate(mark.text.split("\n")):
        place = _baseline(mark, font, at)
        outline.addText(place, font, line)
        if _pictorial(line):
            pictures.append((place, line))
    outline.setFillRule(Qt.FillRule.WindingFill)
    painter.save()
    painter.strokePath(outline, QPen(against(colour), mark.size * _RIM, j=Qt.PenJoinStyle.RoundJoin))
    painter.fillPath(outline, colour)
    painter.setFont(font)
    painter.setPen(colour)
    for place, line in pictures:
        painter.drawText(place, line)
    painter.restore()


def _pictorial(line: str) -> bool:
    """Whether some letters are pictures, such as emoji: they have no outline."""
    return any(ord(letter) >= 0x1F000 or 0x2600 <= ord(letter) < 0x2800 for letter in line)


def _baseline(mark: Text, font: QFont, line: int) -> QPointF:
    metrics = QFontMetricsF(font)
    above = (mark.size - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
    return QPointF(mark.at.x, mark.at.y + line * mark.size + above)
