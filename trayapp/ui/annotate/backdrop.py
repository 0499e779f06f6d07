"""What stays the same while a tool is at work, painted once: the picture at this zoom, and the marks on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from trayapp.core.markup import Mark
from trayapp.ui.annotate.paint import paint_marks
from trayapp.ui.annotate.view import View

_Key = tuple[object, ...]


class Backdrop:
    """A pixmap as large as the widget. In memory alone."""

    def __init__(self, base: QImage) -> None:
        self._base = base
        self._scaled = QImage()
        self._pixmap = QPixmap()
        self._key: _Key = ()
        self.hurried = False
        """The zoom is changing: rough pixels now, smooth ones when it rests."""

    def pixmap(
        self, view: View, size: QSize, ratio: float, ground: QColor, marks: tuple[Mark, ...]
    ) -> QPixmap:
        """For a widget of that size; `marks` are those that are not being worked on."""
        key: _Key = (view.state(), ground.name(), marks, [id(mark) for mark in marks], self.hurried)
        if key != self._key:
            self._key = key
            self._pixmap = QPixmap(size * ratio)
            self._pixmap.fill(ground)
            painter = QPainter(self._pixmap)
            self._paint(painter, view, marks, QSize(self._pixmap.size()), ratio)
            painter.end()
            self._pixmap.setDevicePixelRatio(ratio)
        return self._pixmap

    def _paint(
        self, painter: QPainter, view: View, marks: tuple[Mark, ...], room: QSize, ratio: float
    ) -> None:
        corner = QPointF(view.left * ratio, view.top * ratio)
        self._paint_picture(painter, corner, view.share, QRectF(0, 0, room.width(), room.height()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(corner)
        painter.scale(view.share, view.share)
        painter.setClipRect(QRectF(0, 0, self._base.width(), self._base.height()))
        paint_marks(painter, marks, self._base)

    def _paint_picture(self, painter: QPainter, corner: QPointF, share: float, room: QRectF) -> None:
        if share < 1 and not self.hurried:
            painter.drawImage(corner, self._fitting(share))
            return
        whole = QRectF(corner.x(), corner.y(), self._base.width() * share, self._base.height() * share)
        seen = whole.intersected(room)
        source = QRectF(
            (seen.x() - corner.x()) / share,
            (seen.y() - corner.y()) / share,
            seen.width() / share,
            seen.height() / share,
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, 1 < share < 2)
        painter.drawImage(seen, self._base, source)

    def _fitting(self, share: float) -> QImage:
        """The picture scaled down well: the slow part, done once for each zoom."""
        size = QSize(max(round(self._base.width() * share), 1), max(round(self._base.height() * share), 1))
        if self._scaled.size() != size:
            self._scaled = self._base.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        return self._scaled
