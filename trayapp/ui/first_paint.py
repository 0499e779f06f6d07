"""The moment a window can be seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_SETTLED = 60
"""Milliseconds after the first painting until icons, focus and layout are painted, too."""


def once_painted(window: QWidget, job: Callable[[], None]) -> None:
    """Call `job` once the window can be seen whole.

    Not in the very next turn: threads that begin then fight with what is still to be painted for the interpreter's
    lock, and the person waits 100 ms and more for the rest of the window.
    """
    _FirstPaint(window, job)


class _FirstPaint(QObject):
    def __init__(self, window: QWidget, job: Callable[[], None]) -> None:
        super().__init__(window)
        self._job = job
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            QTimer.singleShot(_SETTLED, watched, self._job)
            self.deleteLater()
        return False
