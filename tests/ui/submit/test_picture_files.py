"""Pictures in files and from the clipboard, in the dialog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import QClipboard, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.core.metadata.tainted import ALL, MARKS, gif, jpeg, png, read
from tests.ui.conftest import Fakes
from tests.ui.pictures.test_decode import bomb
from tests.ui.samples import sample_probe
from tests.ui.submit.conftest import closing
from trayapp.core.area import Area
from trayapp.core.markup import BlackOut, Markup
from trayapp.core.metadata import clean
from trayapp.core.model import Capabilities, StoredFile
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.over_note import OverNote

HIDDEN = Markup((BlackOut(Area(0, 0, 2, 2)),))


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    """Empty again afterwards."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


def added(qtbot: QtBot, dialog: SubmissionDialog, path: Path, data: bytes) -> Picture:
    """The file as a picture in the dialog, encoded."""
    path.write_bytes(data)
    attachments = dialog.form.attachments
    before = len(attachments.gallery.pictures())
    attachments.add_paths([path])
    qtbot.waitUntil(lambda: len(attachments.gallery.pictures()) > before)
    picture = attachments.gallery.pictures()[-1]
    qtbot.waitUntil(lambda: picture.size() is not None)
    return picture


def sent(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> tuple[StoredFile, bytes]:
    """The last file of the ticket, and its bytes in the spool."""
    dialog.form.writing.subject.setText("Outlook won't open")
    with closing(qtbot, dialog):
        dialog.send()
    stored = fakes.outbox.operations[0].payload.files[-1]  # type: ignore[union-attr]
    return stored, fakes.spool.kept[stored.sha256]


def paste(widget: QWidget) -> None:
    """Ctrl+V."""
    QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def copied(kind: str, data: bytes) -> QMimeData:
    """As another program offers it."""
    mime = QMimeData()
    mime.setData(kind, QByteArray(data))
    return mime


def test_a_picture_file_is_shown_and_leaves_as_its_own_clean_bytes(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, tmp_path: Path
) -> None:
    """Lossless, without place or camera, under its own name; the original is nowhere in the spool."""
    added(qtbot, dialog, tmp_path / "holiday.jpg", jpeg())

    stored, data = sent(qtbot, fakes, dialog)

    assert (stored.name, stored.media_type) == ("holiday.jpg", "image/jpeg")
    assert data == clean(jpeg())
    assert not [mark for kept in fakes.spool.kept.values() for mark in MARKS if mark in kept]


def test_a_picture_file_that_is_marked_leaves_flattened(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, tmp_path: Path
) -> None:
    """What was hidden is not in it, and it is encoded without loss."""
    picture = added(qtbot, dialog, tmp_path / "holiday.png", png())
    picture.mark(HIDDEN)
    dialog.form.attachments.gallery.show_marks(picture)

    stored, data = sent(qtbot, fakes, dialog)

    assert (stored.name, stored.media_type) == ("holiday.png", "image/png")
    assert read(data).pixelColor(1, 1).name() == "#000000"
    assert data != clean(png())


def test_starting_over_leaves_no_file_whatever_was_put_on_it(
    qtbot: QtBot, dialog: SubmissionDialog, tmp_path: Path
) -> None:
    """A picture of the ticket that is given up does not go along with the next one because it was marked."""
    marked = added(qtbot, dialog, tmp_path / "holiday.png", png())
    marked.mark(HIDDEN)

    dialog.form.attachments.clear_files()

    assert marked not in dialog.form.attachments.gallery.pictures()
    assert len(dialog.form.attachments.gallery.pictures()) == 2


def test_a_moving_picture_goes_on_moving_unless_it_is_marked(
    qtbot: QtBot, dialog: SubmissionDialog, tmp_path: Path
) -> None:
    """Marked, its first frame becomes a still, and a line says so; unmarked again, it moves again."""
    picture = added(qtbot, dialog, tmp_path / "party.gif", gif())
    notes = dialog.form.attachments.notes
    assert (picture.encoded().data, notes.notes()) == (clean(gif()), ())

    picture.mark(HIDDEN)
    dialog.form.attachments.gallery.show_marks(picture)
    qtbot.waitUntil(lambda: len(notes.notes()) == 1)
    assert picture.encoded().media_type == "image/png"
    assert notes.notes()[0].text().startswith("party.gif holds several pictures.")

    picture.mark(Markup())
    dialog.form.attachments.gallery.show_marks(picture)
    assert (picture.encoded().data, notes.notes()) == (clean(gif()), ())


@pytest.mark.parametrize(
    ("name", "data"), [("photo.heic", ALL["heif"]()), ("bomb.png", bomb(60_000, 60_000))]
)
def test_a_picture_that_cant_be_shown_goes_as_a_file(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, tmp_path: Path, name: str, data: bytes
) -> None:
    """It is clean all the same."""
    path = tmp_path / name
    path.write_bytes(data)
    dialog.form.attachments.add_paths([path])
    qtbot.waitUntil(lambda: [file.name for file in dialog.form.attachments.files()] == [name])

    stored, kept = sent(qtbot, fakes, dialog)

    assert (stored.name, kept) == (name, clean(data))


def test_a_damaged_picture_is_explained(qtbot: QtBot, dialog: SubmissionDialog, tmp_path: Path) -> None:
    """Which one it is, why it is not taken, and a way that works."""
    (tmp_path / "damaged.png").write_bytes(png()[:50])

    dialog.form.attachments.add_paths([tmp_path / "damaged.png"])
    qtbot.waitUntil(dialog.form.attachments.complaint.isVisible)

    said = dialog.form.attachments.complaint.text()
    assert said.startswith("damaged.png is a damaged picture.")
    assert "ZIP" in said


def test_the_same_picture_is_taken_once(qtbot: QtBot, dialog: SubmissionDialog, tmp_path: Path) -> None:
    """However often it is added."""
    added(qtbot, dialog, tmp_path / "holiday.jpg", jpeg())
    dialog.form.attachments.add_paths([tmp_path / "holiday.jpg", tmp_path / "other.png"])
    qtbot.waitUntil(
        dialog.form.attachments.complaint.isVisible
    )  # the other is missing, and was looked at later

    assert [p.name for p in dialog.form.attachments.gallery.pictures()] == [
        "Screen 1",
        "Screen 2",
        "holiday.jpg",
    ]


def test_files_come_in_the_order_in_which_they_were_chosen(
    qtbot: QtBot, dialog: SubmissionDialog, tmp_path: Path
) -> None:
    """However long it takes to read each; one that can't be taken holds up none."""
    (tmp_path / "large.png").write_bytes(noisy(400))
    (tmp_path / "damaged.png").write_bytes(png()[:50])
    (tmp_path / "small.gif").write_bytes(gif())
    gallery = dialog.form.attachments.gallery

    dialog.form.attachments.add_paths([tmp_path / name for name in ("large.png", "damaged.png", "small.gif")])
    qtbot.waitUntil(lambda: len(gallery.pictures()) == 4)

    assert [picture.name for picture in gallery.pictures()[2:]] == ["large.png", "small.gif"]


def test_a_picture_too_many_goes_as_a_file(
    qtbot: QtBot, dialog: SubmissionDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only so many are kept decoded; none is lost."""
    monkeypatch.setattr("trayapp.ui.submit.attachments._MOST_TOGETHER", 24 * 16)
    (tmp_path / "one.jpg").write_bytes(jpeg())
    (tmp_path / "two.jpg").write_bytes(jpeg())

    dialog.form.attachments.add_paths([tmp_path / "one.jpg", tmp_path / "two.jpg"])

    qtbot.waitUntil(lambda: [file.name for file in dialog.form.attachments.files()] == ["two.jpg"])


def test_paths_of_pictures_are_kept_only_where_their_pixels_can_not_be(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, tmp_path: Path
) -> None:
    """With a key store a draft holds the picture itself; without one it is read again, unless it was marked."""
    path = tmp_path / "holiday.jpg"
    picture = added(qtbot, dialog, path, jpeg())
    assert dialog.form.attachments.paths() == ()

    fakes.world.picture_drafts.offered = False
    assert dialog.form.attachments.paths() == (str(path),)
    picture.mark(HIDDEN)
    assert dialog.form.attachments.paths() == ()


@pytest.mark.parametrize("field", ["subject", "description"])
def test_a_page_without_plain_text_is_pasted_as_its_words(
    dialog: SubmissionDialog, clipboard: QClipboard, field: str
) -> None:
    """A clipboard with HTML only is text."""
    clipboard.setMimeData(copied("text/html", b"<p>Error <b>42</b></p><img src='https://example.com/x.png'>"))
    widget = getattr(dialog.form.writing, field)

    paste(widget)

    written = (dialog.form.writing.subject.text(), dialog.form.writing.description.toPlainText())
    assert "Error 42" in written
    assert len(dialog.form.attachments.gallery.pictures()) == 2


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("text/html", b"<img src='https://example.com/x.png'>", "only says where a picture is"),
        ("image/png", b"nothing of the kind", "no picture that can be read"),
        ("image/png", bomb(20_000, 10_000), "200 megapixels, and up to 64"),
    ],
)
def test_what_cant_be_pasted_is_explained(
    qtbot: QtBot, dialog: SubmissionDialog, clipboard: QClipboard, kind: str, data: bytes, words: str
) -> None:
    """A link to a picture, damaged data, too many pixels: a sentence says why nothing came, and what to do."""
    clipboard.setMimeData(copied(kind, data))

    paste(dialog.form.writing.description)

    qtbot.waitUntil(dialog.form.attachments.complaint.isVisible)
    assert words in dialog.form.attachments.complaint.text()
    assert len(dialog.form.attachments.gallery.pictures()) == 2
    assert dialog.form.writing.empty()


def test_a_pasted_picture_with_alpha_lies_on_white(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, clipboard: QClipboard
) -> None:
    """What is under transparent pixels does not leave."""
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(0x00FF0000)
    clipboard.setImage(image)
    paste(dialog.form.writing.description)
    qtbot.waitUntil(lambda: len(dialog.form.attachments.gallery.pictures()) == 3)

    _, data = sent(qtbot, fakes, dialog)

    assert read(data).pixelColor(5, 5).name() == "#ffffff"


def over(qtbot: QtBot, dialog: SubmissionDialog) -> OverNote:
    """The note about size, once it knows what would be sent."""
    notes = dialog.form.attachments.notes
    qtbot.waitUntil(
        lambda: any(isinstance(note, OverNote) and note.accept.isEnabled() for note in notes.notes())
    )
    return next(note for note in notes.notes() if isinstance(note, OverNote))


def noisy(side: int) -> bytes:
    """A picture that can't be compressed."""
    from tests.core.metadata.tainted import written
    from tests.ui.pictures.test_smaller import noise

    return written(noise(side, side), "png")


def test_a_picture_beyond_the_limit_is_sent_smaller_only_when_asked(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, tmp_path: Path
) -> None:
    """A line says how large it is and what the portal takes; its button says what it would be, and does it."""
    fakes.notes.kept_probe = sample_probe(Capabilities(max_file=20_000))
    picture = added(qtbot, dialog, tmp_path / "wide.png", noisy(100))
    size = picture.size() or 0
    note = over(qtbot, dialog)
    assert note.text() == f"wide.png is {size // 1000} KB; Acme IT takes 20 KB."
    assert note.accept.text().startswith("Send it smaller: ")
    dialog.form.writing.subject.setText("Outlook won't open")

    dialog.send()
    qtbot.waitUntil(dialog.form.attachments.complaint.isVisible)
    assert (fakes.outbox.operations, picture.size()) == ([], size)

    note.accept.click()
    assert dialog.form.attachments.notes.notes() == ()
    stored, data = sent(qtbot, fakes, dialog)
    assert (stored.size, stored.name.startswith("wide.")) == (len(data), True)
    assert stored.size <= 20_000


def test_all_together_are_sent_smaller_only_when_asked(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, tmp_path: Path
) -> None:
    """Each picture fits, all of them do not: one button makes room."""
    fakes.notes.kept_probe = sample_probe(Capabilities(max_total=50_000))
    added(qtbot, dialog, tmp_path / "one.png", noisy(100))
    added(qtbot, dialog, tmp_path / "two.png", noisy(110))
    note = over(qtbot, dialog)
    assert note.text().startswith("All together this is ")
    assert note.accept.text().startswith("Send them smaller: ")

    note.accept.click()
    sent(qtbot, fakes, dialog)

    files = fakes.outbox.operations[0].payload.files  # type: ignore[union-attr]
    assert (len(files), sum(file.size for file in files) <= 50_000) == (4, True)


def test_without_a_picture_to_make_smaller_something_is_left_out(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, tmp_path: Path
) -> None:
    """Files are never changed: the line says what can be done."""
    fakes.notes.kept_probe = sample_probe(Capabilities(max_total=1000))
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF" * 300)

    dialog.form.attachments.add_paths([path])

    qtbot.waitUntil(lambda: len(dialog.form.attachments.notes.notes()) == 1)
    note = dialog.form.attachments.notes.notes()[0]
    assert isinstance(note, OverNote)
    assert note.text().endswith("Acme IT takes 1 KB. Leave something out.")
    assert note.accept.isHidden()
