"""A program on a Wayland desktop: shows a green window, takes pictures until it is in them, prints what it saw."""

from __future__ import annotations

import json
import os
import sys
import threading
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QRasterWindow

from trayapp.capture.choose import choose
from trayapp.capture.screens import Screens
from trayapp.core.ports import RawShot

GREEN = QColor(0, 200, 0)
PATIENCE = 30


class Window(QRasterWindow):
    """Green all over."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), GREEN)
        painter.end()


def greens(shot: RawShot) -> int:
    """How many pixels are green."""
    return bytes(shot.bgrx).count(bytes((GREEN.blue(), GREEN.green(), GREEN.red())))


def main() -> None:
    """Grabs in a thread, as the tray app does, while Qt's loop runs."""
    application = QGuiApplication(sys.argv)
    screens = Screens(application)
    camera = choose(os.environ, screens)
    window = Window()
    window.resize(200, 100)
    window.show()

    def work() -> None:
        seen: list[dict[str, object]] = []
        end = time.monotonic() + PATIENCE
        while not any(shot["green"] for shot in seen) and time.monotonic() < end:
            try:
                shots = camera.grab()
            except Exception as error:  # noqa: BLE001 - before the window shows the screen is of one colour
                sys.stderr.write(f"{error!r}\n")
                continue
            seen = [
                {"name": s.name, "x": s.x, "y": s.y, "width": s.width, "height": s.height, "green": greens(s)}
                for s in shots
            ]
        sys.stdout.write(json.dumps({"camera": type(camera).__name__, "shots": seen}))

    thread = threading.Thread(target=work)
    thread.start()
    # quit() belongs on the UI thread: called from another one it hung in every third run
    timer = QTimer()
    timer.timeout.connect(lambda: thread.is_alive() or application.quit())
    timer.start(10)
    application.exec()


main()
