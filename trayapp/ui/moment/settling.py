"""Waits until windows of ours that were hidden have surely left the screen."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from trayapp.core.ports import WindowList
from trayapp.ui.moment.just_closed import SETTLED
from trayapp.ui.moment.own_windows import Away

_LOOK_EVERY = 15
_LONGEST = 600
"""Milliseconds after which a desktop that still lists our windows is not believed."""
_ROUNDS = 4
"""So often a window of ours that comes up meanwhile begins the wait anew; there are no more than a few of them."""


def when_settled(away: Away, windows: WindowList, owner: QObject, done: Callable[[], None]) -> None:
    """Call `done` once no window of this process is on the screen. On the UI thread, never at once.

    A window that comes up meanwhile (a message in the corner) is sent away with the others.
    """
    _Settling(away, windows, owner, done).look()


class _Settling(QObject):
    """Asks the desktop until it has let go of our windows, then gives the screen its time."""

    def __init__(self, away: Away, windows: WindowList, owner: QObject, done: Callable[[], None]) -> None:
        super().__init__(owner)
        self._away = away
        self._windows = windows
        self._done = done
        self._rounds = 1
        self._since = QElapsedTimer()
        self._since.start()

    def look(self) -> None:
        if self._still_listed() and not self._since.hasExpired(_LONGEST):
            QTimer.singleShot(_LOOK_EVERY, self, self.look)
        else:
            QTimer.singleShot(SETTLED, self, self._end)

    def _still_listed(self) -> bool:
        """Where windows are not told, or not whose they are, this says nothing, and the time alone must do."""
        return any(place.pid == os.getpid() for place in self._windows.places())

    def _end(self) -> None:
        if self._rounds < _ROUNDS and self._away.more():
            self._rounds += 1
            self._since.restart()
            self.look()
            return
        self.deleteLater()
        self._done()
