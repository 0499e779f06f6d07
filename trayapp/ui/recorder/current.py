"""The recording that runs, if any: there is one at a time, and tray and menu show it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from trayapp.core.errors import LocalFault
from trayapp.core.events import Event, PolicyChanged
from trayapp.ui.context import UiContext
from trayapp.ui.recorder.recorder import Recorder


class Current(QObject):
    """Kept for as long as the program runs.

    Signals:
        changed: whether a recording runs.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._recorder: Recorder | None = None
        self._context: UiContext | None = None

    @property
    def running(self) -> Recorder | None:
        """`None`: nothing is recorded."""
        return self._recorder

    def begin(self, context: UiContext) -> Recorder:
        """Record. Whoever asks sees to it that nothing runs."""
        if self._context is None:
            context.bridge.event.connect(self._heard)
        self._context = context
        recorder = self._recorder = Recorder(context, self)
        recorder.ended.connect(lambda _: self._end())
        recorder.start()
        self.changed.emit(True)
        return recorder

    def drop(self) -> None:
        """Keep nothing of it: the program ends."""
        if self._recorder is not None:
            self._recorder.drop()
            self._end()

    def _heard(self, event: Event) -> None:
        """Policy may have come to forbid it."""
        if (
            isinstance(event, PolicyChanged)
            and self._recorder
            and self._context
            and not offered(self._context)
        ):
            self._recorder.stop()

    def _end(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.deleteLater()
            self.changed.emit(False)


def current(context: UiContext) -> Current:
    """The one place that knows."""
    found = context.bridge.findChild(Current)
    return found if isinstance(found, Current) else Current(context.bridge)


def offered(context: UiContext) -> bool:
    """Whether policy lets steps be recorded."""
    try:
        policy = context.notes.policy()
    except LocalFault:
        return False
    return policy is None or (policy.screenshots.taken and policy.screenshots.steps)
