"""Keeps answers that are being written, for each ticket, so that they survive a crash or a log-out (APP-10)."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from trayapp.core.ports import WindowNotes
from trayapp.ui.background import Background
from trayapp.ui.tickets.answer_box import Answer, AnswerBox

_log = logging.getLogger(__name__)
NOTE = "answers"
_PAUSE, _LONGEST = 700, 3000
"""Milliseconds without a new letter before they are saved, and after which they are saved all the same."""
_MOST = 50
"""Answers that are kept; of more, those that were begun first go."""


class KeptAnswers(QObject):
    """Saves what stands in the box in the background, and brings back what was kept when the box is made."""

    def __init__(self, box: AnswerBox, notes: WindowNotes, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._box = box
        self._notes = notes
        self._background = background
        self._lock = Lock()
        self._newest = 0
        self._known = False
        """What was kept from before has been read: until then it must not be written over."""
        self._unsaved = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._save)
        self._first = QElapsedTimer()
        box.written.connect(self._touch)
        box.gone.connect(self._save)  # at once: after a crash they would ask to be sent again
        self._look()

    def keep_now(self) -> None:
        """On this thread: the program or its session is about to end. Raises `LocalFault`."""
        if not self._unsaved:
            return
        self._timer.stop()
        if not self._known:
            self._bring_back(_read(self._notes.get(NOTE)))
            self._timer.stop()
        self._job()()
        self._unsaved = False

    def _look(self) -> None:
        notes = self._notes
        self._background.run(lambda: _read(notes.get(NOTE)), self._bring_back, _not_read, owner=self)

    def _bring_back(self, answers: dict[str, Answer]) -> None:
        if not self._known:
            self._known = True
            self._box.bring_back(answers)

    def _touch(self) -> None:
        self._unsaved = True
        if not self._timer.isActive():
            self._first.start()
        self._timer.start(max(0, min(_PAUSE, _LONGEST - self._first.elapsed())))

    def _save(self) -> None:
        self._timer.stop()
        self._unsaved = True
        if not self._known:
            self._look()
            self._timer.start(_LONGEST)
            return
        job, number = self._job(), self._newest
        self._background.run(job, lambda _: self._saved(number), _not_saved, owner=self)

    def _saved(self, number: int) -> None:
        self._unsaved = self._unsaved and (number != self._newest or self._timer.isActive())

    def _job(self) -> Callable[[], None]:
        """Jobs may overtake one another: only the newest is written."""
        self._newest += 1
        number, text = self._newest, _written(self._box.every())

        def keep() -> None:
            with self._lock:
                if number == self._newest:
                    self._notes.put(NOTE, text)

        return keep


def _written(answers: Mapping[str, Answer]) -> str:
    last = list(answers.items())[-_MOST:]
    return json.dumps(
        {key: {"text": answer.text, "paths": [str(path) for path in answer.paths]} for key, answer in last}
    )


def _read(text: str | None) -> dict[str, Answer]:
    """What cannot be read keeps nobody from answering."""
    try:
        found = json.loads(text or "{}")
        return {
            str(key): Answer(str(one["text"]), tuple(Path(path) for path in one["paths"]))
            for key, one in found.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        _log.warning("answers that were kept can't be read")
        return {}


def _not_read(error: Exception) -> None:
    _log.warning("what was kept of answers could not be read: %s", error)


def _not_saved(error: Exception) -> None:
    _log.warning("what is written on tickets could not be kept: %s", error)
