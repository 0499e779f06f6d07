"""Ends the program in good order when the session asks it to: SIGTERM, SIGINT, SIGHUP."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class ExitSignals(QObject):
    """Calls `leave` on the UI thread for each signal, from construction until `close`.

    Python runs a handler between bytecodes, and none runs while Qt waits for events; so the byte that the interpreter
    writes for every signal wakes Qt's loop. Windows has no such signals for programs with windows: there the end of the
    session reaches Qt itself.
    """

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__()
        self._leave = leave
        self._notifier: QSocketNotifier | None = None
        if sys.platform != "win32":
            self._watch()

    def close(self) -> None:
        """Hear no more."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            signal.set_wakeup_fd(self._before)
            os.close(self._reading)
            os.close(self._writing)
            self._notifier = None

    def _watch(self) -> None:
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)
        for name in _NAMES:
            if number := getattr(signal, name, None):
                signal.signal(number, lambda *_: None)
        self._before = signal.set_wakeup_fd(self._writing)
        self._notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)

    def _heard(self) -> None:
        os.read(self._reading, 64)
        self._leave()
