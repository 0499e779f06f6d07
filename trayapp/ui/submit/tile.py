"""A thumbnail with its name, and a button that takes it out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from trayapp.ui.icons import icon
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.thumbnail import thumbnail
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GRID, Text
from trayapp.ui.widgets import label

WIDTH, HEIGHT = 144, 81
"""Of the picture, in device-independent pixels."""
_CROSS = 22


class Tile(QWidget):
    """One picture. Enter or a click shows it large, Delete or the cross takes it out.

    Signals:
        opened, removed: which one was asked for.
    """

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.picture = picture
        self.face = QToolButton()
        look(self.face, Look.TILE)
        self.face.setFixedSize(WIDTH + 4, HEIGHT + 4)
        self.face.setIconSize(QSize(WIDTH, HEIGHT))
        self.face.setAccessibleName(words.thumbnail(picture.name))
        self.face.setToolTip(picture.name)
        self.face.clicked.connect(lambda: self.opened.emit(self.picture))
        self.cross = QToolButton(self)
        self.cross.setIcon(icon("close"))
        self.cross.setIconSize(QSize(14, 14))
        self.cross.setFixedSize(_CROSS, _CROSS)
        look(self.cross, Look.CROSS)
        self.cross.setAccessibleName(words.remove(picture.name))
        self.cross.setToolTip(words.remove(picture.name))
        self.cross.clicked.connect(lambda: self.removed.emit(self.picture))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.face)
        column.addWidget(label(picture.name, Text.SMALL, Tone.MUTED), 0, Qt.AlignmentFlag.AlignHCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.drawn = False
        self.draw()

    def draw(self) -> None:
        """Make the thumbnail for the screen it is on."""
        image = self.picture.image()
        self.drawn = not image.isNull()
        if not self.drawn:
            self.face.setIcon(icon("image"))
            return
        self.face.setIcon(QIcon(QPixmap.fromImage(thumbnail(image, WIDTH, HEIGHT, self.devicePixelRatio()))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(self.picture)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        right = GRID if self.isRightToLeft() else self.face.width() - _CROSS - GRID
        self.cross.move(right, GRID)
        self.cross.raise_()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.draw()
        super().changeEvent(event)
