"""Files and pictures, from wherever they come."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QClipboard, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import sample_probe, shot
from tests.ui.submit.conftest import closing
from trayapp.capture.encode import encode as encode_png
from trayapp.core.model import Capabilities
from trayapp.core.ports import Encoded, RawShot
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.sources import Screen
from trayapp.ui.pictures.thumbnail import thumbnail
from trayapp.ui.submit.dialog import SubmissionDialog


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A small file."""
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF" * 300)
    return path


def urls(*paths: Path) -> QMimeData:
    """Files as a file manager drops or copies them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    """Empty again afterwards: what Python put there must not be left to Qt when Python has ended."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


def red() -> QImage:
    """A picture as another program copies it."""
    image = QImage(20, 10, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def names(dialog: SubmissionDialog) -> list[str]:
    """The files, by name."""
    return [file.name for file in dialog.form.attachments.files()]


def test_a_dropped_file_is_taken(qtbot: QtBot, dialog: SubmissionDialog, report: Path) -> None:
    """Anywhere on the window, once, however often it is dropped."""
    for _ in range(2):
        mime = urls(report)
        drop = QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        dialog.dropEvent(drop)
        qtbot.waitUntil(lambda: names(dialog) == ["report.pdf"])

    assert "1 file" in dialog.form.payload.head.title()


def test_a_pasted_file_is_taken_from_either_field(
    qtbot: QtBot, dialog: SubmissionDialog, report: Path, clipboard: QClipboard
) -> None:
    """Ctrl+V of a copied file adds the file, and not its address to the text."""
    writing = dialog.form.writing
    for field in (writing.subject, writing.description):
        clipboard.setMimeData(urls(report))
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: names(dialog) == ["report.pdf"])
        dialog.form.attachments.remove(dialog.form.attachments.files()[0])

    assert writing.empty()


def test_a_pasted_picture_becomes_a_thumbnail_and_goes_along(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, clipboard: QClipboard
) -> None:
    """A picture from the clipboard is sent as a PNG of the same pixels."""
    clipboard.setImage(red())
    QTest.keyClick(dialog.form.writing.description, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog.form.writing.subject.setText("Outlook won't open")
    assert [p.name for p in dialog.form.attachments.gallery.pictures()][-1] == "Pasted picture 1"

    with closing(qtbot, dialog):
        dialog.send()

    payload = fakes.outbox.operations[0].payload
    stored = payload.files[-1]  # type: ignore[union-attr]
    sent = QImage.fromData(fakes.spool.kept[stored.sha256])
    assert (stored.name, stored.media_type) == ("pasted-1.png", "image/png")
    assert (sent.width(), sent.height(), sent.pixelColor(3, 3).name()) == (20, 10, "#ff0000")


def test_pasted_text_stays_text(dialog: SubmissionDialog, clipboard: QClipboard) -> None:
    """What a table program copies, text with a picture of it, is pasted as text."""
    mime = QMimeData()
    mime.setText("from a table")
    mime.setImageData(red())
    clipboard.setMimeData(mime)

    QTest.keyClick(dialog.form.writing.description, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert dialog.form.writing.description.toPlainText() == "from a table"
    assert len(dialog.form.attachments.gallery.pictures()) == 2


@pytest.mark.parametrize("bad", ["missing.pdf", "folder"])
def test_a_file_that_cant_be_taken_is_explained_at_once(
    qtbot: QtBot, dialog: SubmissionDialog, tmp_path: Path, bad: str
) -> None:
    """Not only at Send: the reason stands beside the files."""
    (tmp_path / "folder").mkdir()

    dialog.form.attachments.add_paths([tmp_path / bad])
    qtbot.waitUntil(dialog.form.attachments.complaint.isVisible)

    assert dialog.form.attachments.complaint.text().startswith(bad)
    assert names(dialog) == []


def test_a_file_beyond_the_portals_limit_is_refused_at_once(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, report: Path
) -> None:
    """The portal's limit is told with the file's size."""
    fakes.notes.kept_probe = sample_probe(Capabilities(max_file=1000))

    dialog.form.attachments.add_paths([report])
    qtbot.waitUntil(dialog.form.attachments.complaint.isVisible)

    assert (
        "report.pdf is too large (1 KB, the portal takes up to 1 KB)"
        in dialog.form.attachments.complaint.text()
    )


def test_delete_takes_a_picture_out(dialog: SubmissionDialog) -> None:
    """By keyboard as by mouse."""
    gallery = dialog.form.attachments.gallery

    QTest.keyClick(gallery._tiles[0].face, Qt.Key.Key_Delete)

    assert [picture.name for picture in gallery.pictures()] == ["Screen 2"]
    assert dialog.focusWidget() is gallery.add_tile


def test_the_preview_shows_the_screens_own_colours(qtbot: QtBot) -> None:
    """Blue, green, red, nothing: the bytes of the screen are read in their order."""
    picture = Picture(Screen(shot(), "Screen 1", 1), encode_png)

    small = thumbnail(picture.image(), 16, 9, 2.0)

    assert picture.image().pixelColor(1, 1).getRgb() == (200, 90, 90, 255)
    assert (small.width(), small.height(), small.devicePixelRatio()) == (32, 18, 2.0)


def test_a_picture_is_encoded_once_and_its_size_is_known_then(qtbot: QtBot) -> None:
    """Whoever asks first encodes; the spool gets the same bytes."""
    encoded: list[str] = []

    def encode(raw: RawShot) -> Encoded:
        encoded.append(raw.name)
        return Encoded(b"png", "image/png")

    picture = Picture(Screen(shot(), "Screen 1", 1), encode)
    before = picture.size()

    picture.prepare()
    picture.prepare()

    assert (before, picture.size(), encoded) == (None, 3, ["Screen 1"])


def test_a_closed_dialog_lets_go_of_its_pixels(dialog: SubmissionDialog) -> None:
    """A 4K screen is 33 MB; none of it stays in memory."""
    kept = dialog.form.attachments.gallery.pictures()

    dialog.reject()

    assert [picture.image().isNull() for picture in kept] == [True, True]
    assert [picture.size() for picture in kept] == [None, None]


def test_files_are_spooled_as_they_are_at_send(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, report: Path
) -> None:
    """What the file holds at Send is what IT gets."""
    dialog.form.attachments.add_paths([report])
    qtbot.waitUntil(lambda: names(dialog) == ["report.pdf"])
    report.write_bytes(b"changed since")
    dialog.form.writing.subject.setText("Outlook won't open")

    with closing(qtbot, dialog):
        dialog.send()

    assert fakes.spool.kept[hashlib.sha256(b"changed since").hexdigest()] == b"changed since"
