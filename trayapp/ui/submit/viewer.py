"""Shows a picture large."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from trayapp.ui.texts import submit as words
from trayapp.ui.theme import EDGE, GROUP

_GROUND = QColor("#16181c")


class Viewer(QDialog):
    """Fills most of the screen with the picture; Esc, Enter or a click closes it."""

    def __init__(self, image: QImage, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = image
        self.setWindowTitle(f"{name} · {words.VIEWER_HINT}")
        self.setAccessibleName(name)
        self.setAccessibleDescription(words.VIEWER_HINT)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        room = parent.screen().availableGeometry()
        largest = QSize(round(room.width() * 0.92), round(room.height() * 0.88))
        fitting = (image.size() / image.devicePixelRatio()).scaled(
            largest, Qt.AspectRatioMode.KeepAspectRatio
        )
        self.resize(fitting.boundedTo(largest))
        self.move(room.center() - self.rect().center())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), _GROUND)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
        painter.end()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.accept()

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * GROUP, 10 * EDGE)
