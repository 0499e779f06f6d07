"""Makes a picture small enough for a portal: fewer pixels first, then less exact ones, and just as much as needed.

Nobody's picture becomes smaller by itself: what is made here leaves only when the employee says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColorSpace, QImage, QImageWriter

from trayapp.core.markup import Markup
from trayapp.core.metadata import clean
from trayapp.core.ports import Encoded
from trayapp.ui.pictures.decode import decode, header, held
from trayapp.ui.pictures.picture import Picture

_WEBP, _JPEG, _PNG = "image/webp", "image/jpeg", "image/png"
_EXACT = 100
_ROOM = 0.97
"""A guess of the size is met to a few in a hundred."""
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Smaller:
    """What a picture would be."""

    picture: Picture
    image: QImage
    encoded: Encoded
    markup: Markup
    """What was on it when this was made."""

    def use(self) -> None:
        """Let it leave so; nothing happens when the picture was changed since."""
        self.picture.shrink(self.image, self.encoded, self.markup)


@dataclass(frozen=True, slots=True)
class _Way:
    """How to write it, and to which part of its width it may be scaled for that."""

    kind: str
    quality: int
    least: float
    first: float
    """The part of its width to try first."""


def smaller(picture: Picture, limit: int, formats: Sequence[str]) -> Smaller | None:
    """The best form of at most `limit` bytes among `formats` (media types); `None`: there is none.

    Slow: seconds, off the UI thread. Raises `LocalFault`.
    """
    markup, encoded = picture.leaving()
    data = held(encoded.data)
    found = header(data)
    if found is None:
        return None
    full = QSize(found.width, found.height)
    for way in _ways(encoded, limit, formats):
        if (made := _tried(data, full, way, limit)) is not None:
            return Smaller(picture, *made, markup)
    return None


def _ways(encoded: Encoded, limit: int, formats: Sequence[str]) -> Iterator[_Way]:
    """From the best to the smallest. What was inexact before is not made exact: it would only grow."""
    lossless = _WEBP if _WEBP in formats else _PNG
    lossy = _WEBP if _WEBP in formats else _JPEG if _JPEG in (*formats, encoded.media_type) else None
    needed = min(sqrt(limit / max(len(encoded.data), 1)), 1.0)
    if encoded.media_type != _JPEG:
        yield _Way(lossless, _EXACT, 0.5 if lossy else 0.02, needed * _ROOM)
    if lossy:
        yield _Way(lossy, 90, 0.4, 1.0)
        yield _Way(lossy, 75, 0.02, min(needed * 2, 1.0))


def _tried(data: QByteArray, full: QSize, way: _Way, limit: int) -> tuple[QImage, Encoded] | None:
    """Each try tells how far the next one must go."""
    part = way.first
    for _ in range(_TRIES):
        if part < way.least:
            return None
        image = _scaled(data, full, part)
        encoded = None if image.isNull() else _written(image, way)
        if encoded is None:
            return None
        if len(encoded.data) <= limit:
            return image, encoded
        part *= min(sqrt(limit / len(encoded.data)) * _ROOM, 0.95)
    return None


def _scaled(data: QByteArray, full: QSize, part: float) -> QImage:
    """Scaled while it is read: others run meanwhile."""
    wanted = QSize(max(round(full.width() * part), 1), max(round(full.height() * part), 1))
    return decode(data, wanted if wanted != full else None)


def _written(image: QImage, way: _Way) -> Encoded | None:
    image.setColorSpace(QColorSpace())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(way.kind.partition("/")[2].encode()))
    if way.kind != _PNG:
        writer.setQuality(way.quality)
    written = writer.write(image)
    del writer  # before the buffer to which it points
    if not written:
        return None
    cleaned = clean(bytes(buffer.data().data()))
    return None if cleaned is None else Encoded(cleaned, way.kind)
