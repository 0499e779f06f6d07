"""Keeps what is being written, so that it survives a crash or a log-out (APP-10)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock

from PySide6.QtCore import QObject, QTimer

from trayapp.core.ports import Drafts, SavedDraft
from trayapp.ui.background import Background

_log = logging.getLogger(__name__)
PAUSE = 700
"""Milliseconds without a new letter before the draft is saved."""


class Autosave(QObject):
    """Saves in the background while the employee writes; never after `clear`."""

    def __init__(
        self, drafts: Drafts, background: Background, snapshot: Callable[[], SavedDraft], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._background = background
        self._snapshot = snapshot
        self._lock = Lock()
        self._newest = 0
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._save)

    def touch(self) -> None:
        """Something was written."""
        self._timer.start()

    def stop(self) -> None:
        """Save nothing more until the next letter."""
        self._timer.stop()

    def flush(self) -> None:
        """Save now, on this thread: the program is about to end. Raises `LocalFault`."""
        self.hold()()

    def keep(self, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Save now, in the background, and tell how it went."""
        self._background.run(self.hold(), lambda _: done(), failed, owner=self)

    def hold(self) -> Callable[[], None]:
        """The present words, to be kept by calling the result from any thread: Send begins with it."""
        self._timer.stop()
        self._newest += 1
        draft, number = self._snapshot(), self._newest
        return lambda: self._keep(draft, number)

    def clear(self) -> None:
        """Forget the draft, from any thread. Raises `LocalFault`."""
        with self._lock:
            self._newest += 1  # whatever is still on its way to be saved is older
            self._drafts.clear()

    def _save(self) -> None:
        self.keep(lambda: None, lambda error: _log.warning("the draft could not be saved: %s", error))

    def _keep(self, draft: SavedDraft, number: int) -> None:
        """Jobs may overtake one another: only the newest draft is written."""
        with self._lock:
            if number == self._newest:
                self._drafts.save(draft)
