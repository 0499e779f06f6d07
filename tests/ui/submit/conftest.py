"""A submission dialog over fakes, closed after the test without a question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.conftest import Fakes
from tests.ui.fake_screen import FakePictureDrafts
from trayapp.ui import toast
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import current, open_submission

Open = Callable[[], SubmissionDialog]


@contextmanager
def closing(qtbot: QtBot, dialog: SubmissionDialog) -> Iterator[None]:
    """What is done inside makes the dialog close; waits until it is gone."""
    yield
    qtbot.waitUntil(lambda: not isValid(dialog))


@pytest.fixture(autouse=True)
def _leave_nothing(qtbot: QtBot, context: UiContext) -> Iterator[None]:
    """However a test opened its dialog, no window of it is left to the next."""
    yield
    left = current(context)
    if left is not None:
        with closing(qtbot, left):
            left._leave()
    for shown in list(toast._shown):
        shown.close()
    qtbot.waitUntil(lambda: not toast._shown)


@pytest.fixture
def open_dialog(qtbot: QtBot, context: UiContext) -> Open:
    """Opens the dialog and waits until its facts and pictures are there."""

    def open_now() -> SubmissionDialog:
        open_submission(context)
        # a toast of what was sent before leaves the screen first, and the dialog comes a moment later
        qtbot.waitUntil(lambda: current(context) is not None)
        dialog = current(context)
        assert dialog is not None
        qtbot.waitUntil(lambda: not dialog.form.facts.looking and not dialog.restoring.busy)
        qtbot.waitUntil(lambda: None not in [p.size() for p in dialog.form.attachments.gallery.pictures()])
        return dialog

    return open_now


@pytest.fixture
def dialog(open_dialog: Open) -> SubmissionDialog:
    """An open dialog with two screens and four facts, nothing written."""
    return open_dialog()


@pytest.fixture
def kept(fakes: Fakes) -> FakePictureDrafts:
    """The encrypted draft."""
    return fakes.world.picture_drafts
