"""Pictures of a draft survive with its words; what was hidden in them does not."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.fake_screen import FakePictureDrafts
from tests.ui.samples import NOW
from tests.ui.submit.conftest import Open, closing
from tests.ui.submit.test_drafts import answer
from trayapp.capture.encode import encode
from trayapp.core.area import Area, Point
from trayapp.core.errors import LocalFault
from trayapp.core.markup import BlackOut, Markup, Text
from trayapp.core.model import Draft, FileKind, StoredFile
from trayapp.core.ports import DraftPicture, Encoded, SavedDraft
from trayapp.ui.context import UiContext
from trayapp.ui.pictures.picture import Picture, raw_shot
from trayapp.ui.pictures.sources import Pixels
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import edit_operation, open_submission, put_away
from trayapp.ui.texts import submit as words

HIDE = BlackOut(Area(2, 2, 8, 8))
WORDS = Text(Point(1, 1), "see here", 12.0)


def png(colour: str) -> Encoded:
    """A small picture of one colour."""
    image = QImage(20, 16, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return encode(raw_shot(image, ""))


RED = DraftPicture("Screen 1", "screen-1", png("#ff0000"), Markup((WORDS,)), fresh=False)
BLUE = DraftPicture("Pasted 1", "pasted-1", png("#0000ff"), fresh=False)


@pytest.fixture
def kept(fakes: Fakes) -> FakePictureDrafts:
    """The encrypted draft."""
    return fakes.world.picture_drafts


def pictures(dialog: SubmissionDialog) -> tuple[Picture, ...]:
    """Those in the gallery."""
    return dialog.form.attachments.gallery.pictures()


def names(shown: Sequence[Picture | DraftPicture]) -> list[str]:
    """Of pictures, in their order."""
    return [picture.name for picture in shown]


def mark(dialog: SubmissionDialog, number: int, *marks: object) -> None:
    """What Done of the mark-up window does."""
    picture = pictures(dialog)[number]
    picture.mark(Markup(marks))  # type: ignore[arg-type]
    dialog.form.attachments.gallery.show_marks(picture)


def colour(picture: DraftPicture, x: int, y: int) -> str:
    """Of one pixel."""
    return QImage.fromData(picture.encoded.data).pixelColor(x, y).name()


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
    dialog.form.attachments.gallery.add(Picture(_pasted(), context.encode))
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


def _pasted() -> Pixels:
    image = QImage(20, 16, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    return Pixels("Pasted 1", "pasted-1", image)
