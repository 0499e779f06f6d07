"""Encodes a picture as lossless WebP: smaller than PNG for most desktops, and five to ten times as slow.

Qt's plugin is lossless at quality 100 and at no other; a picture without a colour space becomes one VP8L chunk, with
no metadata around it. PySide6 releases the GIL while it encodes.
"""

from __future__ import annotations

from trayapp.core.ports import Encoded, RawShot

LONGEST = 16383
"""Pixels of a side; the format knows no more."""
_LOSSLESS = 100


def encode_webp(shot: RawShot) -> Encoded | None:
    """Every pixel as it is; `None` when this picture is too long, or Qt can't write WebP here. Slow: seconds."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QImageWriter

    if max(shot.width, shot.height) > LONGEST:
        return None
    image = QImage(shot.bgrx, shot.width, shot.height, shot.width * 4, QImage.Format.Format_RGB32)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"webp")
    writer.setQuality(_LOSSLESS)
    if not writer.write(image):
        return None
    return Encoded(buffer.data().data(), "image/webp")
