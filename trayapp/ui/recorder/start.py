"""The way in: record, have the steps looked through, hand the recording over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from trayapp.ui.context import UiContext
from trayapp.ui.recorder.current import current, offered
from trayapp.ui.recorder.recorder import Recorder
from trayapp.ui.recorder.recording import Recording
from trayapp.ui.recorder.review import Review
from trayapp.ui.recorder.steps import Steps
from trayapp.ui.texts import recorder as words
from trayapp.ui.toast import toast

Done = Callable[[Recording], None]
_open: set[Review] = set()
"""Qt deletes a window that nobody in Python holds."""


def start_recording(context: UiContext, dialog: QWidget | None, done: Done) -> Recorder | None:
    """Begin; `None` when policy forbids it, or a recording runs already.

    `dialog` is hidden meanwhile, with every other window of ours; the steps are looked through above it. `done` is
    called with what is to be used; not when it is thrown away.
    """
    if not offered(context) or current(context).running is not None:
        return None
    began = context.clock().astimezone()
    recorder = current(context).begin(context)
    recorder.ended.connect(
        lambda steps: _look_through(context, dialog, began, done, (steps, recorder.by_limit))
    )
    return recorder


def look_through(review: Review, done: Done) -> Review:
    """Open the window in which steps are reviewed. `done` is called with what is to be used."""
    review.used.connect(done)
    _open.add(review)
    review.destroyed.connect(lambda: _open.discard(review))
    review.open_here()
    return review


def put_away(context: UiContext) -> None:
    """The program ends: what is being recorded or looked through is kept by nobody."""
    current(context).drop()
    for review in tuple(_open):
        if isValid(review):
            review.put_away()


def _look_through(
    context: UiContext, dialog: QWidget | None, began: datetime, done: Done, ended: tuple[Steps, bool]
) -> None:
    steps, by_limit = ended
    if not len(steps):
        toast(words.NOTHING)
        return
    parent = dialog if dialog is not None and isValid(dialog) else None
    look_through(Review(context, steps, began, parent), done).limit.setVisible(by_limit)
