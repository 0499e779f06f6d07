"""Reads pictures that come from elsewhere, within bounds that are known before a pixel is decoded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from trayapp.core.metadata import HEAD, Kind, kind_of
from trayapp.ui.annotate.ground import opaque

T = TypeVar("T")
MOST_PIXELS = 64_000_000
"""256 MB decoded, at which Qt itself refuses. Two 8K monitors side by side, and what most phones take; a file of a
few kilobytes may claim to be four thousand million pixels.
"""
_STRIDE = 4 << 20
_BEGINNING = 4096
_FORMATS: Mapping[Kind | None, bytes] = {
    Kind.PNG: b"png",
    Kind.JPEG: b"jpeg",
    Kind.WEBP: b"webp",
    Kind.GIF: b"gif",
    Kind.BMP: b"bmp",
    Kind.TIFF: b"tiff",
}
SHOWN = frozenset(str(kind) for kind in _FORMATS)
"""Media types that can be shown; HEIC and AVIF can't."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture says of itself before it is decoded."""

    width: int
    height: int
    several: bool
    """It moves, or has pages."""

    @property
    def pixels(self) -> int:
        """How many."""
        return self.width * self.height

    @property
    def bounded(self) -> bool:
        """It may be decoded."""
        return 0 < self.pixels <= MOST_PIXELS


def held(data: bytes) -> QByteArray:
    """The same bytes for Qt. In strides, for nobody else runs while one is copied."""
    made = QByteArray()
    made.reserve(len(data))
    view = memoryview(data)
    for at in range(0, len(data), _STRIDE):
        made.append(QByteArray(bytes(view[at : at + _STRIDE])))
    return made


def header(data: QByteArray) -> Header | None:
    """Its size, read from the first bytes; `None`: nothing that can be shown."""
    return _read(data, lambda reader: _header(data, reader))


def decode(data: QByteArray, within: QSize | None = None) -> QImage:
    """The pixels, upright, on white where it is transparent; of one that moves, the first frame.

    Null when it can't be shown, or has too many.

    `within` is the size to make of them on the way. Slow; from any thread, and others run meanwhile.
    """
    return _read(data, lambda reader: _decode(data, reader, within)) or QImage()


def _decode(data: QByteArray, reader: QImageReader, within: QSize | None) -> QImage | None:
    found = _header(data, reader)
    if found is None or not found.bounded:
        return None
    reader.setAutoTransform(True)
    if within is not None:
        turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
        reader.setScaledSize(within.transposed() if turned else within)
    return opaque(reader.read())  # here, where nobody waits for it


def _header(data: QByteArray, reader: QImageReader) -> Header | None:
    size = reader.size()
    if not reader.canRead() or not size.isValid():
        return None
    moving = b"acTL" in bytes(data.first(min(data.size(), _BEGINNING)).data())  # Qt shows a PNG as a still
    return Header(size.width(), size.height(), moving or reader.imageCount() > 1)


def _read(data: QByteArray, use: Callable[[QImageReader], T | None]) -> T | None:
    """Takes the data for what it is, and never for a document that Qt could draw. `None`: it can't be shown.

    A reader only points to its buffer, and some look at it once more when they go: it must have gone before.
    """
    kind = kind_of(bytes(data.first(min(data.size(), HEAD)).data()))
    if kind not in _FORMATS:
        return None
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(_FORMATS[kind]))
    reader.setAutoDetectImageFormat(False)
    try:
        return use(reader)
    finally:
        del reader
