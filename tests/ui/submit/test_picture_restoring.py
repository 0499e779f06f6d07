"""Pictures of a draft come back as they were left."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.fake_screen import FakePictureDrafts
from tests.ui.samples import NOW
from tests.ui.submit.conftest import Open
from tests.ui.submit.drafting import (
    BLUE,
    HIDE,
    RED,
    colour,
    mark,
    names,
    pasted,
    pictures,
    png,
)
from trayapp.core.errors import LocalFault
from trayapp.core.markup import Markup
from trayapp.core.model import Draft, FileKind, StoredFile
from trayapp.core.ports import DraftPicture, Encoded, SavedDraft
from trayapp.ui.context import UiContext
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import edit_operation, open_submission, put_away
from trayapp.ui.texts import submit as words


@pytest.mark.rule("APP-10")
def test_pictures_of_the_draft_come_back_in_place_of_fresh_ones(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, kept: FakePictureDrafts
) -> None:
    """The words speak of them; their marks can still be changed, and nothing counts as changed yet."""
    fakes.drafts.kept = SavedDraft("Printer", "Out of paper", saved_at=NOW)
    kept.pictures = (RED, BLUE)
    dialog = open_dialog()

    assert names(pictures(dialog)) == ["Screen 1", "Pasted 1"]
    assert pictures(dialog)[0].markup == RED.markup
    assert dialog.form.offer.text() == "You were writing this just now. The pictures are from then, too."
    assert not dialog.changed()
    assert dialog.foot.send.isEnabled()
    dialog.autosave._save()
    assert kept.hidden == []


def test_a_key_store_that_takes_its_time_is_told(
    qtbot: QtBot, fakes: Fakes, context: UiContext, kept: FakePictureDrafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the pictures are there nothing is sent without them, and the dialog says what it waits for."""
    unlocked = threading.Event()

    def load() -> Sequence[DraftPicture]:
        unlocked.wait()
        return (BLUE,)

    monkeypatch.setattr(kept, "load", load)
    fakes.drafts.kept = SavedDraft("Printer", "Out of paper", saved_at=NOW)
    dialog = open_submission(context)
    assert dialog is not None
    qtbot.waitUntil(lambda: "being unlocked" in dialog.form.offer.text())
    assert not dialog.foot.send.isEnabled()
    dialog.send()
    unlocked.set()
    qtbot.waitUntil(lambda: names(pictures(dialog)) == ["Pasted 1"])

    assert dialog.foot.send.isEnabled()
    assert dialog.form.offer.text().endswith("just now. The picture is from then, too.")
    assert fakes.outbox.operations == []


