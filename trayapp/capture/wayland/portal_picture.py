"""Reads the picture that the portal wrote, and what belongs to each monitor in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from trayapp.capture.wayland.split import Piece
from trayapp.core.errors import LocalFault
from trayapp.core.ports import RawShot

_LONGEST = 32_768
"""Pixels of a side."""
_MOST = 1 << 27
"""Pixels: 16 384 × 8 192, which take half a gigabyte. No desktop is larger; a picture that says so is a trap."""
_MEGABYTE = 1 << 20


def decode(data: bytes) -> QImage:
    """The picture, 32 bits a pixel. What its head says of its size is looked at before anything is unpacked.

    Raises `LocalFault` with `reason` failed.
    """
    store = QByteArray(data)
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    _refuse_trap(size)
    with _room_for(size):
        picture = reader.read()
    trouble = reader.errorString()
    del reader  # before the buffer to which it points
    if picture.isNull():
        raise LocalFault(f"the portal's picture cannot be read: {trouble}", reason="failed")
    return picture.convertToFormat(QImage.Format.Format_RGB32)


def cut(picture: QImage, piece: Piece) -> RawShot:
    """One monitor, in its true pixels."""
    part = picture.copy(piece.left, piece.top, piece.width, piece.height)
    if (part.width(), part.height()) != piece.size:
        part = _in_true_size(part, *piece.size)
    # rows of 32-bit pixels need no padding, so the bytes are B G R X on every machine Qt calls little-endian
    return RawShot(piece.name, *piece.place, *piece.size, bytes(part.constBits()), piece.scale)


def _in_true_size(part: QImage, width: int, height: int) -> QImage:
    """Each pixel that was made several becomes one again; where the sizes do not divide, they are mixed."""
    whole = not (part.width() % width or part.height() % height)
    mode = Qt.TransformationMode.FastTransformation if whole else Qt.TransformationMode.SmoothTransformation
    made = part.scaled(width, height, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
    return made.convertToFormat(QImage.Format.Format_RGB32)


def _refuse_trap(size: QSize) -> None:
    if not size.isValid():
        raise LocalFault("the portal's picture is none", reason="failed")
    if max(size.width(), size.height()) > _LONGEST or size.width() * size.height() > _MOST:
        raise LocalFault(
            f"the portal's picture says it has {size.width()} × {size.height()} pixels", reason="failed"
        )


@contextmanager
def _room_for(size: QSize) -> Iterator[None]:
    """Qt reads no picture over 256 MB, unless it is told to; for two monitors side by side, 8K each, it is."""
    before, needed = QImageReader.allocationLimit(), size.width() * size.height() * 4 // _MEGABYTE + 1
    if not 0 < before < needed:
        yield
        return
    QImageReader.setAllocationLimit(needed)
    try:
        yield
    finally:
        QImageReader.setAllocationLimit(before)
