"""The row of thumbnails: marking up, hiding, what asks for attention, what policy forbids."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import sample_policy
from tests.ui.submit.conftest import Open
from trayapp.core.area import Area, Point
from trayapp.core.errors import LocalFault
from trayapp.core.events import PolicyChanged
from trayapp.core.markup import Arrow, BlackOut, Markup, Stroke
from trayapp.core.policy import Screenshots
from trayapp.ui.annotate.window import Editor
from trayapp.ui.context import UiContext
from trayapp.ui.moment.again import Again
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import open_submission
from trayapp.ui.submit.gallery import Gallery
from trayapp.ui.texts import moment as words

HIDDEN = Markup((BlackOut(Area(0, 0, 4, 4)), BlackOut(Area(6, 0, 4, 4))))
POINTED = Markup((Arrow(Point(1, 1), Point(5, 5), Stroke()),))


@pytest.fixture
def gallery(dialog: SubmissionDialog) -> Gallery:
    """That of an open dialog, with two screens."""
    return dialog.form.attachments.gallery


def editors(dialog: SubmissionDialog) -> list[Editor]:
    """The mark-up windows that are open."""
    return [each for each in dialog.findChildren(Editor) if each.isVisible()]


@pytest.mark.parametrize("how", ["click", "enter", "button"])
def test_a_thumbnail_opens_the_mark_up_window(qtbot: QtBot, dialog: SubmissionDialog, how: str) -> None:
    """By a click, by Enter, or by the button beside; Esc goes back to the dialog."""
    gallery = dialog.form.attachments.gallery
    face = gallery._tiles[0].face
    if how == "button":
        gallery.mark_up.click()
    elif how == "click":
        face.click()
    else:
        QTest.keyClick(face, Qt.Key.Key_Return)

    (editor,) = editors(dialog)
    editor.reject()

    qtbot.waitUntil(lambda: not editors(dialog))
    assert dialog.isVisible()


def test_the_button_takes_the_picture_that_was_looked_at_last(
    gallery: Gallery, dialog: SubmissionDialog
) -> None:
    """With several screens it need not be the first."""
    gallery._tiles[1].face.setFocus()

    gallery.mark_up.click()

    (editor,) = editors(dialog)
    assert editor._picture is gallery.pictures()[1]
    editor.reject()


def test_a_thumbnail_never_shows_what_was_hidden(qtbot: QtBot, gallery: Gallery) -> None:
    """From the moment of hiding until the new picture is there it shows none at all, then says what is hidden."""
    tile = gallery._tiles[0]
    seen: list[bool] = []
    gallery.marked.connect(lambda _picture: seen.append(tile.drawn))

    tile.picture.mark(HIDDEN)
    gallery.show_marks(tile.picture)

    assert seen == [False]
    qtbot.waitUntil(lambda: tile.drawn)
    assert tile.picture.image().pixelColor(1, 1).name() == "#000000"
    assert tile.hidden.text() == "2 places hidden"
    assert "2 places hidden" in tile.face.accessibleDescription()


def test_a_badge_asks_for_attention_and_goes_again(gallery: Gallery) -> None:
    """A few words on the thumbnail, read to a blind person, too."""
    tile = gallery.tile(gallery.pictures()[0])
    assert tile is not None

    tile.badge("3 places to check")
    assert tile._badge.isVisible()
    assert tile.face.accessibleDescription() == "3 places to check"

    tile.badge("")
    assert not tile._badge.isVisible()
    assert tile.face.accessibleDescription() == ""


def test_taking_again_keeps_what_was_marked_up(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, gallery: Gallery
) -> None:
    """Marks are the employee's work: the screens are replaced, that picture stays."""
    marked = gallery.pictures()[0]
    marked.mark(POINTED)

    gallery.again_wanted.emit(Again())
    qtbot.waitUntil(lambda: fakes.capturer.grabs == 2 and dialog.isVisible())

    assert gallery.pictures()[0] is marked
    assert [picture.name for picture in gallery.pictures()] == ["Screen 1", "Screen 2", "Screen 3"]
    assert [picture.stem for picture in gallery.pictures()] == ["screen-1", "screen-2", "screen-3"]


