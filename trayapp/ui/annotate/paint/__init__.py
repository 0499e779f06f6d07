"""Paints marks, each kind in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QRegion

from trayapp.core.area import Area
from trayapp.core.markup import (
    Arrow,
    BlackOut,
    Box,
    Ellipse,
    Freehand,
    Highlight,
    Mark,
    Pixelate,
    Step,
    Text,
)
from trayapp.ui.annotate.paint import (
    arrow,
    black_out,
    box,
    ellipse,
    freehand,
    highlight,
    pixelate,
    step,
    text,
)
from trayapp.ui.annotate.paint.shapes import rectangle

_PAINTERS: dict[type, Callable[[QPainter, Any, QImage], None]] = {
    Arrow: arrow.paint,
    BlackOut: black_out.paint,
    Box: box.paint,
    Ellipse: ellipse.paint,
    Freehand: freehand.paint,
    Highlight: highlight.paint,
    Pixelate: pixelate.paint,
    Step: step.paint,
    Text: text.paint,
}


def paint_marks(painter: QPainter, marks: Sequence[Mark], base: QImage, start: int = 0) -> None:
    """Paint the marks from `start` on, in the picture's pixels and in their order.

    `base` is the picture without any mark, opaque. A pixelation is made from it; where an earlier black-out lies
    there already, it stays black: not even a hint of what the employee has blacked out comes back.
    """
    for at in range(start, len(marks)):
        mark = marks[at]
        if isinstance(mark, Pixelate):
            black = [each.area for each in marks[:at] if isinstance(each, BlackOut)]
            _paint_beside(painter, mark, base, black)
        else:
            _PAINTERS[type(mark)](painter, mark, base)


def _paint_beside(painter: QPainter, mark: Pixelate, base: QImage, black: Sequence[Area]) -> None:
    """Paint the veil, but not over what is black."""
    if not any(not area.common(mark.area).empty for area in black):
        pixelate.paint(painter, mark, base)
        return
    left = QRegion(rectangle(mark.area)).subtracted(_region(black))
    painter.save()
    painter.setClipRegion(left, Qt.ClipOperation.IntersectClip)
    pixelate.paint(painter, mark, base)
    painter.restore()


def _region(areas: Sequence[Area]) -> QRegion:
    region = QRegion()
    for area in areas:
        region += rectangle(area)
    return region
