"""Where the desktop may ask the person before it gives a picture (Wayland), nothing waits for it but the dialog."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.submit.conftest import Open
from trayapp.core.errors import LocalFault
from trayapp.core.session import Setting, Source
from trayapp.ui.context import UiContext
from trayapp.ui.moment.again import Again
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import current, open_submission


class Desktop:
    """Gives its pictures when it is told to, and knows on which thread it was asked."""

    def __init__(self) -> None:
        self.allow = threading.Event()
        self.asked: list[int] = []

    def __call__(self) -> None:
        self.asked.append(threading.get_ident())
        assert self.allow.wait(20)


@pytest.fixture
def desktop(fakes: Fakes) -> Iterator[Desktop]:
    """A desktop that asks the person first."""
    asking = Desktop()
    fakes.capturer.waits = True
    fakes.capturer.on_grab = asking
    yield asking
    asking.allow.set()


def shown(qtbot: QtBot, context: UiContext) -> SubmissionDialog:
    """The dialog, once it is there."""
    qtbot.waitUntil(lambda: current(context) is not None)
    dialog = current(context)
    assert dialog is not None
    return dialog


@pytest.mark.rule("APP-2")
@pytest.mark.usefixtures("open_dialog")
def test_the_dialog_comes_after_the_pictures(qtbot: QtBot, context: UiContext, desktop: Desktop) -> None:
    """The click returns at once, the desktop is asked on another thread, and the dialog shows what it gave."""
    assert open_submission(context) is None
    qtbot.waitUntil(lambda: bool(desktop.asked))
    assert desktop.asked != [threading.get_ident()]
    assert current(context) is None

    desktop.allow.set()

    dialog = shown(qtbot, context)
    assert dialog.isVisible()
    assert len(dialog.form.attachments.gallery.pictures()) == 2


@pytest.mark.usefixtures("open_dialog")
def test_clicking_again_meanwhile_asks_no_second_time(
    qtbot: QtBot, context: UiContext, desktop: Desktop
) -> None:
    """An impatient second click leads to one question and one dialog."""
    open_submission(context)
    assert open_submission(context) is None

    desktop.allow.set()

    dialog = shown(qtbot, context)
    assert len(desktop.asked) == 1
    assert open_submission(context) is dialog


@pytest.mark.parametrize(
    "fault",
    [
        LocalFault(reason="denied"),
        pytest.param(ValueError("bug"), marks=pytest.mark.expect_log("failed by a bug")),
    ],
)
@pytest.mark.usefixtures("open_dialog")
def test_a_refusal_opens_the_dialog_without_pictures(
    qtbot: QtBot, fakes: Fakes, context: UiContext, desktop: Desktop, fault: Exception
) -> None:
    """Whatever goes wrong, the employee gets the dialog, and it says why there is no picture."""
    desktop.allow.set()
    fakes.capturer.fail_with = fault

    open_submission(context)

    gallery = shown(qtbot, context).form.attachments.gallery
    assert gallery.pictures() == ()
    assert gallery.problem.isVisible()


@pytest.mark.rule("APP-2")
def test_taking_again_does_not_block_either(
    qtbot: QtBot, context: UiContext, fakes: Fakes, open_dialog: Open
) -> None:
    """A second picture is asked for on another thread, and the dialog comes back with it."""
    dialog = open_dialog()
    desktop = Desktop()
    fakes.capturer.waits, fakes.capturer.on_grab = True, desktop

    dialog.form.attachments.gallery.again_wanted.emit(Again())
    qtbot.waitUntil(lambda: bool(desktop.asked))
    assert not dialog.isVisible()
    desktop.allow.set()
    qtbot.waitUntil(dialog.isVisible)

    assert desktop.asked != [threading.get_ident()]


@pytest.mark.rule("APP-3")
@pytest.mark.parametrize("screenshots", [True, False])
def test_the_active_window_is_noted_at_the_click(fakes: Fakes, open_dialog: Open, screenshots: bool) -> None:
    """Before any window of ours shows, once for each click, whether or not pictures are taken."""
    fakes.preferences.values["screenshots"] = Setting(
        "screenshots", value=screenshots, default=True, kind="yes_no", source=Source.USER
    )

    open_dialog()

    assert fakes.facts.clicks == 1
