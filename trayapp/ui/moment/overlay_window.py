"""One monitor of the overlay: shows it frozen and turns pointer, touch and keys into what is being chosen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from trayapp.core.area import Area, Point
from trayapp.ui.moment.frozen import Pane
from trayapp.ui.moment.overlay_paint import Sheet
from trayapp.ui.moment.picking import Picked, Picking
from trayapp.ui.texts import moment as texts
from trayapp.ui.widgets import announce

_FAR = 10
"""Pixels of one step of the cross; with Ctrl it is one."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class OverlayWindow(QWidget):
    """Touch and pen come as a pointer: Qt makes mouse events of what nobody takes otherwise.

    Signals:
        moved: the choice changed.
        picked: this `Picked`.
        cancelled: no part is wanted.
    """

    moved = Signal()
    picked = Signal(object)
    cancelled = Signal()

    def __init__(self, pane: Pane, picking: Picking) -> None:
        super().__init__(None, _flags())
        self._picking = picking
        self._pane = pane
        self.sheet = Sheet(pane.image, pane.shot.area, QGuiApplication.palette())
        self._drawn = QRegion()
        self.sized = True
        """It shows the size of what is chosen; of several that show a part of it one does."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setWindowTitle(texts.OVERLAY)
        self.setAccessibleName(texts.OVERLAY)
        self.setAccessibleDescription(texts.OVERLAY_KEYS)

    def cover(self) -> None:
        """Fill the monitor."""
        for screen in QGuiApplication.screens():
            if screen.name() == self._pane.screen:
                self.setScreen(screen)
        self.setGeometry(self._pane.place)
        if self.windowFlags() & Qt.WindowType.X11BypassWindowManagerHint:
            self.show()
        else:
            self.showFullScreen()

    def holds_cross(self) -> bool:
        """Whether the cross is on this monitor."""
        return self.sheet.holds(self._picking.cross)

    def refresh(self) -> None:
        """Draw what changed since the last time."""
        now = self._touched()
        self.update(self._drawn + now)
        self._drawn = now

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.sheet.ground(painter)
        shown, here = self._picking.shown, self.holds_cross()
        if shown is not None:
            self.sheet.chosen(painter, shown, sized=self.sized)
        if here:
            self.sheet.cross(painter, self._picking.cross)
            self.sheet.glass(painter, self._picking.cross)
        if self._picking.region is None:
            self.sheet.help(painter, self._help())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.sheet.size = QSizeF(event.size())
        self._drawn = self._touched()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._picking.move(self._at(event.position()))
        self.moved.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._picking.press(self._at(event.position()))
            self.moved.emit()
        elif not self._picking.drop():
            self.cancelled.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._picking.region is not None:
            self._tell(self._picking.release(self._at(event.position())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            length = 1 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else _FAR
            dx, dy = _ARROWS[key]
            self._picking.step(dx * length, dy * length)
            self._tell(None)
        elif key in _ENDS:
            self._tell(self._picking.enter())
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the windows on the screen; there is nothing else here to go to."""
        self._picking.next_window(1 if forward else -1)
        self._tell(None)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """By the desktop's own key: nothing is wanted."""
        event.accept()
        self.cancelled.emit()

    def _tell(self, picked: Picked | None) -> None:
        if picked is not None:
            self.picked.emit(picked)
            return
        self.moved.emit()
        shown: Area | None = self._picking.shown
        if shown is not None:
            announce(self, texts.size(shown.width, shown.height))

    def _at(self, place: QPointF) -> Point:
        return self.sheet.to_desktop(place)

    def _help(self) -> str:
        return texts.OVERLAY_HINT_WINDOWS if self._picking.has_windows else texts.OVERLAY_HINT

    def _touched(self) -> QRegion:
        at = self._picking.cross if self.holds_cross() else None
        region = self.sheet.touched(self._picking.shown, at)
        return region + self.sheet.help_place(self._help()).toAlignedRect()


def _flags() -> Qt.WindowType:
    """On X11 no window manager comes between: it would place the windows of a second monitor as it likes."""
    flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
    if QGuiApplication.platformName() == "xcb":
        flags |= Qt.WindowType.X11BypassWindowManagerHint
    return flags
