"""The line below the pictures of the dialog: what looks private, to look at or to hide."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication, QShortcutEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import sample_policy, shot
from tests.ui.submit.conftest import Open
from tests.ui.submit.conftest import _leave_nothing as _leave_nothing  # noqa: PLC0414 - closes what a test opened
from tests.ui.submit.conftest import open_dialog as open_dialog  # noqa: PLC0414 - opens it
from trayapp.core.area import Area
from trayapp.core.markup import BlackOut
from trayapp.core.policy import Screenshots
from trayapp.core.ports import SeenText
from trayapp.core.sensitive import Kind
from trayapp.ui.annotate.clipboard import Copied
from trayapp.ui.annotate.window import Editor
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import open_submission
from trayapp.ui.suggest.suggesting import Suggesting
from trayapp.ui.texts import suggest as words

ADDRESS = SeenText(Kind.EMAIL, Area(10, 10, 20, 8))
CARD = SeenText(Kind.CARD, Area(40, 24, 20, 8))


@pytest.fixture
def private(fakes: Fakes) -> Fakes:
    """Two monitors beside each other; an address and a card's number on the first one."""
    fakes.capturer.shots = (shot(), replace(shot("Screen 2"), x=64))
    fakes.world.screen.text = (ADDRESS, CARD)
    return fakes


@pytest.fixture
def dialog(qtbot: QtBot, private: Fakes, open_dialog: Open) -> SubmissionDialog:
    """An open dialog that has found them."""
    opened = open_dialog()
    qtbot.waitUntil(lambda: not line(opened).isHidden())
    return opened


def line(dialog: SubmissionDialog) -> Suggesting:
    """That of the dialog."""
    return dialog.form.attachments.suggesting


def said(dialog: SubmissionDialog) -> str:
    """What the line says; empty while it is hidden."""
    note = line(dialog)._line
    return note.text() if note and not line(dialog).isHidden() else ""


def badges(dialog: SubmissionDialog) -> list[str]:
    """What stands on the thumbnails."""
    return [tile._badge.text() for tile in dialog.form.attachments.gallery._tiles]


def test_the_line_tells_how_many_places_and_what_they_are(dialog: SubmissionDialog) -> None:
    """And the thumbnail they are on has a badge."""
    assert said(dialog) == "2 places look private: an e-mail address and a card number."
    assert badges(dialog) == ["2 places to check", ""]


def test_nothing_is_hidden_by_itself(dialog: SubmissionDialog) -> None:
    """What is proposed is not done; Send stays possible."""
    dialog.form.writing.subject.setText("Outlook won't open")

    assert all(picture.markup.empty for picture in dialog.form.attachments.gallery.pictures())
    assert dialog.foot.send.isEnabled()


