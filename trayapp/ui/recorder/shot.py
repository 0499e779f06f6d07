"""The screen at a step: one monitor, packed, in memory alone."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from trayapp.core.area import Area, Point
from trayapp.core.markup import Ellipse, Markup, Stroke
from trayapp.core.model import StoredFile
from trayapp.core.ports import Encoded, RawShot

NEUTRAL = "#9aa0a8"
"""Where our own bar stood: its pixels, and those it covers, are nobody's step."""
_RING, _WHITE = "#e5243b", "#ffffff"
_RADIUS, _WIDTH = 26, 3
"""Of the ring, at a monitor's scale of 1."""
_QUICK = 1
"""A level of zlib: a 4K screen takes a fifth of a second, and a twentieth of its room."""


@dataclass(frozen=True, slots=True)
class Shot:
    """Fifty 4K screens are 1.6 GB; packed they are some tens of MB."""

    packed: bytes
    area: Area
    """On the desktop, in true pixels."""
    scale: float
    tag: bytes = field(default_factory=lambda: token_bytes(8), compare=False)
    """Tells copies of it in the clipboard from all others."""

    def image(self) -> QImage:
        """The pixels; slow, and each time anew."""
        width, height = self.area.width, self.area.height
        data = zlib.decompress(self.packed)
        return QImage(data, width, height, width * 4, QImage.Format.Format_RGB32).copy()

    def ring(self, place: Point) -> Markup:
        """A red ring, with a white rim for dark and red grounds, around a place of the desktop."""
        x, y = round(place.x) - self.area.x, round(place.y) - self.area.y
        radius, width = round(_RADIUS * self.scale), _WIDTH * self.scale
        around = Area(x - radius, y - radius, 2 * radius, 2 * radius)
        return Markup(
            (Ellipse(around, Stroke(_WHITE, width + 4 * self.scale)), Ellipse(around, Stroke(_RING, width)))
        )


def choose(shots: Sequence[RawShot], place: Point | None) -> RawShot:
    """The monitor that the place lies on; the first where nobody knows. Raises `ValueError` without any."""
    if not shots:
        raise ValueError("no picture")
    return next((shot for shot in shots if place is not None and shot.area.contains(place)), shots[0])


def packed(raw: RawShot, spared: Sequence[Area]) -> Shot:
    """Kept for later, without what lies in the areas that are spared. Slow: off the UI thread."""
    data: bytes | bytearray | memoryview = raw.bgrx
    if any(not area.common(raw.area).empty for area in spared):
        image = QImage(data, raw.width, raw.height, raw.width * 4, QImage.Format.Format_RGB32).copy()
        painter = QPainter(image)
        for area in spared:
            painter.fillRect(QRect(area.x - raw.x, area.y - raw.y, area.width, area.height), QColor(NEUTRAL))
        painter.end()
        data = bytes(image.constBits())
    return Shot(zlib.compress(data, _QUICK), raw.area, raw.scale)


class Packed:
    """A shot as the source of a `Picture`."""

    several = False
    path: Path | None = None

    def __init__(self, name: str, stem: str, shot: Shot) -> None:
        self.name = name
        self.stem = stem
        self._shot = shot
        self._image = QImage()

    @property
    def pixels(self) -> int:
        return self._shot.area.width * self._shot.area.height

    def image(self) -> QImage:
        return self._image

    def load(self) -> None:
        if self._image.isNull():
            self._image = self._shot.image()

    def original(self) -> Encoded | None:
        return None

    def stored(self) -> StoredFile | None:
        return None

    def release(self) -> None:
        self._image = QImage()
