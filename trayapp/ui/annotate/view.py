"""Which part of the picture is seen, and how large."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF

from trayapp.core.area import Area, Point

_MARGIN = 24.0
"""Around a picture that is shown whole, in device-independent pixels."""
_BEYOND = 80.0
"""How far the picture's edge may be moved into the window."""
_STEP = 1.25
_SMALLEST, _LARGEST = 0.05, 16.0


class View:
    """Between the picture's pixels and the widget's, which are device-independent."""

    def __init__(self, wide: int, high: int) -> None:
        self.wide, self.high = wide, high
        self.scale = 1.0
        """The widget's pixels for one of the picture's."""
        self.left, self.top = 0.0, 0.0
        """Where the picture's corner is in the widget."""
        self.fitted = True
        """The whole picture is shown, also when the window is made larger."""
        self._room = QSizeF(1, 1)
        self._ratio = 1.0

    @property
    def share(self) -> float:
        """The screen's true pixels for one of the picture's; 1: its true size."""
        return self.scale * self._ratio

    def state(self) -> tuple[float, float, float, float, float, float]:
        """Equal when the same is seen."""
        return (self.scale, self.left, self.top, self._room.width(), self._room.height(), self._ratio)

    def resize(self, room: QSizeF, ratio: float) -> None:
        """The widget has another size, or its screen another scale."""
        middle = self.to_picture(QPointF(self._room.width() / 2, self._room.height() / 2))
        self._room, self._ratio = room, ratio
        if self.fitted:
            self.fit()
        else:
            self.show_at(middle, QPointF(room.width() / 2, room.height() / 2))

    def fit(self) -> None:
        """Show the whole picture, no larger than it is."""
        across = (self._room.width() - 2 * _MARGIN) / max(self.wide, 1)
        down = (self._room.height() - 2 * _MARGIN) / max(self.high, 1)
        self.scale = max(min(across, down, 1 / self._ratio), _SMALLEST / self._ratio)
        self.fitted = True
        self._settle()

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Larger or smaller, with what is at `around` (the middle) staying there."""
        self.zoom_to(self.share * factor, around)

    def zoom_to(self, share: float, around: QPointF | None = None) -> None:
        """So many of the screen's pixels for one of the picture's."""
        place = around or QPointF(self._room.width() / 2, self._room.height() / 2)
        stays = self.to_picture(place)
        self.scale = min(max(share, _SMALLEST), _LARGEST) / self._ratio
        self.fitted = False
        self.show_at(stays, place)

    def zoom_in(self, around: QPointF | None = None) -> None:
        self.zoom(_STEP, around)

    def zoom_out(self, around: QPointF | None = None) -> None:
        self.zoom(1 / _STEP, around)

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by the widget's pixels."""
        self.left, self.top = self.left + dx, self.top + dy
        self._settle()

    def show_at(self, point: Point, place: QPointF) -> None:
        """Bring the picture's point to the widget's place, as near as the edges allow."""
        self.left = place.x() - point.x * self.scale
        self.top = place.y() - point.y * self.scale
        self._settle()

    def bring_into_view(self, point: Point) -> bool:
        """Move the picture so that the point is seen; whether that was needed."""
        place = self.to_widget(point)
        room = QRectF(0, 0, self._room.width(), self._room.height()).adjusted(32, 32, -32, -32)
        dx = max(room.left() - place.x(), 0) + min(room.right() - place.x(), 0)
        dy = max(room.top() - place.y(), 0) + min(room.bottom() - place.y(), 0)
        before = (self.left, self.top)
        if dx or dy:
            self.pan(dx, dy)
        return before != (self.left, self.top)

    def to_picture(self, place: QPointF) -> Point:
        return Point((place.x() - self.left) / self.scale, (place.y() - self.top) / self.scale)

    def to_widget(self, point: Point) -> QPointF:
        return QPointF(self.left + point.x * self.scale, self.top + point.y * self.scale)

    def rectangle(self, area: Area) -> QRectF:
        """Where the area is in the widget."""
        corner = self.to_widget(Point(area.x, area.y))
        return QRectF(corner.x(), corner.y(), area.width * self.scale, area.height * self.scale)

    def touched(self, area: Area, margin: int) -> QRect:
        """Every pixel of the widget that shows something of the area, and so many around."""
        return self.rectangle(area).toAlignedRect().adjusted(-margin, -margin, margin, margin)

    def _settle(self) -> None:
        """In the middle where there is room; no further out than leaves it in sight; on the screen's pixels."""
        self.left = self._settled(self.left, self.wide * self.scale, self._room.width())
        self.top = self._settled(self.top, self.high * self.scale, self._room.height())

    def _settled(self, start: float, length: float, room: float) -> float:
        if length < room - 2 * _MARGIN + 1:
            start = (room - length) / 2
        else:
            start = min(max(start, room - length - _BEYOND), _BEYOND)
        return round(start * self._ratio) / self._ratio
