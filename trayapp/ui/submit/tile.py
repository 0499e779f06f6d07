"""A thumbnail with its name, and a button that takes it out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from trayapp.core.markup import Hiding
from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.thumbnail import thumbnail
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.submit.badge import Badge
from trayapp.ui.texts import moment as texts
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GRID, Text
from trayapp.ui.widgets import label

WIDTH, HEIGHT = 144, 81
"""Of the picture, in device-independent pixels."""
_CROSS = 22


class Tile(QWidget):
    """One picture. Enter or a click opens it, Delete or the cross takes it out.

    Signals:
        opened, removed, focused: which one.
    """

    opened = Signal(object)
    removed = Signal(object)
    focused = Signal(object)

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.picture = picture
        self.face = self._make_face()
        self.cross = self._make_cross()
        self._badge = Badge(self.face)
        self.hidden = label("", Text.SMALL, Tone.DONE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.face)
        column.addWidget(label(picture.name, Text.SMALL, Tone.MUTED), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.hidden, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.drawn = False
        self.draw()

    def draw(self) -> None:
        """Make the thumbnail for the screen it is on, from what will leave; until that is there, show none."""
        image = self.picture.image()
        self.drawn = not image.isNull()
        self._say_hidden()
        if not self.drawn:
            self.face.setIcon(icon("image"))
            return
        self.face.setIcon(QIcon(QPixmap.fromImage(thumbnail(image, WIDTH, HEIGHT, self.devicePixelRatio()))))

    def badge(self, text: str) -> None:
        """A few words on the thumbnail that ask for attention, such as `3 places to check`; empty: none."""
        self._badge.say(text)
        self._describe()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit(self.picture)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.removed.emit(self.picture)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit(self.picture)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        right = GRID if self.isRightToLeft() else self.face.width() - _CROSS - GRID
        self.cross.move(right, GRID)
        self.cross.raise_()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.draw()
        super().changeEvent(event)

    def _say_hidden(self) -> None:
        markup = self.picture.markup
        places = sum(isinstance(mark, Hiding) for mark in markup.marks)
        self.hidden.setText(texts.hidden(places, cropped=markup.crop is not None))
        self.hidden.setVisible(bool(self.hidden.text()))
        self._describe()

    def _describe(self) -> None:
        self.face.setAccessibleDescription(". ".join(filter(None, (self.hidden.text(), self._badge.text()))))

    def _make_face(self) -> QToolButton:
        made = QToolButton()
        look(made, Look.TILE)
        made.setFixedSize(WIDTH + 4, HEIGHT + 4)
        made.setIconSize(QSize(WIDTH, HEIGHT))
        made.setAccessibleName(texts.edit(self.picture.name))
        made.setToolTip(plain(texts.edit(self.picture.name)))
        made.clicked.connect(lambda: self.opened.emit(self.picture))
        made.installEventFilter(self)
        return made

    def _make_cross(self) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon("close"))
        made.setIconSize(QSize(14, 14))
        made.setFixedSize(_CROSS, _CROSS)
        look(made, Look.CROSS)
        made.setAccessibleName(words.remove(self.picture.name))
        made.setToolTip(plain(words.remove(self.picture.name)))
        made.clicked.connect(lambda: self.removed.emit(self.picture))
        return made
