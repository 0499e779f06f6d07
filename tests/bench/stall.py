"""The longest stall of the UI thread while 10 000 tickets arrive and two 4K pictures are sent.

The child runs the windows on a virtual screen: `python -m tests.bench.stall HOME`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.installed import as_installed
from tests.bench.report import Row, milliseconds
from trayapp.app import open_app
from trayapp.app.ui_parts import make_context
from trayapp.app.windows import Windows
from trayapp.core.model import Draft
from trayapp.core.ports import Query, RawShot
from trayapp.demo.portal_process import PortalProcess
from trayapp.demo.virtual_desktop import VirtualDesktop
from trayapp.ui.context import UiContext

_TICKETS = 10_000
_WIDTH, _HEIGHT = 3840, 2160
_BEAT_MS = 5


def rows() -> Iterator[Row]:
    """The window shows the list all the while."""
    with (
        tempfile.TemporaryDirectory() as folder,
        PortalProcess(Path(folder, "portal"), ("--seed", f"bulk:{_TICKETS}")) as portal,
        VirtualDesktop() as desktop,
        as_installed(desktop.env) as installed,
    ):
        environment = installed | {"TRAYAPP_PORTAL_URL": portal.url, "TRAYAPP_TOKEN": portal.users["basic"]}
        command = [sys.executable, "-m", "tests.bench.stall", str(Path(folder, "home"))]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    found = json.loads(done.stdout)
    worst = found["longest"]
    during = f"{found['tickets']} tickets in {found['seconds']:.0f} s"
    yield Row("longest stall of the UI thread", milliseconds(worst), during, worst * 1000, 50, "ms")


class _Pulse(QObject):
    """Beats on the UI thread and remembers the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last - _BEAT_MS / 1000)
        self._last = now


class _Load(QObject):
    """Sends the pictures, waits until everything has come and gone, and ends the program."""

    def __init__(self, context: UiContext, qt: QApplication) -> None:
        super().__init__()
        self._context = context
        self._qt = qt
        self._sent = False
        self._timer = QTimer(self, interval=250)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        noise = os.urandom(_WIDTH * 4) * _HEIGHT
        shots = [RawShot(str(number), 0, 0, _WIDTH, _HEIGHT, noise) for number in (1, 2)]
        context.background.run(
            lambda: self._submit(shots), lambda _: setattr(self, "_sent", True), owner=self
        )

    def _submit(self, shots: list[RawShot]) -> None:
        desk = self._context.desk
        files = tuple(desk.attach_picture(self._context.encode(shot), shot.name) for shot in shots)
        desk.submit(Draft("Two big pictures", files=files))

    def _look(self) -> None:
        context = self._context
        context.background.run(
            lambda: bool(context.tickets.synced_at()) and not context.outbox.pending(),
            self._ended,
            owner=self,
        )

    def _ended(self, idle: bool) -> None:
        if idle and self._sent:
            self._qt.quit()


def main(home: str) -> None:
    """Measure, and print one JSON document."""
    qt = QApplication(["bench"])
    qt.setQuitOnLastWindowClosed(False)
    with open_app(home) as app:
        context = make_context(app, qt, qt, lambda: None)
        windows = Windows(context, qt.quit)
        windows.show_page("tickets")
        qt.processEvents()
        worker = app.make_worker(context.bridge.emit_event)
        started, load, pulse = time.perf_counter(), _Load(context, qt), _Pulse()
        worker.start()
        qt.exec()
        found = {"longest": pulse.longest, "seconds": time.perf_counter() - started}
        del load
        worker.stop()
        context.background.shutdown()
        found["tickets"] = context.tickets.count(Query("all"))
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
