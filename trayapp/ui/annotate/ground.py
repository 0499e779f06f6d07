"""The ground on which marks are painted: opaque pixels, one for each of the picture's."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter


def opaque(image: QImage) -> QImage:
    """32 bits a pixel without alpha; not copied where it is so already.

    White comes through transparent pixels. Dropping the alpha instead would bring to light what was painted out by
    making it transparent.
    """
    if image.format() == QImage.Format.Format_RGB32 and image.devicePixelRatio() == 1:
        return image
    plain = image if not image.hasAlphaChannel() else _on_white(image)
    made = plain.convertToFormat(QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(1)
    return made


def _on_white(image: QImage) -> QImage:
    unscaled = QImage(image)
    unscaled.setDevicePixelRatio(1)
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(0xFFFFFFFF)
    painter = QPainter(ground)
    painter.drawImage(0, 0, unscaled)
    painter.end()
    return ground