def test_a_second_try_that_fails_keeps_the_first_pictures(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, gallery: Gallery
) -> None:
    """The reason is told, and what was there goes along as before."""
    before = gallery.pictures()
    fakes.capturer.fail_with = LocalFault(reason="failed")

    gallery.again_wanted.emit(Again())
    qtbot.waitUntil(gallery.problem.isVisible)

    assert gallery.pictures() == before
    assert dialog.isVisible()


@pytest.mark.rule("APP-2")
def test_where_policy_forbids_pictures_none_is_taken_and_none_suggested(
    fakes: Fakes, open_dialog: Open
) -> None:
    """One calm line says so; files can be added as ever."""
    fakes.notes.kept_policy = replace(sample_policy(), screenshots=Screenshots(taken=False))

    gallery = open_dialog().form.attachments.gallery

    assert fakes.capturer.grabs == 0
    assert not gallery.retake.isVisible()
    assert not gallery.mark_up.isVisible()
    assert not gallery.problem.isVisible()
    assert gallery.forbidden.text() == words.NO_PICTURES
    assert gallery.add_tile.isVisible()


def test_a_refusal_by_policy_at_the_grab_reads_the_same(fakes: Fakes, open_dialog: Open) -> None:
    """Not as a fault with a button to try again."""
    fakes.capturer.fail_with = LocalFault(reason="forbidden")

    gallery = open_dialog().form.attachments.gallery

    assert gallery.forbidden.isVisible()
    assert not gallery.problem.isVisible()


def test_a_new_policy_counts_at_once(
    qtbot: QtBot, fakes: Fakes, context: UiContext, dialog: SubmissionDialog
) -> None:
    """Also for a dialog that is open."""
    gallery = dialog.form.attachments.gallery
    fakes.notes.kept_policy = replace(sample_policy(), screenshots=Screenshots(taken=False))

    context.bridge.emit_event(PolicyChanged())

    qtbot.waitUntil(gallery.forbidden.isVisible)
    assert not gallery.retake.isVisible()


def test_a_tool_of_another_part_stands_below(qtbot: QtBot, gallery: Gallery) -> None:
    """The row has room for one more way to come by pictures."""
    tool = QPushButton("Show us")
    gallery.add_tool(tool)

    qtbot.waitUntil(tool.isVisible)
    assert tool.previousInFocusChain() is gallery._tool_buttons[-2]


def mending(context: UiContext, mended: list[LocalFault]) -> UiContext:
    """The same, on a desktop where a refusal can be mended."""
    return replace(context, mend_capture=mended.append)


@pytest.mark.parametrize(
    ("way", "says", "grabs"), [("ask_again", "Let it ask again", 2), ("settings", "Open the settings", 1)]
)
def test_a_refusal_can_be_mended(
    qtbot: QtBot, fakes: Fakes, context: UiContext, way: str, says: str, grabs: int
) -> None:
    """The button does what helps here; where the desktop asks again, the picture is taken once more at once."""
    mended: list[LocalFault] = []
    refusal = LocalFault(reason="denied", mend=way)
    fakes.capturer.fail_with = refusal
    dialog = open_submission(mending(context, mended))
    assert dialog is not None
    gallery = dialog.form.attachments.gallery
    assert gallery.mend.isVisible()
    assert gallery.mend.accessibleName() == says
    fakes.capturer.fail_with = None

    gallery.mend.click()

    qtbot.waitUntil(lambda: mended == [refusal] and fakes.capturer.grabs == grabs and dialog.isVisible())
    assert len(gallery.pictures()) == (2 if grabs == 2 else 0)


def test_other_faults_offer_nothing_to_mend(fakes: Fakes, open_dialog: Open) -> None:
    """Only to try again."""
    fakes.capturer.fail_with = LocalFault(reason="failed")

    gallery = open_dialog().form.attachments.gallery

    assert gallery.problem.isVisible()
    assert not gallery.mend.isVisible()
