"""Whether a picture of the whole screen, of any size, shows the marker where it stood."""

from __future__ import annotations

from functools import cache
from math import sqrt

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage

from tests.proof import marker

SCREEN = (1280, 800)
"""Pixels of the proof's screen."""
PLACE = (200, 150)
"""Of the marker's upper left corner on it."""
_ALIKE = 0.5
"""Correlation of colours. What has nothing to do with the marker is below 0.2."""
_FEWEST = 6
"""Pixels of the marker in a small picture; in fewer nobody recognises anything."""


def resembles(picture: QImage) -> bool:
    """Compares colours, each cell with its own. Only for a picture of the screen's proportions."""
    width, height = picture.width(), picture.height()
    scale = width / SCREEN[0]
    if abs(height - SCREEN[1] * scale) > 2 or marker.SIDE * scale < _FEWEST:
        return False
    left, top, side = (round(each * scale) for each in (*PLACE, marker.SIDE))
    return _correlation(_cells(picture.copy(QRect(left, top, side, side))), _marker_cells()) > _ALIKE


@cache
def _marker_cells() -> tuple[int, ...]:
    return _cells(marker.image())


def _cells(picture: QImage) -> tuple[int, ...]:
    count = marker.SIDE // marker.CELL
    small = picture.scaled(
        count, count, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB888)
    step, data = small.bytesPerLine(), bytes(small.constBits())
    return tuple(byte for y in range(count) for byte in data[y * step :][: count * 3])


def _correlation(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    pairs = [(a - mean_one, b - mean_other) for a, b in zip(one, other, strict=True)]
    spread = sqrt(sum(a * a for a, _ in pairs) * sum(b * b for _, b in pairs))
    return sum(a * b for a, b in pairs) / spread if spread else 0.0
