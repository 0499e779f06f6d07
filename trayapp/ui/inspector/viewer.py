"""Shows a picture large, from the bytes that leave: what form they have, how many pixels, how many bytes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from trayapp.ui.background import Background
from trayapp.ui.hints import plain
from trayapp.ui.inspector.canvas import Canvas
from trayapp.ui.inspector.seen import whole
from trayapp.ui.style_sheet import Tone, dress
from trayapp.ui.texts import sent as words
from trayapp.ui.theme import GAP, GROUP, Text
from trayapp.ui.widgets import button, label

_SHARE = 0.9
_LEAST = QSize(480, 320)


class PictureViewer(QDialog):
    """Zoomable to every single pixel. Esc closes it."""

    def __init__(self, image: QImage, name: str, about: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.viewer_title(name, about))
        self.setModal(True)
        self.canvas = Canvas(image)
        self.canvas.setAccessibleName(f"{name}, {about}")
        self.canvas.setAccessibleDescription(words.VIEWER_HINT)
        self.about: QLabel = label(about, Text.SMALL, Tone.MUTED)
        self.percent: QLabel = label("", Text.SMALL)
        self._make_buttons()
        self._lay_out()
        dress(self)
        self._size(image, parent)
        self.canvas.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the canvas does not take."""
        todo = {
            Qt.Key.Key_Plus: self.canvas.nearer,
            Qt.Key.Key_Equal: self.canvas.nearer,
            Qt.Key.Key_Minus: self.canvas.farther,
            Qt.Key.Key_0: self.canvas.fit,
            Qt.Key.Key_1: self.canvas.full,
        }.get(Qt.Key(event.key()))
        if todo is None:
            super().keyPressEvent(event)
        else:
            todo()

    def _make_buttons(self) -> None:
        self.smaller = button("", icon_name="minus")
        self.larger = button("", icon_name="add")
        self.fit = button(words.ZOOM_FIT)
        self.full = button(words.ZOOM_FULL)
        self.leave = button(words.CLOSE)
        for made, name in ((self.smaller, words.ZOOM_OUT), (self.larger, words.ZOOM_IN)):
            made.setAccessibleName(name)
            made.setToolTip(plain(name))
        self.smaller.clicked.connect(self.canvas.farther)
        self.larger.clicked.connect(self.canvas.nearer)
        self.fit.clicked.connect(self.canvas.fit)
        self.full.clicked.connect(self.canvas.full)
        self.leave.clicked.connect(self.accept)
        self.canvas.zoomed.connect(lambda percent: self.percent.setText(words.zoom(percent)))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(GROUP, GAP, GROUP, GAP)
        row.setSpacing(GAP)
        row.addWidget(self.about)
        row.addStretch(1)
        row.addWidget(self.percent)
        for each in (self.smaller, self.larger, self.fit, self.full):
            row.addWidget(each)
        row.addSpacing(GROUP)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addLayout(row)

    def _size(self, image: QImage, parent: QWidget) -> None:
        """As large as the picture, as far as the screen has room."""
        room = parent.screen().availableGeometry()
        most = QSize(round(room.width() * _SHARE), round(room.height() * _SHARE))
        wanted = image.size() / parent.devicePixelRatioF() + QSize(0, self.sizeHint().height())
        self.resize(wanted.expandedTo(_LEAST.expandedTo(self.minimumSizeHint())).boundedTo(most))
        self.move(room.center() - self.rect().center())


def show_large(
    read: Callable[[], bytes], name: str, about: str, background: Background, parent: QWidget
) -> None:
    """Decode what `read` gives in the background, then show it over `parent`'s window; what can't be shown is not."""

    def opened(image: QImage) -> None:
        if not image.isNull():
            PictureViewer(image, name, about, parent.window()).open()

    background.run(lambda: whole(read()), opened, owner=parent)
