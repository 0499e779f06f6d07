"""Keeps what is being written, so that it survives a crash or a log-out (APP-10)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from trayapp.core.ports import Drafts, SavedDraft
from trayapp.ui.background import Background
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.submit.picture_autosave import PictureAutosave

_log = logging.getLogger(__name__)
PAUSE = 700
"""Milliseconds without a new letter before the draft is saved."""
LONGEST = 3000
"""Milliseconds after which it is saved even though letter follows letter."""
_PATIENCE = 30.0
"""Seconds that closing the dialog waits until its pictures are kept: longer than a key store is waited for."""
_LAST = 3.0
"""Seconds that the end of the program waits for that."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the dialog holds now."""

    words: SavedDraft
    changed: bool
    """It is not what the dialog began with."""
    empty: bool
    """Nothing in it would be missed."""


class Autosave(QObject):
    """Saves in the background while the employee writes; never after `clear`.

    `look` and `pictures` tell what the dialog holds, on the UI thread. Nothing is kept until something was changed
    that would be missed; pictures go along with the words.

    Signals:
        unkept(error): what is written is not kept, from now on; told once, however often it is tried.
        kept_again: it is, after all.
    """

    unkept = Signal(object)
    kept_again = Signal()

    def __init__(
        self,
        drafts: Drafts,
        pictures: PictureAutosave,
        background: Background,
        look: Callable[[], Snapshot],
        shown: Callable[[], tuple[Picture, ...]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.pictures = pictures
        self._drafts = drafts
        self._background = background
        self._look = look
        self._shown = shown
        self._lock = Lock()
        self._newest = 0
        self._wrote = self._there = self._failing = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._save)
        self._first = QElapsedTimer()
        """Runs from the first letter that is not saved."""

    def offer(self) -> None:
        """A draft lies there from before; it goes when nothing is left of it. Its pictures are on their way."""
        self._there = self.pictures.awaited = True

    def touch(self) -> None:
        """Something was written, or became of a picture. What was hidden is not left in the draft any longer."""
        urgent = self.pictures.want(self._shown())
        if not self._timer.isActive():
            self._first.start()
        self._timer.start(0 if urgent else max(0, min(PAUSE, LONGEST - self._first.elapsed())))

    def stop(self) -> None:
        """Save nothing more until the next letter."""
        self._timer.stop()

    def flush(self) -> None:
        """Save now, on this thread: the program is about to end. Raises `LocalFault`."""
        self._both(_LAST)()

    def keep(self, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Save now, in the background, and tell how it went."""
        self._background.run(self._both(_PATIENCE), lambda _: done(), failed, owner=self)

    def hold(self) -> Callable[[], None]:
        """The present words, to be kept by calling the result from any thread: Send begins with it."""
        self._timer.stop()
        self._newest += 1
        self._wrote = self._there = True
        draft, number = self._look().words, self._newest
        return lambda: self._keep(draft, number)

    def clear(self) -> None:
        """Forget the words, from any thread. Raises `LocalFault`."""
        with self._lock:
            self._newest += 1  # whatever is still on its way to be saved is older
            self._wrote = self._there = False
            self._drafts.clear()

    def forget(self) -> None:
        """Forget words and pictures, in the background: the draft is not wanted."""
        self._timer.stop()
        self._background.run(self.clear, lambda _: None)
        self.forget_pictures()

    def forget_pictures(self) -> None:
        """Once the words are gone; apart from them, for a key store may take its time."""
        self._background.run(self.pictures.clear, lambda _: None)

    def _both(self, wait: float = 0.0) -> Callable[[], None]:
        """`wait`: seconds for pictures that are being kept just now."""
        keep_words = self.hold()
        self.pictures.want(self._shown())

        def keep() -> None:
            try:
                keep_words()
            finally:
                self.pictures.save(wait)

        return keep

    def _save(self) -> None:
        now = self._look()
        if now.empty:
            if self._there:
                self.forget()
        elif now.changed or self._wrote:
            self._background.run(self._both(), self._saved, self._not_saved, owner=self)

    def _saved(self, _: object) -> None:
        if self._failing:
            self._failing = False
            self.kept_again.emit()

    def _not_saved(self, error: Exception) -> None:
        if not self._failing:
            self._failing = True
            _log.warning("the draft could not be saved: %s", error)
            self.unkept.emit(error)

    def _keep(self, draft: SavedDraft, number: int) -> None:
        """Jobs may overtake one another: only the newest draft is written."""
        with self._lock:
            if number == self._newest:
                self._drafts.save(draft)
