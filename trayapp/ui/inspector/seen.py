"""A picture as somebody else will see it: decoded from the bytes that leave, or that a portal gave back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage

from trayapp.core.metadata import HEAD, kind_of
from trayapp.ui.pictures.decode import decode, header, held
from trayapp.ui.pictures.thumbnail import thumbnail

WIDTH, HEIGHT = 144, 81
"""Of the thumbnail, in device-independent pixels."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the bytes say of themselves."""

    form: str
    """A media type, such as `image/png`; empty: no picture."""
    width: int
    height: int
    """In pixels; 0: it does not say."""
    size: int
    """Bytes."""
    small: QImage
    """The thumbnail; null when they can't be decoded, or would take too much memory."""


def see(data: bytes, scale: float) -> Seen:
    """Decode bytes for a screen of that scale. Slow: run it in the background."""
    kind, bytes_of_qt = kind_of(data[:HEAD]), held(data)
    found, image = header(bytes_of_qt), decode(bytes_of_qt)
    small = QImage() if image.isNull() else thumbnail(image, WIDTH, HEIGHT, scale)
    told = (found.width, found.height) if found else (0, 0)
    wide, high = told if image.isNull() else (image.width(), image.height())  # upright, as it is shown
    return Seen(kind or "", wide, high, len(data), small)


def whole(data: bytes) -> QImage:
    """The picture itself; null when it is none. Slow: run it in the background."""
    return decode(held(data))
