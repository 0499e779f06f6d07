"""A picture as somebody else will see it: decoded from the bytes that leave, or that a portal gave back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from trayapp.ui.pictures.thumbnail import thumbnail

WIDTH, HEIGHT = 144, 81
"""Of the thumbnail, in device-independent pixels."""
_FORMATS = frozenset({"png", "jpeg", "jpg", "gif", "webp", "bmp"})
"""By content, not by name; no vector formats, which may refer to other places."""
_MOST_PIXELS = 300_000_000
"""A desktop of several 8K screens is smaller. More is looked at by nobody, and would take all memory."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the bytes say of themselves."""

    form: str
    """`png`; empty: no picture of a form that is shown."""
    width: int
    height: int
    """In pixels."""
    size: int
    """Bytes."""
    small: QImage
    """The thumbnail; null when they can't be decoded."""


def see(data: bytes, scale: float) -> Seen:
    """Decode bytes for a screen of that scale. Slow: run it in the background."""
    reader, buffer = _reader(data)
    form, size = _form(reader), reader.size()
    image = _read(reader)
    buffer.close()
    wide, high = (image.width(), image.height()) if not image.isNull() else (size.width(), size.height())
    small = QImage() if image.isNull() else thumbnail(image, WIDTH, HEIGHT, scale)
    return Seen(form, max(wide, 0), max(high, 0), len(data), small)


def whole(data: bytes) -> QImage:
    """The picture itself; null when it is none. Slow: run it in the background."""
    reader, buffer = _reader(data)
    image = _read(reader)
    buffer.close()
    return image


def _reader(data: bytes) -> tuple[QImageReader, QBuffer]:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return reader, buffer


def _form(reader: QImageReader) -> str:
    form = bytes(reader.format().data()).decode("ascii", "replace")
    return form if form in _FORMATS else ""


def _read(reader: QImageReader) -> QImage:
    size = reader.size()
    if not _form(reader) or size.width() * size.height() > _MOST_PIXELS:
        return QImage()
    return reader.read()