def test_hide_all_blacks_them_out_at_once(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """The pixels of what will leave are black there, and the line goes."""
    pictures = dialog.form.attachments.gallery.pictures()

    line(dialog).hide_button.click()

    assert pictures[0].markup.marks == (BlackOut(Area(6, 6, 28, 16)), BlackOut(Area(36, 20, 28, 16)))
    assert pictures[1].markup.empty
    assert (said(dialog), badges(dialog)) == ("", ["", ""])
    qtbot.waitUntil(lambda: not pictures[0].image().isNull())
    assert pictures[0].image().pixelColor(20, 14).name() == "#000000"


def test_hide_all_reaches_a_copy_in_the_clipboard(dialog: SubmissionDialog) -> None:
    """What was copied in the mark-up window before is replaced by what is left to see."""
    picture = dialog.form.attachments.gallery.pictures()[0]
    Copied(picture.base(), picture.tag).copy(picture.markup)

    line(dialog).hide_button.click()

    assert QGuiApplication.clipboard().image().pixelColor(20, 14).name() == "#000000"


def test_the_key_of_hide_all_hides_at_once(dialog: SubmissionDialog) -> None:
    """Send right after it sends what is hidden as hidden, however quick the two keys are."""
    button = line(dialog).hide_button

    QApplication.sendEvent(button, QShortcutEvent(button.shortcut(), 0))

    assert dialog.form.attachments.gallery.pictures()[0].markup.hides


def test_a_key_that_could_mean_two_buttons_hides_nothing(dialog: SubmissionDialog) -> None:
    """It moves the focus between them, as everywhere."""
    button = line(dialog).hide_button

    QApplication.sendEvent(button, QShortcutEvent(button.shortcut(), 0, True))

    assert not dialog.form.attachments.gallery.pictures()[0].markup.hides


def test_the_line_is_reached_by_the_keyboard_after_the_row(dialog: SubmissionDialog) -> None:
    """Tab goes on from "Take again" to what looks private."""
    following = dialog.form.attachments.gallery.retake.nextInFocusChain()

    assert following is line(dialog).look_button
    assert following.nextInFocusChain() is line(dialog).hide_button


def test_look_at_them_opens_the_mark_up_window_with_what_is_proposed(
    qtbot: QtBot, dialog: SubmissionDialog
) -> None:
    """Whoever leaves it by Cancel has not decided; Done has."""
    line(dialog).look_button.click()
    (editor,) = dialog.findChildren(Editor)
    assert len(editor.board.sheet.proposals) == 2
    editor.reject()
    qtbot.waitUntil(lambda: not dialog.findChildren(Editor))
    assert badges(dialog) == ["2 places to check", ""]

    line(dialog).look_button.click()
    (editor,) = dialog.findChildren(Editor)
    editor.accept()
    qtbot.waitUntil(lambda: badges(dialog) == ["", ""])
    assert said(dialog) == ""


def test_a_picture_taken_out_takes_its_proposals_along(dialog: SubmissionDialog) -> None:
    """What does not leave needs not be hidden."""
    gallery = dialog.form.attachments.gallery

    gallery.remove(gallery.pictures()[0])

    assert (said(dialog), badges(dialog)) == ("", [""])


def test_pictures_taken_again_are_looked_at_anew(
    qtbot: QtBot, dialog: SubmissionDialog, private: Fakes
) -> None:
    """The screen shows something else by then."""
    private.world.screen.text = (SeenText(Kind.PASSWORD, Area(70, 4, 30, 8)),)

    dialog.form.attachments.show_shots(private.capturer.shots, None)

    qtbot.waitUntil(lambda: badges(dialog) == ["", "1 place to check"])
    assert said(dialog) == "1 place looks private: a password."
    assert private.world.screen.reads == 2


def test_the_buttons_go_by_how_many_there_are(qtbot: QtBot, dialog: SubmissionDialog, private: Fakes) -> None:
    """One is "it"; a screen reader hears what is hidden."""
    buttons = line(dialog).look_button, line(dialog).hide_button
    assert [button.text() for button in buttons] == ["&Look at them", "H&ide all"]
    assert buttons[1].accessibleName() == "Hide all 2 places that look private"

    private.world.screen.text = (ADDRESS,)
    dialog.form.attachments.show_shots(private.capturer.shots, None)

    qtbot.waitUntil(lambda: badges(dialog) == ["1 place to check", ""])
    assert [button.text() for button in buttons] == ["&Look at it", "H&ide it"]


def test_policy_can_switch_proposals_off(private: Fakes, open_dialog: Open) -> None:
    """Then nothing on the screen is read."""
    private.notes.kept_policy = replace(sample_policy(), screenshots=Screenshots(suggest=False))

    dialog = open_dialog()

    assert (private.world.screen.reads, said(dialog)) == (0, "")


def test_nothing_is_read_before_the_dialog_is_painted(
    qtbot: QtBot, private: Fakes, context: UiContext
) -> None:
    """The click waits for nobody."""
    dialog = open_submission(context)

    assert dialog is not None
    assert private.world.screen.reads == 0
    qtbot.waitUntil(lambda: private.world.screen.reads == 1)


def test_a_screen_without_anything_private_shows_no_line(private: Fakes, open_dialog: Open) -> None:
    """Nor a badge."""
    private.world.screen.text = ()

    dialog = open_dialog()

    assert (said(dialog), badges(dialog)) == ("", ["", ""])


def test_the_log_tells_numbers_alone(dialog: SubmissionDialog, caplog: pytest.LogCaptureFixture) -> None:
    """Neither what is private nor where it stands."""
    told = [record for record in caplog.get_records("setup") if "suggest" in record.name]

    assert [record.getMessage() for record in told] == ["private places on the screen: 2"]
    assert all(record.levelno == logging.INFO for record in told)


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (["email"], "1 place looks private: an e-mail address."),
        (["email", "email"], "2 places look private: 2 e-mail addresses."),
        (
            ["key", "iban", "key", "password"],
            "4 places look private: 2 keys or tokens, a bank account and a password.",
        ),
        (["something new"], "1 place looks private: something private."),
    ],
)
def test_the_sentence_counts_what_is_alike(codes: list[str], sentence: str) -> None:
    """Kinds in the order they come; a kind nobody has words for is still told."""
    assert words.look_private(codes) == sentence


def test_the_focus_goes_to_marking_up_when_the_line_goes(dialog: SubmissionDialog) -> None:
    """And to nothing that the next press of Space would begin."""
    line(dialog).look_button.setFocus()
    gallery = dialog.form.attachments.gallery

    line(dialog).decided(gallery.pictures()[0])

    assert said(dialog) == ""
    assert dialog.focusWidget() is gallery.mark_up
