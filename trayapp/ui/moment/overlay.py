"""The frozen screens, on which the employee chooses a region or a window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QCursor, QGuiApplication

from trayapp.core.area import Point
from trayapp.core.ports import RawShot, WindowPlace
from trayapp.ui.moment.frozen import Pane, panes
from trayapp.ui.moment.overlay_window import OverlayWindow
from trayapp.ui.moment.picking import Picked, Picking


class Overlay(QObject):
    """A window on each monitor that was pictured.

    Signals:
        picked: this `Picked`; the windows are gone.
        cancelled: no part is wanted; the windows are gone.
    """

    picked = Signal(object)
    cancelled = Signal()

    def __init__(self, shots: Sequence[RawShot], places: Sequence[WindowPlace], owner: QObject) -> None:
        super().__init__(owner)
        found = panes(shots, QGuiApplication.screens())
        self._over = False
        self.picking: Picking | None = None
        self.windows: list[OverlayWindow] = []
        if found:
            areas = [pane.shot.area for pane in found]
            self.picking = Picking(
                areas, [place.area for place in places if not place.popup], _pointer(found)
            )
            self.windows = [self._window(pane, self.picking) for pane in found]

    def open(self) -> None:
        """Cover the monitors; the one with the pointer takes the keys. `cancelled` at once when there is none."""
        QGuiApplication.instance().screenRemoved.connect(self._cancel)  # type: ignore[union-attr]
        for window in self.windows:
            window.cover()
        first = next((window for window in self.windows if window.holds_cross()), None)
        if first is None:
            self._cancel()
            return
        first.raise_()
        first.activateWindow()
        first.setFocus()

    def leave(self) -> bool:
        """Take the windows away; whether they stood there until now."""
        if self._over:
            return False
        self._over = True
        for window in self.windows:
            window.hide()
            window.deleteLater()
        self.windows.clear()
        self.deleteLater()
        return True

    def _window(self, pane: Pane, picking: Picking) -> OverlayWindow:
        window = OverlayWindow(pane, picking)
        window.moved.connect(self._refresh)
        window.picked.connect(self._pick)
        window.cancelled.connect(self._cancel)
        return window

    def _refresh(self) -> None:
        shown = self.picking.shown if self.picking is not None else None
        if shown is not None:
            lower_left = Point(shown.x, shown.bottom - 1)
            sized = [window for window in self.windows if window.sheet.holds(lower_left)]
            sized += [window for window in self.windows if window.sheet.shows(shown)]
            for window in self.windows:
                window.sized = window in sized[:1]
        for window in self.windows:
            window.refresh()

    def _pick(self, picked: Picked) -> None:
        if self.leave():
            self.picked.emit(picked)

    def _cancel(self, *_: object) -> None:
        if self.leave():
            self.cancelled.emit()


def _pointer(found: Sequence[Pane]) -> Point:
    """Where the pointer is, in true pixels; the middle of the first monitor when it is on none of them."""
    at = QCursor.pos()
    for pane in found:
        place = pane.place
        if place.contains(at):
            shot = pane.shot
            inside = QPointF(at - place.topLeft())
            return Point(
                shot.x + inside.x() * shot.width / place.width(),
                shot.y + inside.y() * shot.height / place.height(),
            )
    middle = QRectF(0, 0, found[0].shot.width, found[0].shot.height).center()
    return Point(found[0].shot.x + middle.x(), found[0].shot.y + middle.y())
