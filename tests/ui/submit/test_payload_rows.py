"""The rows of what will be sent: seen as they leave, taken out where they stand, following every change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.inspector.test_seen import picture
from tests.ui.samples import NOW
from tests.ui.submit.conftest import Open
from tests.ui.submit.forms import PERSON, policy_of_natures
from trayapp.core.area import Area
from trayapp.core.ids import OpId
from trayapp.core.markup import BlackOut, Markup
from trayapp.core.model import Draft, FileKind, StoredFile, Update
from trayapp.core.operation import Operation, OpKind, OpState, Payload
from trayapp.ui.context import UiContext
from trayapp.ui.inspector.picture_row import PictureRow
from trayapp.ui.inspector.viewer import PictureViewer
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import edit_operation
from trayapp.ui.submit.payload.listing import PayloadList
from trayapp.ui.texts.files import size


def unfolded(qtbot: QtBot, dialog: SubmissionDialog) -> PayloadList:
    """The list, folded out, every picture decoded."""
    dialog.form.payload.set_open(True)
    contents = dialog.form.payload.contents
    assert contents
    qtbot.waitUntil(lambda: all(row.shown for row in rows(contents)))
    return contents


def rows(contents: PayloadList) -> list[PictureRow]:
    """The pictures, from above."""
    return list(contents.pictures.rows.values())


def words(contents: PayloadList) -> list[str]:
    """What is said of the words, name by name."""
    item = contents.words._place.itemAt(0)
    drawn = item.widget() if item else None
    assert drawn
    return [each.text() for each in ([drawn] if isinstance(drawn, QLabel) else drawn.findChildren(QLabel))]


def held(fakes: Fakes, payload: Payload, kind: OpKind = OpKind.CREATE) -> Operation:
    """An operation that waits, to be changed."""
    operation = Operation(1, OpId("op"), "op", kind, payload, OpState.WAITING, NOW - timedelta(hours=1))
    fakes.outbox.operations.append(operation)
    return operation


@pytest.mark.rule("APP-3")
def test_each_picture_says_what_its_bytes_are(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """File name, form, pixels and bytes, as they leave; a screen reader is told the same."""
    first, second = rows(unfolded(qtbot, dialog))
    size = dialog.form.attachments.gallery.pictures()[0].size()

    assert first.about.text() == f"screen-1.png · PNG, 64 × 36 pixels, {size} bytes"
    assert "48 × 64 pixels" in second.about.text()
    assert first.face.accessibleName() == f"Screen 1, {first.about.text()}. Show large."


@pytest.mark.rule("APP-3")
def test_a_picture_is_taken_out_where_it_is_listed(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """By its cross or by Delete; it is gone from the row of thumbnails too, and what follows has the focus."""
    contents = unfolded(qtbot, dialog)
    first, second = rows(contents)
    assert first.cross
    first.cross.click()
    focused = second.face.hasFocus()
    QTest.keyClick(second.face, Qt.Key.Key_Delete)

    assert focused
    assert dialog.form.attachments.gallery.pictures() == ()
    assert contents.pictures.isHidden()
    assert contents.everything.hasFocus()
    assert "picture" not in dialog.form.payload.head.title()


@pytest.mark.rule("APP-3")
def test_files_are_taken_out_where_they_are_listed(
    qtbot: QtBot, dialog: SubmissionDialog, tmp_path: Path
) -> None:
    """Each has its size, and a cross that says its name."""
    for name in ("a.log", "b.log"):
        (tmp_path / name).write_bytes(b"x" * 1500)
    dialog.form.attachments.add_paths([tmp_path / "a.log", tmp_path / "b.log"])
    contents = unfolded(qtbot, dialog)
    qtbot.waitUntil(lambda: len(contents.files.rows) == 2)
    row = contents.files.rows[0]
    assert row.cross
    named = (row.title.text(), row.about.text(), row.cross.accessibleName())
    QTest.keyClick(row.cross, Qt.Key.Key_Delete)

    assert named[1:] == ("2 KB", f"Remove {named[0]}")
    assert len(dialog.form.attachments.files()) == len(contents.files.rows) == 1


def test_a_file_that_answers_a_field_says_so(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, tmp_path: Path
) -> None:
    """It is the field's answer, and taking it out empties the field."""
    fakes.notes.kept_policy = policy_of_natures(natures=(PERSON,))
    dialog = open_dialog()
    dialog.form.fields.fill({"event": "joins"})
    (tmp_path / "signed.pdf").write_bytes(b"%PDF")
    dialog.form.fields.put_path("form", tmp_path / "signed.pdf")
    contents = unfolded(qtbot, dialog)
    qtbot.waitUntil(lambda: len(contents.files.rows) == 1)
    said = (contents.files.rows[0].about.text(), "signed.pdf" in words(contents))
    cross = contents.files.rows[0].cross
    assert cross
    cross.click()

    assert said == ("4 bytes · Answers “Signed form”", True)
    assert dialog.form.files() == ()
    assert "signed.pdf" not in words(contents)


@pytest.mark.rule("APP-3")
def test_a_picture_in_a_field_is_listed_as_it_leaves(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, tmp_path: Path
) -> None:
    """Its texts are taken out on the way, so its size is that of what is left, and it is said why."""
    fakes.notes.kept_policy = policy_of_natures(natures=(PERSON,))
    dialog = open_dialog()
    dialog.form.fields.fill({"event": "joins"})
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.setText("Comment", "".join(map(chr, range(32, 127))) * 60)
    image.save(str(tmp_path / "signed.png"))
    dialog.form.fields.put_path("form", tmp_path / "signed.png")
    contents = unfolded(qtbot, dialog)
    qtbot.waitUntil(lambda: len(contents.files.rows) == 1)
    about = contents.files.rows[0].about
    qtbot.waitUntil(lambda: "without place" in about.text())
    left = dialog.form.files()[0].store(dialog.form.attachments._context.desk).size

    assert about.text() == f"{size(left)} · Answers “Signed form” · without place, camera and program"
    assert left < (tmp_path / "signed.png").stat().st_size


