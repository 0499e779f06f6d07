"""Draws a frozen monitor: dimmed, what is chosen bright, with its size, a magnifier and a line of help."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPalette, QPen, QRegion

from trayapp.core.area import Area, Point
from trayapp.ui import theme
from trayapp.ui.texts import moment as texts
from trayapp.ui.theme import EDGE, GAP, GRID, GROUP, RADIUS, Text, font

_DIM = QColor(8, 10, 14, 120)
_GLASS = 128
"""Side of the magnifier, in device-independent pixels."""
_SEEN = 16
"""Pixels of the screen that it shows across."""
_WIDE = 4000.0
_WRAPPED = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
_PILL = QColor(16, 18, 22, 232)
_ON_PILL = QColor("#ffffff")


class Sheet:
    """One monitor's picture on a surface of `size` device-independent pixels."""

    def __init__(self, image: QImage, place: Area, palette: QPalette) -> None:
        self._image = image
        self._place = place
        self._palette = palette
        self.size = QSizeF(1, 1)

    def to_desktop(self, at: QPointF) -> Point:
        """A place on the surface, or beyond its edge, in true pixels of the desktop."""
        across, down = self._ratios()
        return Point(self._place.x + at.x() * across, self._place.y + at.y() * down)

    def rect_of(self, area: Area) -> QRectF:
        """An area of the desktop, on the surface."""
        across, down = self._ratios()
        return QRectF(
            (area.x - self._place.x) / across,
            (area.y - self._place.y) / down,
            area.width / across,
            area.height / down,
        )

    def holds(self, at: Point) -> bool:
        """Whether that pixel is on this monitor."""
        return self._place.contains(at)

    def shows(self, area: Area) -> bool:
        """Whether some of it is on this monitor."""
        return not self._place.common(area).empty

    def ground(self, painter: QPainter) -> None:
        """The monitor, dimmed."""
        whole = QRectF(QPointF(), self.size)
        painter.drawImage(whole, self._image)
        painter.fillRect(whole, _DIM)

    def chosen(self, painter: QPainter, area: Area, *, sized: bool) -> None:
        """Bright, in a frame, with its size."""
        rect = self.rect_of(area)
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.drawImage(QRectF(QPointF(), self.size), self._image)
        painter.restore()
        for colour, width in ((_ON_PILL, 4.0), (theme.accent(self._palette), 2.0)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(-1, -1, 1, 1))
        if sized:
            _pill(painter, self._size_place(rect, area), texts.size(area.width, area.height))

    def glass(self, painter: QPainter, at: Point) -> None:
        """The pixels around the cross, large."""
        place = self._glass_place(at)
        seen = QRectF(at.x - self._place.x - _SEEN / 2, at.y - self._place.y - _SEEN / 2, _SEEN, _SEEN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.fillRect(place, Qt.GlobalColor.black)
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        painter.drawImage(place, self._image, seen)
        pixel = _GLASS / _SEEN
        middle = QRectF(place.center(), QSizeF(pixel, pixel))
        painter.setPen(QPen(_ON_PILL, 3))
        painter.drawRect(middle)
        painter.setPen(QPen(theme.accent(self._palette), 1.5))
        painter.drawRect(middle)
        painter.restore()
        for colour, width in ((_PILL, 5), (_ON_PILL, 2)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
            painter.drawRect(place)

    def cross(self, painter: QPainter, at: Point) -> None:
        """Hair lines over the whole monitor."""
        middle = self.rect_of(Area(int(at.x), int(at.y), 1, 1)).center()
        for colour, width in ((QColor(0, 0, 0, 90), 3), (QColor(255, 255, 255, 200), 1)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(0, middle.y()), QPointF(self.size.width(), middle.y()))
            painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), self.size.height()))

    def help(self, painter: QPainter, text: str) -> None:
        """A line at the top, in the middle."""
        _pill(painter, self.help_place(text), text)

    def help_place(self, text: str) -> QRectF:
        """Where the help lies, in several lines on a narrow monitor."""
        size = _pill_size(text, self.size.width() - 2 * EDGE)
        return QRectF(QPointF((self.size.width() - size.width()) / 2, EDGE), size)

    def touched(self, area: Area | None, at: Point | None) -> QRegion:
        """Everything that depends on what is chosen and where the cross is: to be drawn anew when they change."""
        region = QRegion()
        if area is not None:
            rect = self.rect_of(area)
            region += _around(rect)
            region += _around(self._size_place(rect, area))
        if at is not None:
            region += _around(self._glass_place(at))
            middle = self.rect_of(Area(int(at.x), int(at.y), 1, 1)).center().toPoint()
            region += QRect(0, middle.y() - 3, round(self.size.width()), 7)
            region += QRect(middle.x() - 3, 0, 7, round(self.size.height()))
        return region

    def _ratios(self) -> tuple[float, float]:
        return self._place.width / self.size.width(), self._place.height / self.size.height()

    def _size_place(self, rect: QRectF, area: Area) -> QRectF:
        """Below the region's left corner; inside it where there is no room below."""
        size = _pill_size(texts.size(area.width, area.height))
        top = rect.bottom() + GAP
        if top + size.height() > self.size.height():
            top = rect.bottom() - size.height() - GAP
        left = min(max(rect.left(), GRID), self.size.width() - size.width() - GRID)
        return QRectF(QPointF(left, max(top, GRID)), size)

    def _glass_place(self, at: Point) -> QRectF:
        """Beside the cross, on the side where there is room."""
        middle = self.rect_of(Area(int(at.x), int(at.y), 1, 1)).center()
        left, top = middle.x() + GROUP + GAP, middle.y() + GROUP + GAP
        if left + _GLASS > self.size.width():
            left = middle.x() - GROUP - GAP - _GLASS
        if top + _GLASS > self.size.height():
            top = middle.y() - GROUP - GAP - _GLASS
        return QRectF(left, top, _GLASS, _GLASS)


def _around(rect: QRectF) -> QRect:
    return rect.toAlignedRect().adjusted(-4, -4, 4, 4)


def _pill_size(text: str, most: float = _WIDE) -> QSizeF:
    room = QRectF(0, 0, most - 2 * GROUP, _WIDE)
    needed = QFontMetricsF(font(Text.BODY)).boundingRect(room, _WRAPPED, text)
    return QSizeF(needed.width() + 2 * GROUP + 1, needed.height() + 2 * GAP)


def _pill(painter: QPainter, place: QRectF, text: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PILL)
    painter.drawRoundedRect(place, RADIUS, RADIUS)
    painter.setFont(font(Text.BODY))
    painter.setPen(_ON_PILL)
    painter.drawText(place.adjusted(GROUP, 0, -GROUP, 0), _WRAPPED, text)
    painter.restore()