def test_start_over_while_pictures_are_on_their_way_does_without_them(
    qtbot: QtBot, fakes: Fakes, context: UiContext, kept: FakePictureDrafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come for a draft that nobody wants any more: the pictures of this click are taken."""
    unlocked = threading.Event()

    def load() -> Sequence[DraftPicture]:
        unlocked.wait()
        return (BLUE,)

    monkeypatch.setattr(kept, "load", load)
    fakes.drafts.kept = SavedDraft("Printer", "Out of paper", saved_at=NOW)
    dialog = open_submission(context)
    assert dialog is not None
    next(b for b in dialog.form.offer.findChildren(QPushButton) if b.text() == words.START_OVER).click()
    unlocked.set()
    qtbot.waitUntil(lambda: not dialog.restoring.busy)

    assert all(picture.fresh for picture in pictures(dialog))
    assert len(pictures(dialog)) == 2
    assert not dialog.form.offer.isVisible()


def test_a_draft_without_pictures_gets_fresh_ones(fakes: Fakes, open_dialog: Open) -> None:
    """There was no key store, or none was there to be kept."""
    fakes.drafts.kept = SavedDraft("Printer", "Out of paper", saved_at=NOW)

    assert len(pictures(open_dialog())) == 2


@pytest.mark.expect_log("the pictures of the draft can't be read")
def test_pictures_that_cant_be_read_keep_nobody_from_help(
    fakes: Fakes, open_dialog: Open, kept: FakePictureDrafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are there, and the pictures of this click."""

    def fail() -> Sequence[DraftPicture]:
        raise LocalFault(reason="io")

    monkeypatch.setattr(kept, "load", fail)
    fakes.drafts.kept = SavedDraft("Printer", "Out of paper", saved_at=NOW)
    dialog = open_dialog()

    assert dialog.form.writing.subject.text() == "Printer"
    assert len(pictures(dialog)) == 2


def test_hiding_in_a_restored_picture_is_kept_at_once(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, kept: FakePictureDrafts
) -> None:
    """Though no word was changed; and the dialog asks before it throws that away."""
    fakes.drafts.kept = SavedDraft("Printer", "Out of paper", saved_at=NOW)
    kept.pictures = (BLUE,)
    dialog = open_dialog()
    mark(dialog, 0, HIDE)
    qtbot.waitUntil(lambda: kept.hidden == [True])

    assert (colour(kept.pictures[0], 5, 5), colour(kept.pictures[0], 15, 5)) == ("#000000", "#0000ff")
    assert dialog.changed()


def test_start_over_takes_the_pictures_of_this_click(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, kept: FakePictureDrafts
) -> None:
    """Those of the draft are forgotten with its words."""
    fakes.drafts.kept = SavedDraft("Printer", "Out of paper", saved_at=NOW)
    kept.pictures = (RED, BLUE)
    dialog = open_dialog()

    next(b for b in dialog.form.offer.findChildren(QPushButton) if b.text() == words.START_OVER).click()
    qtbot.waitUntil(lambda: kept.pictures == () and fakes.drafts.kept is None)

    assert len(pictures(dialog)) == 2
    assert all(picture.fresh for picture in pictures(dialog))


def test_pictures_without_words_are_forgotten_at_the_next_start(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, kept: FakePictureDrafts
) -> None:
    """A kill just after Send has left them behind."""
    kept.pictures = (RED,)
    dialog = open_dialog()
    qtbot.waitUntil(lambda: kept.pictures == ())

    assert len(pictures(dialog)) == 2
    assert RED.name not in [p.name for p in pictures(dialog) if not p.fresh]


@pytest.fixture
def item(fakes: Fakes, context: UiContext) -> tuple[StoredFile, StoredFile]:
    """Two pictures of an outbox item, as they lie in the spool."""
    spool = fakes.spool
    stored = [
        spool.put(io.BytesIO(png(shade).data), f"{shade}.png", "image/png", FileKind.SCREENSHOT)
        for shade in ("red", "blue")
    ]
    context.desk.submit(Draft("Teams", "Crashes", files=tuple(stored)))
    return stored[0], stored[1]


def edit(qtbot: QtBot, fakes: Fakes, context: UiContext) -> SubmissionDialog:
    """Change that item."""
    dialog = edit_operation(context, fakes.outbox.operations[0])
    qtbot.waitUntil(lambda: None not in [picture.size() for picture in pictures(dialog)])
    return dialog


@pytest.mark.rule("APP-10")
def test_pictures_of_a_changed_item_come_back_as_they_were_left(
    qtbot: QtBot,
    fakes: Fakes,
    context: UiContext,
    open_dialog: Open,
    kept: FakePictureDrafts,
    item: tuple[StoredFile, StoredFile],
) -> None:
    """One marked, one untouched, one added: the untouched one lies in the spool already and is not kept twice."""
    dialog = edit(qtbot, fakes, context)
    assert not dialog.changed()
    mark(dialog, 0, HIDE)
    dialog.form.attachments.gallery.add(Picture(pasted(), context.encode))
    qtbot.waitUntil(lambda: len(kept.pictures) == 3)
    assert [(each.of, bool(each.encoded.data)) for each in kept.pictures] == [
        ("", True),
        (item[1].sha256, False),
        ("", True),
    ]
    put_away(context)

    again = open_dialog()

    assert names(pictures(again)) == ["red.png", "blue.png", "Pasted 1"]
    assert pictures(again)[1].stored == item[1]
    assert pictures(again)[0].base().pixelColor(5, 5).name() == "#000000"


def test_pictures_of_an_item_that_went_out_meanwhile_are_not_sent_twice(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, kept: FakePictureDrafts
) -> None:
    """What the draft only names has arrived with the item; what was added is there."""
    fakes.drafts.kept = SavedDraft("Teams", "Crashes", replaces="gone", saved_at=NOW)
    kept.pictures = (replace(RED, of="ab" * 32, encoded=Encoded(b"", "image/png"), markup=Markup()), BLUE)

    assert names(pictures(open_dialog())) == ["Pasted 1"]


def test_leaving_while_pictures_are_on_their_way_leaves_them_where_they_are(
    qtbot: QtBot, fakes: Fakes, context: UiContext, kept: FakePictureDrafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has seen them yet, so nobody has taken them out: the words are kept, the pictures stay."""
    unlocked = threading.Event()

    def load() -> Sequence[DraftPicture]:
        unlocked.wait()
        return (BLUE,)

    monkeypatch.setattr(kept, "load", load)
    fakes.drafts.kept = SavedDraft("Printer", "Out of paper", saved_at=NOW)
    kept.pictures = (BLUE,)
    dialog = open_submission(context)
    assert dialog is not None
    dialog.form.writing.fill("Printer", "Out of paper, and ink")
    put_away(context)
    unlocked.set()

    assert fakes.drafts.kept is not None
    assert fakes.drafts.kept.description == "Out of paper, and ink"
    assert kept.pictures == (BLUE,)
