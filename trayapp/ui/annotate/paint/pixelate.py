"""Pixelation: a veil in place of what was there."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hashlib import shake_256
from itertools import count
from threading import Lock

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from trayapp.core.area import Area
from trayapp.core.markup import Pixelate
from trayapp.core.veil import veil
from trayapp.ui.annotate.paint.shapes import rectangle

_Key = tuple[int, Area, bytes]
_KEPT = 32


class _Veils:
    """The last veils made, for a window paints the same ones again and again. From any thread."""

    def __init__(self) -> None:
        self._made: OrderedDict[_Key, tuple[QImage, int]] = OrderedDict()
        self._lock = Lock()

    def of(self, mark: Pixelate, base: QImage) -> tuple[QImage, int]:
        """A pixel for each cell, and how many pixels a cell is long."""
        key = (base.cacheKey(), mark.area, mark.seed)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = _cells(mark, base)
        with self._lock:
            self._made[key] = made
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return made


_veils = _Veils()


def paint(painter: QPainter, mark: Pixelate, base: QImage) -> None:
    """Whole pixels, unsmoothed, as black-out. `base` is opaque, 32 bits a pixel."""
    area = mark.area.common(Area(0, 0, base.width(), base.height()))
    if area.empty:
        return
    cells, side = _veils.of(mark, base)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    source = QRectF(0, 0, area.width / side, area.height / side)
    painter.drawImage(QRectF(rectangle(area)), cells, source)
    painter.restore()


def _cells(mark: Pixelate, base: QImage) -> tuple[QImage, int]:
    made = veil(base.constBits(), base.width(), base.height(), mark.area, _noise(mark.seed))
    cells = QImage(made.bgrx, made.columns, made.rows, made.columns * 4, QImage.Format.Format_RGB32)
    return cells.copy(), made.cell  # the bytes go when this returns


def _noise(seed: bytes) -> Callable[[int], bytes]:
    """Chance that is the same each time the mark is painted, and that nobody without the seed can tell."""
    turn = count()
    return lambda size: shake_256(seed + next(turn).to_bytes(8)).digest(size)
