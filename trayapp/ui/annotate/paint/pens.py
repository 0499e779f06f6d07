"""Pens for lines, and colours that are seen on others."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from trayapp.core.markup import Stroke

_DARK, _LIGHT = "#1b1d21", "#ffffff"
_BRIGHT = 0.3


def line(stroke: Stroke) -> QPen:
    """A round pen of that colour and width."""
    return QPen(
        QColor(stroke.colour),
        stroke.width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def against(colour: QColor) -> QColor:
    """White or nearly black, whichever is seen on the colour; the caller's own."""
    return QColor(_DARK if _luminance(colour) > _BRIGHT else _LIGHT)


def _luminance(colour: QColor) -> float:
    """How bright it seems, from 0 to 1."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
