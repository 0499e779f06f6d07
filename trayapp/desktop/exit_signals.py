"""Ends the program in good order when it is asked to by a signal: SIGTERM, SIGINT, SIGHUP."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class ExitSignals(QObject):
    """Calls `leave` on the UI thread for each signal, from construction until `close`.

    Python runs a handler between bytecodes, and none runs while Qt waits for events; so the byte that the interpreter
    writes for every signal wakes Qt's loop. A socket, not a pipe: Qt watches nothing else on Windows.
    """

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__()
        self._leave = leave
        self._reading, self._writing = socket.socketpair()
        self._writing.setblocking(False)
        for name in _NAMES:
            if number := getattr(signal, name, None):  # Windows has no SIGHUP
                signal.signal(number, lambda *_: None)
        self._before = signal.set_wakeup_fd(self._writing.fileno())
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)

    def close(self) -> None:
        """Hear no more."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        self._reading.close()
        self._writing.close()

    def _heard(self) -> None:
        self._reading.recv(64)
        self._leave()
