"""Small pictures of large ones."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage


def thumbnail(image: QImage, width: int, height: int, scale: float) -> QImage:
    """Scaled to fit, smoothly but cheaply: a 4K screen is first thinned out to twice the wanted size."""
    wide, high = round(width * scale), round(height * scale)
    keep = Qt.AspectRatioMode.KeepAspectRatio
    if image.width() > 4 * wide:
        image = image.scaled(4 * wide, 4 * high, keep, Qt.TransformationMode.FastTransformation)
    small = image.scaled(wide, high, keep, Qt.TransformationMode.SmoothTransformation)
    small.setDevicePixelRatio(scale)
    return small
