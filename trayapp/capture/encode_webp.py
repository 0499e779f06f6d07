"""Encodes a picture as lossless WebP: far smaller than PNG for most desktops, and ten times as slow.

Measured as in `encode`, on two cores that had other work as well (load 1.8); the pictures are of the same kind:

| how                                | time for both | sizes         | longest gap |
|------------------------------------|---------------|---------------|-------------|
| PNG, as `encode` writes it         | 0.37 s        | 1.5 + 3.1 MB  | 6 ms        |
| **WebP, lossless (quality 100)**   | 7.2 s         | 0.46 + 1.9 MB | 10-21 ms    |
| WebP, lossy (quality 85), text     | 1.3 s for one | 1.1 MB        | 12 ms       |
| JPEG, quality 90, text             | 0.26 s        | 2.3 MB        | 3 ms        |
| nothing                            |               |               | 6 ms        |

So a screen full of text is smallest without any loss, and nobody should wait for it. Qt's plugin is lossless at
quality 100 and at no other; a picture without a colour space becomes one VP8L chunk, with no metadata around it.
PySide6 releases the GIL while it encodes.
"""

from __future__ import annotations

from trayapp.core.ports import Encoded, RawShot

LONGEST = 16383
"""Pixels of a side; the format knows no more."""
_LEAST = 64
"""Bytes. A picture of one colour is shorter, and Qt's own reader does not even look at so short a file."""
_LOSSLESS = 100


def encode_webp(shot: RawShot) -> Encoded | None:
    """Every pixel as it is; `None` when it is too long or too short, or Qt can't write WebP here. Takes seconds."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QImageWriter

    if max(shot.width, shot.height) > LONGEST:
        return None
    image = QImage(shot.bgrx, shot.width, shot.height, shot.width * 4, QImage.Format.Format_RGB32)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"webp")
    writer.setQuality(_LOSSLESS)
    written = writer.write(image)
    del writer  # before the buffer to which it points
    if not written:
        return None
    data = bytes(buffer.data().data())
    return Encoded(data, "image/webp") if len(data) >= _LEAST else None
