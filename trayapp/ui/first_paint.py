"""The moment a window can be seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


def once_painted(window: QWidget, job: Callable[[], None]) -> None:
    """Call `job` in the turn after the window's first painting."""
    _FirstPaint(window, job)


class _FirstPaint(QObject):
    def __init__(self, window: QWidget, job: Callable[[], None]) -> None:
        super().__init__(window)
        self._job = job
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, watched, self._job)
            self.deleteLater()
        return False
