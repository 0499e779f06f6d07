"""Asks the local store what may already help, while the employee writes (offline, too)."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from trayapp.core.ports import Suggestions
from trayapp.ui.context import UiContext

_log = logging.getLogger(__name__)
PAUSE = 250
"""Milliseconds without a new letter before the store is asked."""
_LEAST = 3
"""Letters or digits below which no word tells anything."""


class Asking(QObject):
    """One question at a time, off the UI thread; an answer to older words is not told.

    Signals:
        found: `Suggestions` for the present words.
    """

    found = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._words = ""
        self._under_way: str | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._ask)

    def about(self, words: str) -> None:
        """These are the words now."""
        if words != self._words:
            self._words = words
            self._timer.start()

    def stop(self) -> None:
        """Ask nothing more until the next letter."""
        self._timer.stop()

    def _ask(self) -> None:
        if self._under_way is not None:
            return  # its answer comes back here
        words = self._words
        if sum(letter.isalnum() for letter in words) < _LEAST:
            self.found.emit(Suggestions())
            return
        self._under_way = words
        knowledge, now = self._context.knowledge, self._context.clock()
        self._context.background.run(
            lambda: knowledge.suggest(words, now), self._answered, self._failed, owner=self
        )

    def _answered(self, found: Suggestions) -> None:
        asked, self._under_way = self._under_way, None
        if asked == self._words:
            self.found.emit(found)
        elif not self._timer.isActive():
            self._ask()

    def _failed(self, error: Exception) -> None:
        """Nothing is suggested; the ticket does not need it."""
        _log.info("nothing can be suggested: %s", error)
        self._answered(Suggestions())
