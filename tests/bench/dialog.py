"""From the click to the dialog painted with its 4K previews; and the capture in it against a raw mss grab.

The child runs on a virtual screen: `python -m tests.bench.dialog HOME`.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from statistics import median

import mss
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from tests.bench.installed import as_installed
from tests.bench.report import Row, milliseconds
from tests.bench.wide_desktop import wide_desktop
from trayapp.app import open_app
from trayapp.app.ui_parts import make_context
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import open_submission
from trayapp.ui.submit.warm_up import warm_up

_PROGRAMS = 5
_ROUNDS = 6
_PATIENCE = 120


def rows() -> Iterator[Row]:
    """With one 4K monitor, and with two side by side."""
    yield from _rows("4K", 1)
    yield from _rows("two 4K monitors", 2)


def _rows(what: str, monitors: int) -> Iterator[Row]:
    """Several programs, each with its first time; all on one screen, in turn."""
    with wide_desktop(monitors) as desktop, as_installed(desktop.env) as environment:
        runs = [_child(environment) for _ in range(_PROGRAMS)]
    opened = median(seconds for run in runs for seconds in run["opened"][1:])
    first = median(run["opened"][0] for run in runs)
    yield Row(f"click to dialog painted, {what}", milliseconds(opened), "", opened * 1000, 150, "ms")
    yield Row(
        f"click to dialog painted, {what}, first time", milliseconds(first), "", first * 1000, 150, "ms"
    )
    grabs, raws = (
        [each for run in runs for each in run["grab"]],
        [each for run in runs for each in run["raw"]],
    )
    ratio = median(mine / raw for mine, raw in zip(grabs, raws, strict=True))
    yield Row(
        f"capture, {what}",
        milliseconds(median(grabs)),
        f"raw mss grab {milliseconds(median(raws))}",
        ratio,
        1.5,
    )


def _child(environment: Mapping[str, str]) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "tests.bench.dialog", home]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, timeout=_PATIENCE)
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


class _FirstPaint(QObject):
    """Notes the end of a window's first painting."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self.painted = False
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.painted |= event.type() is QEvent.Type.UpdateRequest
        return False


def _warm_up(context: UiContext) -> None:
    """As the tray program does 1.5 s after its start, long before an employee clicks."""
    ready = _Ready()
    logging.getLogger().setLevel(logging.INFO)
    logging.getLogger("trayapp.ui.submit.warm_up").addHandler(ready)
    warm_up(context, context.bridge)
    while not ready.heard:
        QCoreApplication.processEvents()


class _Ready(logging.Handler):
    """Hears that warming up has ended, well or not."""

    heard = False

    def emit(self, _record: logging.LogRecord) -> None:
        self.heard = True


def _open(context: UiContext) -> float:
    started = time.perf_counter()
    dialog = open_submission(context)
    assert dialog is not None
    paint = _FirstPaint(dialog)
    while not paint.painted:
        QCoreApplication.processEvents()
    QCoreApplication.processEvents()
    took = time.perf_counter() - started
    _close(dialog)
    return took


def _close(dialog: SubmissionDialog) -> None:
    dialog.reject()
    deadline = time.monotonic() + 0.5  # encoding and facts of this one shall not burden the next
    while time.monotonic() < deadline:
        QCoreApplication.processEvents()


def _timed(job: object) -> float:
    started = time.perf_counter()
    job()  # type: ignore[operator]
    return time.perf_counter() - started


def main(home: str) -> None:
    """Measure, and print one JSON document."""
    qt = QApplication(["bench"])
    qt.setQuitOnLastWindowClosed(False)
    with open_app(home) as app, mss.MSS() as camera:
        context = make_context(app, qt, qt, lambda: None)
        _warm_up(context)
        opened = [_open(context) for _ in range(_ROUNDS)]
        camera.grab(camera.monitors[0])
        pairs = [
            (_timed(context.capturer.grab), _timed(lambda: camera.grab(camera.monitors[0])))
            for _ in range(_ROUNDS)
        ]
        context.background.shutdown()
    print(
        json.dumps(
            {"opened": opened, "grab": [pair[0] for pair in pairs], "raw": [pair[1] for pair in pairs]}
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
