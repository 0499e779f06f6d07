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
        self._marks: tuple[Mark, ...] = ()
        self.hurried = False
        """The zoom is changing: rough pixels now, smooth ones when it rests."""

    def pixmap(
        self, view: View, size: QSize, ratio: float, ground: QColor, marks: tuple[Mark, ...]
    ) -> QPixmap:
        """For a widget of that size; `marks` are those that are not being worked on.

        A mark on top of those that are painted already is painted above them, and nothing else is painted again.
        """
        key: _Key = (view.state(), ground.name(), self.hurried)
        if key != self._key or not _begins(marks, self._marks):
            self._key, self._marks = key, ()
            self._pixmap = QPixmap(size * ratio)
            self._pixmap.fill(ground)
            painter = QPainter(self._pixmap)
            room = QRectF(0, 0, self._pixmap.width(), self._pixmap.height())
            self._paint_picture(painter, self._corner(view, ratio), view.share, room)
            painter.end()
            self._pixmap.setDevicePixelRatio(ratio)
        if len(marks) > len(self._marks):
            self._paint_marks(view, ratio, marks)
        return self._pixmap

    def _paint_marks(self, view: View, ratio: float, marks: tuple[Mark, ...]) -> None:
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._corner(view, ratio) / ratio)
        painter.scale(view.scale, view.scale)
        painter.setClipRect(QRectF(0, 0, self._base.width(), self._base.height()))
        paint_marks(painter, marks, self._base, len(self._marks))
        painter.end()
        self._marks = marks

    def _corner(self, view: View, ratio: float) -> QPointF:
        return QPointF(view.left * ratio, view.top * ratio)

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


def _begins(marks: tuple[Mark, ...], painted: tuple[Mark, ...]) -> bool:
    """Whether these are the painted ones, with more on top at most. Compared by identity: a line may be long."""
    return len(marks) >= len(painted) and all(
        one is other for one, other in zip(marks, painted, strict=False)
    )
