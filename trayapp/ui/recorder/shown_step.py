"""The picture of a step, as large as there is room, as it will leave."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from trayapp.ui.annotate.flatten import flatten
from trayapp.ui.background import Background
from trayapp.ui.recorder.steps import Step
from trayapp.ui.texts import recorder as words

_GROUND = QColor("#16181c")
_QUIET = QColor("#c3c9d4")


class ShownStep(QWidget):
    """A double click opens the mark-up window.

    Signals:
        opened: it is to be marked up.
    """

    opened = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._image = QImage()
        self._says = ""
        self._step: Step | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(320, 200))

    @property
    def image(self) -> QImage:
        """What is shown; null while it is made, or when there is none."""
        return self._image

    def show_step(self, number: int, step: Step | None, *, first: bool) -> None:
        """Show the picture of that step, once it is made."""
        self._step, self._image = step, QImage()
        self._says = words.NO_PICTURE if step is not None and step.shot is None else ""
        self.setAccessibleName("" if step is None else words.picture_of(number, step.words(first=first)))
        self.update()
        if step is not None and step.shot is not None:
            self._background.run(
                lambda: _flat(step),
                lambda image: self._made(step, image),
                lambda _: self._failed(step),
                owner=self,
            )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), _GROUND)
        if self._image.isNull():
            painter.setPen(_QUIET)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._says)
        else:
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
        painter.end()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit()

    def _made(self, step: Step, image: QImage) -> None:
        if step is self._step:
            self._image = image
            self.update()

    def _failed(self, step: Step) -> None:
        if step is self._step:
            self._says = words.NO_PICTURE
            self.update()


def _flat(step: Step) -> QImage:
    return QImage() if step.shot is None else flatten(step.shot.image(), step.markup)
