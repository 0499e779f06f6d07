"""Carries the worker's events to the UI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from trayapp.core.events import Event


class Bridge(QObject):
    """Hand `emit_event` to the worker; connect windows to `event`.

    Signals:
        event: one of `trayapp.core.events`, always delivered on the UI thread, in the order of emission.
    """

    # Hides QObject.event(), which nobody overrides here: Shiboken takes only methods for overrides.
    event = Signal(object)  # type: ignore[assignment]
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Queued even on the UI thread: whoever emits never runs a window's code on its own stack.
        self._arrived.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def emit_event(self, event: Event) -> None:
        """Announce an event from any thread; returns at once. After the bridge is gone it is dropped."""
        if isValid(self):
            self._arrived.emit(event)

    @Slot(object)
    def _pass_on(self, event: Event) -> None:
        self.event.emit(event)
