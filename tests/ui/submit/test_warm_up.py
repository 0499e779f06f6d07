"""What is done before the first click."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.submit.conftest import Open
from trayapp.core.errors import LocalFault
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import current
from trayapp.ui.submit.warm_up import warm_up


def dialogs() -> list[SubmissionDialog]:
    """Every one there is, shown or not."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, SubmissionDialog)]


@pytest.mark.rule("APP-2")
@pytest.mark.parametrize("fault", [None, LocalFault(reason="no_screen")])
def test_warming_up_pictures_nothing_and_shows_nothing(
    qtbot: QtBot, context: UiContext, fakes: Fakes, caplog: pytest.LogCaptureFixture, fault: Exception | None
) -> None:
    """The camera is made ready, no picture is taken, no dialog stays, and a computer without a screen is fine."""
    caplog.set_level("INFO")
    fakes.capturer.fail_with = fault
    before = dialogs()

    warm_up(context, context.bridge)
    qtbot.waitUntil(lambda: "first click" in caplog.text)
    qtbot.waitUntil(lambda: dialogs() == before)

    assert fakes.capturer.prepared == 1
    assert fakes.capturer.grabs == 0
    assert current(context) is None


def test_a_click_that_was_quicker_is_not_disturbed(
    qtbot: QtBot, context: UiContext, fakes: Fakes, open_dialog: Open
) -> None:
    """With the dialog open, nothing is built beside it."""
    dialog = open_dialog()
    before = dialogs()

    warm_up(context, context.bridge)
    qtbot.waitUntil(lambda: fakes.capturer.prepared == 1)
    context.background.run(lambda: None, lambda _: None)

    assert dialogs() == before
    assert current(context) is dialog
