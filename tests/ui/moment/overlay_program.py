"""Takes a picture, opens the overlay over it, and says on stdout what was chosen, a JSON object a line."""

from __future__ import annotations

import json
import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from trayapp.capture.choose import choose
from trayapp.capture.screens import Screens
from trayapp.capture.window_list.choose import window_list
from trayapp.core.errors import LocalFault
from trayapp.ui.moment.frozen import cut
from trayapp.ui.moment.overlay import Overlay
from trayapp.ui.moment.picking import Picked


def say(**what: object) -> None:
    """One line."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Program:
    """A window with a word in it, a picture of it, and the overlay over that."""

    def __init__(self, qt: QApplication) -> None:
        self._qt = qt
        self._screens = Screens(qt)
        self._camera = choose(os.environ, self._screens)
        self._word = QLabel("A word, for a picture of a single colour counts as none")
        self._word.show()
        self._timer = QTimer(interval=50)
        self._timer.timeout.connect(self._try)
        self._timer.start()

    def _try(self) -> None:
        """Until the word can be seen."""
        try:
            self._shots = self._camera.grab()
        except LocalFault:
            return
        self._timer.stop()
        self._word.hide()
        self._open()

    def _open(self) -> None:
        self._overlay = Overlay(self._shots, window_list(os.environ, self._screens).places(), self._qt)
        self._overlay.picked.connect(self._picked)
        self._overlay.cancelled.connect(self._cancelled)
        self._overlay.open()
        self._timer.timeout.disconnect()
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        """Say when the windows are there."""
        windows = self._overlay.windows
        if all(window.windowHandle().isExposed() for window in windows):
            self._timer.stop()
            say(windows=[[window.width(), window.height()] for window in windows])

    def _picked(self, what: Picked) -> None:
        area, image = what.area, cut(self._shots, what.area)
        say(area=[area.x, area.y, area.width, area.height], image=[image.width(), image.height()])
        self._qt.quit()

    def _cancelled(self) -> None:
        say(cancelled=True)
        self._qt.quit()


def main() -> None:
    """Until something is chosen, or nothing."""
    qt = QApplication([])
    qt.setQuitOnLastWindowClosed(False)
    program = Program(qt)
    qt.exec()
    del program


if __name__ == "__main__":
    main()
