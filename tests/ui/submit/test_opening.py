"""Opening the dialog."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW
from tests.ui.submit.conftest import Open, closing
from trayapp.core.errors import LocalFault
from trayapp.core.events import Link, LinkChanged
from trayapp.core.session import Setting, Source
from trayapp.ui.context import UiContext
from trayapp.ui.moment.again import Again
from trayapp.ui.submit.flow import current, open_submission


def windows() -> list[QWidget]:
    """What is on the screen of ours."""
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


@pytest.mark.rule("APP-2")
def test_the_screens_are_pictured_before_the_dialog_shows(fakes: Fakes, open_dialog: Open) -> None:
    """At the moment of the grab no window of ours is on the screen."""
    seen: list[list[QWidget]] = []
    fakes.capturer.on_grab = lambda: seen.append(windows())

    dialog = open_dialog()

    assert seen == [[]]
    assert dialog.isVisible()
    assert [picture.name for picture in dialog.form.attachments.gallery.pictures()] == [
        "Screen 1",
        "Screen 2",
    ]


@pytest.mark.rule("APP-2")
def test_taking_again_hides_the_dialog_first(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """A second picture does not hold the dialog either, and replaces the first."""
    dialog = open_dialog()
    seen: list[bool] = []
    fakes.capturer.on_grab = lambda: seen.append(dialog.isVisible())
    before = dialog.form.attachments.gallery.pictures()

    dialog.form.attachments.gallery.again_wanted.emit(Again())
    qtbot.waitUntil(lambda: bool(seen) and dialog.isVisible())

    assert seen == [False]
    after = dialog.form.attachments.gallery.pictures()
    assert len(after) == 2
    assert not set(map(id, before)) & set(map(id, after))


@pytest.mark.rule("APP-2")
def test_without_a_picture_the_ticket_goes_without(fakes: Fakes, open_dialog: Open) -> None:
    """A capture that fails is explained in place of the thumbnails."""
    fakes.capturer.fail_with = LocalFault(reason="denied")

    dialog = open_dialog()

    gallery = dialog.form.attachments.gallery
    assert gallery.pictures() == ()
    assert gallery.problem.isVisible()
    assert "was not allowed" in gallery.problem.text()


def test_the_setting_keeps_the_screens_private(fakes: Fakes, open_dialog: Open) -> None:
    """With screenshots switched off nothing is grabbed, and the button offers one."""
    off = Setting("screenshots", value=False, default=True, kind="yes_no", source=Source.USER)
    fakes.preferences.values["screenshots"] = off

    dialog = open_dialog()

    assert fakes.capturer.grabs == 0
    assert dialog.form.attachments.gallery.retake.isVisible()


def test_asking_twice_brings_the_first_to_the_front(
    fakes: Fakes, context: UiContext, open_dialog: Open
) -> None:
    """There is one dialog at a time, with the pictures of the first click."""
    dialog = open_dialog()

    assert open_submission(context) is dialog
    assert fakes.capturer.grabs == 1


def test_a_closed_dialog_is_forgotten(qtbot: QtBot, context: UiContext, open_dialog: Open) -> None:
    """After Cancel the next click opens a new one."""
    first = open_dialog()

    with closing(qtbot, first):
        first.reject()

    assert current(context) is None
    assert open_dialog() is not first


def test_writing_can_begin_at_once(open_dialog: Open) -> None:
    """The first line has the focus."""
    dialog = open_dialog()

    assert dialog.focusWidget() is dialog.form.writing.subject


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (Link.ONLINE, "Online · goes to Acme IT"),
        (Link.OFFLINE, "Offline · will be sent when you're back online"),
        (Link.SIGNED_OUT, "Not signed in · kept here until you sign in"),
        (Link.BLOCKED, "Held up · kept here until the portal takes it"),
    ],
)
def test_the_foot_says_what_becomes_of_it(
    qtbot: QtBot, context: UiContext, open_dialog: Open, link: Link, words: str
) -> None:
    """The state of the connection is a word, not only a colour, and follows the worker."""
    foot = open_dialog().foot

    context.bridge.emit_event(LinkChanged(link, NOW))

    qtbot.waitUntil(lambda: f"{foot.state.text()} {foot.meaning.text()}" == words)


def test_before_any_policy_a_ticket_can_be_written(fakes: Fakes, open_dialog: Open) -> None:
    """Product and urgency are not asked for when the portal was never reached."""
    fakes.notes.kept_policy = None

    dialog = open_dialog()

    assert not dialog.form.about.isVisible()
    assert not dialog.form.urgency.isVisible()
    assert dialog.form.writing.subject.isVisible()
