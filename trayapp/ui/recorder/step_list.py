"""The steps one below the other, each with a small picture and its words."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from trayapp.ui.annotate.flatten import flatten
from trayapp.ui.background import Background
from trayapp.ui.icons import icon
from trayapp.ui.pictures.thumbnail import thumbnail
from trayapp.ui.recorder.steps import Step
from trayapp.ui.texts import recorder as words
from trayapp.ui.theme import GRID

_PICTURE = QSize(112, 63)
_WIDTH = 300


class StepList(QListWidget):
    """Holds the steps while they are looked through. Delete takes the chosen one out.

    Signals:
        chosen: the place of a step, from 0; -1: there is none.
        changed: a step went, or is another one now.
    """

    chosen = Signal(int)
    changed = Signal()

    def __init__(self, background: Background, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self._background = background
        self._steps = list(steps)
        self.setAccessibleName(words.STEPS)
        self.setIconSize(_PICTURE)
        self.setWordWrap(True)
        self.setSpacing(GRID // 2)
        self.setFixedWidth(_WIDTH)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for _ in steps:
            self.addItem(QListWidgetItem(icon("image"), ""))
        self._say_all()
        for number in range(len(steps)):
            self._picture(number)
        self.currentRowChanged.connect(self.chosen)

    @property
    def number(self) -> int:
        """The place of the chosen one; -1: none."""
        return self.currentRow()

    def steps(self) -> tuple[Step, ...]:
        """Those that are left."""
        return tuple(self._steps)

    def step(self, number: int) -> Step | None:
        """The one at that place."""
        return self._steps[number] if 0 <= number < len(self._steps) else None

    def choose(self, number: int) -> None:
        """Show that one."""
        self.setCurrentRow(number)

    def put(self, number: int, step: Step) -> None:
        """Another one in the place of it."""
        self._steps[number] = step
        self._say_all()
        self._picture(number)
        self.changed.emit()

    def write(self, said: str | None) -> None:
        """Other words for the chosen one; `None`: ours."""
        if (step := self.step(self.number)) is not None:
            self._steps[self.number] = replace(step, own_words=said)
            self._say_all()
            self.changed.emit()

    def remove(self) -> None:
        """Take the chosen one out."""
        number = self.number
        if self.step(number) is None:
            return
        del self._steps[number]
        self.takeItem(number)
        self._say_all()
        self.chosen.emit(self.number)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove()
        else:
            super().keyPressEvent(event)

    def _say_all(self) -> None:
        """The first step is worded as the start, whichever it is now."""
        for number, step in enumerate(self._steps):
            self.item(number).setText(words.numbered(number + 1, step.words(first=number == 0)))

    def _picture(self, number: int) -> None:
        """Made in the background, of what is left to see."""
        item, step, scale = self.item(number), self._steps[number], self.devicePixelRatioF()
        item.setIcon(icon("image"))
        if step.shot is not None:
            self._background.run(
                lambda: _small(step, scale), lambda small: self._pictured(item, step, small), owner=self
            )

    def _pictured(self, item: QListWidgetItem, step: Step, small: QImage) -> None:
        for number, known in enumerate(self._steps):
            if self.item(number) is item and (known.shot, known.markup) == (step.shot, step.markup):
                item.setIcon(_as_it_is(QPixmap.fromImage(small)))


def _as_it_is(picture: QPixmap) -> QIcon:
    """Chosen or not: Qt would tint the chosen one."""
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made


def _small(step: Step, scale: float) -> QImage:
    if step.shot is None:
        return QImage()
    return thumbnail(flatten(step.shot.image(), step.markup), _PICTURE.width(), _PICTURE.height(), scale)
