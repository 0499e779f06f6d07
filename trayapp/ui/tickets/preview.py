"""Small previews of pictures that a portal holds. What a portal sends is not trusted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from trayapp.core.model import RemoteFile

LARGEST = 6_000_000
"""Bytes; a larger picture is opened by a click only."""
_FORMATS = frozenset({b"png", b"jpeg", b"jpg", b"gif", b"webp", b"bmp"})
"""By content, not by name; no vector formats, which may refer to other places."""
_MOST_PIXELS = 60_000_000
WIDTH, HEIGHT = 280, 170
"""Of the preview, in device-independent pixels."""


def worth_previewing(file: RemoteFile) -> bool:
    """A picture, and small enough to be fetched unasked."""
    return file.media_type.startswith("image/") and 0 < file.size <= LARGEST


def read_preview(path: Path, scale: float) -> QImage:
    """The picture, no larger than the preview; a null image when it is none. Slow: run it in the background."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if reader.format().data() not in _FORMATS or size.width() * size.height() > _MOST_PIXELS:
        return QImage()
    room = QSize(round(WIDTH * scale), round(HEIGHT * scale))
    image = reader.read()
    if image.width() > room.width() or image.height() > room.height():
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    image.setDevicePixelRatio(scale)
    return image
