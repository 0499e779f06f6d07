"""A picture that can be zoomed and moved about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

_GROUND = QColor("#16181c")
_STEP = 1.25
_SMALLEST, _LARGEST = 0.05, 16.0
"""Screen pixels for each pixel of the picture."""
_TURN = 120
"""Of a wheel, for one step."""


class Canvas(QGraphicsView):
    """Fits the picture into itself until another size is asked for. Ctrl and the wheel zoom, dragging moves.

    Signals:
        zoomed: screen pixels for each pixel of the picture, in percent.
    """

    zoomed = Signal(int)

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._fitting = True
        self._picture = QGraphicsScene(self)
        self._item = self._picture.addPixmap(QPixmap.fromImage(image))
        self._picture.setSceneRect(QRectF(self._item.boundingRect()))
        self.setScene(self._picture)
        self.setBackgroundBrush(_GROUND)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setMinimumSize(QSize(240, 160))

    @property
    def scale_shown(self) -> float:
        """Screen pixels for each pixel of the picture."""
        return self.transform().m11() * self.devicePixelRatioF()

    def fit(self) -> None:
        """All of it, never larger than it is; and so from now on, whatever size the window gets."""
        self._fitting = True
        size, room = self._picture.sceneRect().size(), self.viewport().size()
        if size.isEmpty():
            return
        within = min(room.width() / size.width(), room.height() / size.height())
        self._show(within * self.devicePixelRatioF(), largest=1.0)

    def full(self) -> None:
        """Each pixel of the picture is one of the screen."""
        self._fitting = False
        self._show(1.0)

    def nearer(self) -> None:
        """One step larger."""
        self._step(_STEP)

    def farther(self) -> None:
        """One step smaller."""
        self._step(1 / _STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting:
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange and self._fitting:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn: QPoint = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turn.y():
            self._step(_STEP ** (turn.y() / _TURN))
            event.accept()
        else:
            super().wheelEvent(event)

    def _step(self, factor: float) -> None:
        self._fitting = False
        self._show(self.scale_shown * factor)

    def _show(self, scale: float, largest: float = _LARGEST) -> None:
        wanted = min(max(scale, _SMALLEST), largest)
        # what is larger than it is shows its pixels as they are: somebody looks whether they can be read
        smooth = QPainter.RenderHint.SmoothPixmapTransform
        self.setRenderHint(smooth, wanted < 1)
        self._item.setTransformationMode(
            Qt.TransformationMode.SmoothTransformation
            if wanted < 1
            else Qt.TransformationMode.FastTransformation
        )
        self.resetTransform()
        self.scale(wanted / self.devicePixelRatioF(), wanted / self.devicePixelRatioF())
        self.zoomed.emit(round(wanted * 100))
