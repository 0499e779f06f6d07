"""Where windows of ours stand while steps are recorded: the bar, a message in the corner. They are in no picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from trayapp.core.area import Area, Point
from trayapp.ui.moment.own_windows import showing

_RIM = 2
"""Pixels around a window that are spared, too: shadows, and a scale that is no whole number."""
_GONE = 300
"""Milliseconds after which a window has surely left the place where it stood."""
_KINDS = frozenset({QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize})


class OwnAreas(QObject):
    """Follows our windows as they come, move and go. `now` may be read from any thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.now: tuple[Area, ...] = ()
        """In true pixels of the desktop; of windows that have just gone, too."""
        self._timer = QTimer(self, singleShot=True, interval=_GONE)
        self._timer.timeout.connect(self._forget)

    def follow(self) -> None:
        """Begin."""
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._look()

    def leave(self) -> None:
        """End."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._timer.stop()
        self.now = ()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _KINDS and isinstance(watched, QWidget) and watched.isWindow():
            self._look()
        return False

    def _look(self) -> None:
        """What stood there until now is spared a moment longer: the screen is slower than we are."""
        self.now = tuple(dict.fromkeys((*self.now, *_areas())))
        self._timer.start()

    def _forget(self) -> None:
        self.now = _areas()


def _areas() -> tuple[Area, ...]:
    return tuple(true_area(window) for window in showing())


def true_area(window: QWidget) -> Area:
    """Qt scales sizes and distances within a monitor, and leaves the monitor's own corner where it is."""
    screen, frame = window.screen(), window.frameGeometry()
    corner, ratio = screen.geometry().topLeft(), screen.devicePixelRatio()
    place: QPoint = corner + (frame.topLeft() - corner) * ratio
    return Area(place.x(), place.y(), round(frame.width() * ratio), round(frame.height() * ratio)).grown(_RIM)


def middle_of_screen(window: QWidget) -> Point:
    """Of the monitor that the window is on, in true pixels."""
    screen = window.screen()
    whole, ratio = screen.geometry(), screen.devicePixelRatio()
    return Point(whole.x() + whole.width() * ratio / 2, whole.y() + whole.height() * ratio / 2)
