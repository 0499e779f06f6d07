"""Pictures of a draft survive with its words; what was hidden in them does not."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.fake_screen import FakePictureDrafts
from tests.ui.submit.conftest import closing
from tests.ui.submit.drafting import (
    HIDE,
    WORDS,
    colour,
    mark,
    names,
    pictures,
)
from tests.ui.submit.test_drafts import answer
from trayapp.core.errors import LocalFault
from trayapp.core.markup import Markup
from trayapp.core.ports import DraftPicture
from trayapp.ui.context import UiContext
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.sources import Pixels
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import put_away
from trayapp.ui.texts import submit as words


@pytest.mark.rule("APP-10")
def test_pictures_are_kept_with_the_words(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, kept: FakePictureDrafts
) -> None:
    """Nobody asks for it, and without words nothing is kept."""
    dialog.autosave._save()
    assert (kept.pictures, fakes.drafts.kept) == ((), None)

    dialog.form.writing.fill("Outlook won't open", "")
    qtbot.waitUntil(lambda: len(kept.pictures) == 2)

    assert names(kept.pictures) == names(pictures(dialog))
    assert fakes.spool.kept == {}


def test_marks_that_hide_nothing_stay_marks(
    qtbot: QtBot, dialog: SubmissionDialog, kept: FakePictureDrafts
) -> None:
    """They can be changed after a crash; the pixels beneath lie in the draft as they were."""
    dialog.form.writing.fill("Outlook won't open", "")
    mark(dialog, 0, WORDS)
    qtbot.waitUntil(lambda: bool(kept.pictures) and kept.pictures[0].markup == Markup((WORDS,)))

    assert kept.pictures[0].encoded == pictures(dialog)[0].draft().encoded


def test_what_is_hidden_is_burned_in_and_the_old_draft_goes(
    qtbot: QtBot, dialog: SubmissionDialog, kept: FakePictureDrafts
) -> None:
    """The draft has black where the pixels were, later marks above it, and what lay there before is made unreadable."""
    dialog.form.writing.fill("Outlook won't open", "")
    qtbot.waitUntil(lambda: len(kept.pictures) == 2)
    kept.hidden.clear()
    mark(dialog, 0, HIDE, WORDS)
    qtbot.waitUntil(lambda: kept.hidden == [True])

    assert colour(kept.pictures[0], 5, 5) == "#000000"
    assert kept.pictures[0].markup == Markup((WORDS,))


def test_a_picture_taken_out_is_hidden_too(
    qtbot: QtBot, dialog: SubmissionDialog, kept: FakePictureDrafts
) -> None:
    """Whoever takes a picture out does not want it to lie about."""
    dialog.form.writing.fill("Outlook won't open", "")
    qtbot.waitUntil(lambda: len(kept.pictures) == 2)
    kept.hidden.clear()
    dialog.form.attachments.gallery.remove(pictures(dialog)[0])
    qtbot.waitUntil(lambda: kept.hidden == [True])

    assert names(kept.pictures) == names(pictures(dialog))


def test_more_words_and_pictures_keep_the_key(
    qtbot: QtBot, dialog: SubmissionDialog, kept: FakePictureDrafts
) -> None:
    """Words alone do not write the pictures again, and nothing that was added hides anything."""
    dialog.form.writing.fill("Outlook won't open", "")
    qtbot.waitUntil(lambda: len(kept.pictures) == 2)
    kept.hidden.clear()
    dialog.form.writing.fill("Outlook does not open", "")
    dialog.autosave.flush()
    assert kept.hidden == []

    mark(dialog, 0, WORDS)
    qtbot.waitUntil(lambda: kept.hidden == [False])


@pytest.mark.expect_log("the draft could not be saved")
def test_a_hidden_draft_that_cant_be_written_takes_the_old_one_along(
    qtbot: QtBot, dialog: SubmissionDialog, kept: FakePictureDrafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Better no draft than one that shows what was hidden; the next change tries again."""
    dialog.form.writing.fill("Outlook won't open", "")
    qtbot.waitUntil(lambda: len(kept.pictures) == 2)

    def fail(_pictures: object, *, hidden: bool) -> None:
        raise LocalFault(reason="disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(kept, "save", fail)
        mark(dialog, 0, HIDE)
        qtbot.waitUntil(lambda: kept.pictures == ())
    dialog.form.writing.fill("Outlook still won't open", "")
    qtbot.waitUntil(lambda: len(kept.pictures) == 2)

    assert colour(kept.pictures[0], 5, 5) == "#000000"


def test_a_picture_that_cant_be_read_keeps_the_others_from_nothing(
    qtbot: QtBot, context: UiContext, dialog: SubmissionDialog, kept: FakePictureDrafts
) -> None:
    """It has no pixels to keep."""
    broken = Picture(Pixels("Pasted 9", "pasted-9", QImage()), context.encode)
    dialog.form.attachments.gallery._tiles[0].picture, taken = broken, pictures(dialog)[0]
    dialog.form.writing.fill("Outlook won't open", "")
    qtbot.waitUntil(lambda: names(kept.pictures) == names(pictures(dialog)[1:]))
    dialog.form.attachments.gallery._tiles[0].picture = taken


def test_without_a_key_store_words_alone_are_kept(
    fakes: Fakes, dialog: SubmissionDialog, kept: FakePictureDrafts
) -> None:
    """No picture is ever written elsewhere instead."""
    kept.offered = False
    dialog.form.writing.fill("Outlook won't open", "")
    dialog.autosave.flush()

    assert fakes.drafts.kept is not None
    assert (kept.pictures, kept.hidden) == ((), [])


@pytest.mark.parametrize("way", ["send", "discard"])
def test_sent_or_thrown_away_nothing_is_left(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, kept: FakePictureDrafts, way: str
) -> None:
    """Neither words nor pictures."""
    dialog.form.writing.fill("Printer", "Out of paper")
    qtbot.waitUntil(lambda: len(kept.pictures) == 2)
    with closing(qtbot, dialog):
        if way == "send":
            dialog.foot.send.click()
        else:
            dialog.reject()
            answer(qtbot, dialog, words.LEAVE_DISCARD)
    qtbot.waitUntil(lambda: kept.pictures == () and fakes.drafts.kept is None)


def test_words_that_are_taken_back_take_the_draft_along(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, kept: FakePictureDrafts
) -> None:
    """An empty form is nothing to offer after a crash."""
    dialog.form.writing.fill("Printer", "Out of paper")
    qtbot.waitUntil(lambda: len(kept.pictures) == 2)
    dialog.form.writing.fill("", "")
    qtbot.waitUntil(lambda: kept.pictures == () and fakes.drafts.kept is None)


@pytest.mark.rule("APP-10")
def test_ending_the_program_keeps_the_pictures(
    qtbot: QtBot, fakes: Fakes, context: UiContext, dialog: SubmissionDialog, kept: FakePictureDrafts
) -> None:
    """A log-out comes before the pause of writing is over; what was hidden a moment ago is."""
    dialog.form.writing.fill("Printer", "Out of paper")
    pictures(dialog)[0].mark(Markup((HIDE,)))
    put_away(context)

    assert len(kept.pictures) == 2
    assert colour(kept.pictures[0], 5, 5) == "#000000"


def test_send_waits_for_no_key_store(
    qtbot: QtBot,
    fakes: Fakes,
    dialog: SubmissionDialog,
    kept: FakePictureDrafts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While it asks for a password the employee writes on, pause after pause, and sends: the ticket is safe at once."""
    unlocked, asked = threading.Event(), threading.Event()

    def save(_pictures: Sequence[DraftPicture], *, hidden: bool) -> None:
        asked.set()
        unlocked.wait()

    monkeypatch.setattr(kept, "save", save)
    for letters in ("Outlook", "Outlook won't", "Outlook won't open", "Outlook won't open mail"):
        dialog.form.writing.fill(letters, "")
        dialog.autosave._save()
    qtbot.waitUntil(asked.is_set)
    dialog.send()
    try:
        qtbot.waitUntil(lambda: len(fakes.outbox.operations) == 1)
    finally:
        unlocked.set()
    qtbot.waitUntil(lambda: kept.pictures == ())


def test_what_changed_while_pictures_were_being_kept_is_kept_next(
    qtbot: QtBot, dialog: SubmissionDialog, kept: FakePictureDrafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever keeps them takes up what was hidden meanwhile; no thread waits for that."""
    unlocked, asked = threading.Event(), threading.Event()
    save = kept.save

    def slowly(pictures: Sequence[DraftPicture], *, hidden: bool) -> None:
        asked.set()
        unlocked.wait()
        save(pictures, hidden=hidden)

    monkeypatch.setattr(kept, "save", slowly)
    dialog.form.writing.fill("Outlook won't open", "")
    dialog.autosave._save()
    qtbot.waitUntil(asked.is_set)
    mark(dialog, 0, HIDE)
    dialog.autosave._save()
    unlocked.set()
    qtbot.waitUntil(lambda: bool(kept.pictures) and colour(kept.pictures[0], 5, 5) == "#000000")