@pytest.mark.rule("APP-3")
def test_what_is_hidden_is_hidden_in_the_list_at_once(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """After mark-up the thumbnail is that of the new bytes, and before them there is none of the old."""
    contents = unfolded(qtbot, dialog)
    gallery = dialog.form.attachments.gallery
    row, shown = rows(contents)[0], gallery.pictures()[0]
    shown.mark(Markup((BlackOut(Area(0, 0, 64, 36)),)))
    gallery.changed.emit()
    between = row.shown
    dialog.form.attachments._context.background.run(shown.prepare, lambda _none: gallery.changed.emit())
    qtbot.waitUntil(lambda: row.shown)
    middle = row.face.icon().pixmap(144, 81).toImage().pixelColor(70, 40)

    assert not between
    assert middle.name() == "#000000"


def test_a_thumbnail_opens_large(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """Enter or a click shows the bytes that leave, every pixel of them."""
    contents = unfolded(qtbot, dialog)
    rows(contents)[1].face.click()
    qtbot.waitUntil(lambda: dialog.findChild(PictureViewer) is not None)
    viewer = dialog.findChild(PictureViewer)
    assert isinstance(viewer, PictureViewer)
    size = viewer.canvas.sceneRect().size().toSize()
    viewer.accept()

    assert (size.width(), size.height()) == (48, 64)
    assert "48 × 64 pixels" in viewer.about.text()


def test_words_follow_what_is_written(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """Letter by letter; what is empty is not listed; of a long text the beginning, and how much there is."""
    contents = unfolded(qtbot, dialog)
    nothing = words(contents)
    dialog.form.writing.fill("Outlook won't open", "word " * 300)
    listed = words(contents)

    assert nothing == ["Nothing is written yet."]
    assert listed[:2] == ["Subject", "Outlook won't open"]
    assert listed[3].endswith("… (all 1499 characters go along)")
    assert len(listed[3]) < 450


def test_a_folded_list_catches_up_when_it_is_opened(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """What is not seen is not drawn; opened again, it shows what is written by then."""
    contents = unfolded(qtbot, dialog)
    dialog.form.payload.set_open(False)
    dialog.form.writing.fill("Outlook won't open", "")
    before = words(contents)
    dialog.form.payload.set_open(True)

    assert "Outlook won't open" not in before
    assert "Outlook won't open" in words(contents)


def test_it_says_as_whom_and_where_to(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """The account, the portal's name and its address; before anybody signed in, where to."""
    known = unfolded(qtbot, open_dialog()).to.text()
    assert fakes.notes.kept_policy
    fakes.notes.kept_probe = None

    assert known == "Goes as anna@northwind.example to Acme IT at portal.example."


def test_what_lies_in_the_spool_is_shown_from_there(qtbot: QtBot, fakes: Fakes, context: UiContext) -> None:
    """A picture of an outbox item leaves as it lies there, and is listed by those bytes and that name."""
    data = picture("JPEG")
    file = _spooled(fakes, "shot.jpg", data)
    dialog = edit_operation(context, held(fakes, Draft("Printer", files=(file,))))
    (row,) = rows(unfolded(qtbot, dialog))

    assert row.about.text().startswith("shot.jpg · JPEG, 320 × 180 pixels")
    assert str(len(data) // 1000) in row.about.text()


def test_an_answer_lists_its_words_and_no_facts(qtbot: QtBot, fakes: Fakes, context: UiContext) -> None:
    """Facts belong to tickets; nothing is looked for that is not sent."""
    dialog = edit_operation(context, held(fakes, Update("It works"), OpKind.UPDATE))
    contents = unfolded(qtbot, dialog)

    assert words(contents) == ["Your answer", "It works"]
    assert contents.facts.isHidden()


def test_a_picture_that_cannot_be_read_is_still_listed(
    qtbot: QtBot, fakes: Fakes, context: UiContext
) -> None:
    """It is named, with what is wrong, and can be taken out."""
    file = replace(_spooled(fakes, "shot.png", b"torn"), sha256="0" * 64)
    dialog = edit_operation(context, held(fakes, Draft("Printer", files=(file,))))
    dialog.form.payload.set_open(True)
    contents = dialog.form.payload.contents
    assert contents
    (row,) = rows(contents)
    qtbot.waitUntil(lambda: "can't be shown" in row.about.text())

    assert row.cross
    row.cross.click()
    assert dialog.form.attachments.gallery.pictures() == ()


def test_delete_unticks_a_fact(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """The same key takes everything out; pressed again it does not put it back."""
    contents = unfolded(qtbot, dialog)
    for _ in range(2):
        QTest.keyClick(contents.boxes["os.name"], Qt.Key.Key_Delete)

    assert not contents.boxes["os.name"].isChecked()
    assert "os.name" not in [fact.key for fact in dialog.form.facts.wanted()]


def _spooled(fakes: Fakes, name: str, data: bytes) -> StoredFile:

    return fakes.spool.put(BytesIO(data), name, "image/jpeg", FileKind.SCREENSHOT)
