"""A field whose answer is a file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import sample_probe
from tests.ui.submit.conftest import Open, closing
from tests.ui.submit.forms import policy_of_natures
from trayapp.core.model import Capabilities, Draft, FileKind
from trayapp.ui.context import UiContext
from trayapp.ui.submit.answers import FileAnswer
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.file_button import FileButton
from trayapp.ui.submit.flow import edit_operation


@pytest.fixture(autouse=True)
def _portal(fakes: Fakes) -> None:
    """Who joins brings a signed form; files up to 1 000 bytes."""
    fakes.notes.kept_policy = policy_of_natures()
    fakes.notes.kept_probe = sample_probe(Capabilities(max_file=1000))


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A file of this computer."""
    path = tmp_path / "signed & sealed.pdf"
    path.write_bytes(b"%PDF signed")
    return path


def joining(dialog: SubmissionDialog) -> FileButton:
    """The form for somebody who joins, filled in but for the file."""
    form = dialog.form
    form.writing.fill("A new colleague", "")
    form.nature.choose("person")
    form.fields.fill({"event": "joins", "full_name": "Bo Lund"})
    return button(dialog)


def button(dialog: SubmissionDialog) -> FileButton:
    """The control of the file field."""
    answer = dialog.form.fields._cells["form"].answer
    assert isinstance(answer, FileAnswer)
    return answer.body


def sent(fakes: Fakes) -> Draft:
    """The ticket in the outbox."""
    payload = fakes.outbox.operations[0].payload
    assert isinstance(payload, Draft)
    return payload


@pytest.mark.rule("TK-1")
def test_the_file_goes_with_the_ticket_and_its_name_is_the_answer(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, signed: Path
) -> None:
    """Chosen in the system's dialog; it shows its name and size, also to a screen reader."""
    dialog = open_dialog()
    control = joining(dialog)
    control.button.click()
    chooser = control.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(signed))
    chooser.reject()
    qtbot.waitUntil(lambda: control.file is not None)
    shown = (control.button.text(), control.amount.text(), control.button.accessibleName())
    counted = dialog.form.payload.head.title()

    with closing(qtbot, dialog):
        dialog.send()

    assert shown == (
        "signed && sealed.pdf",
        "11 bytes",
        "Signed form, required: signed & sealed.pdf, 11 bytes",
    )
    assert "1 file" in counted
    assert sent(fakes).fields["form"] == "signed & sealed.pdf"
    assert [file.name for file in sent(fakes).files] == [
        "screen-1.png",
        "screen-2.png",
        "signed & sealed.pdf",
    ]


@pytest.mark.rule("TK-1")
def test_a_file_that_is_needed_and_missing_is_said_in_its_place(dialog: SubmissionDialog) -> None:
    """As with any other field that must be answered."""
    control = joining(dialog)

    dialog.send()

    assert dialog.form.fields.complaint("form").text() == "This is needed."
    assert dialog.focusWidget() is control.button


def test_the_file_can_be_taken_out(qtbot: QtBot, dialog: SubmissionDialog, signed: Path) -> None:
    """Neither answer nor file is left; the focus stays at the field."""
    control = joining(dialog)
    control.take(signed)
    qtbot.waitUntil(lambda: bool(dialog.form.files()))

    control.cross.click()

    assert dialog.form.files() == ()
    assert "form" not in dialog.form.fields.values()
    assert control.button.text() == "Choose a file …"
    assert dialog.focusWidget() is control.button


def test_a_file_that_cant_be_taken_is_explained_in_its_place(
    qtbot: QtBot, dialog: SubmissionDialog, signed: Path, tmp_path: Path
) -> None:
    """Too large for the portal, or a folder; what was there before stays."""
    control = joining(dialog)
    control.take(signed)
    qtbot.waitUntil(lambda: control.file is not None)
    large = tmp_path / "scan.pdf"
    large.write_bytes(b"x" * 2000)

    control.take(large)
    complaint = dialog.form.fields.complaint("form")
    qtbot.waitUntil(lambda: "too large" in complaint.text())
    control.take(tmp_path)
    qtbot.waitUntil(lambda: "is a folder" in complaint.text())

    assert dialog.form.fields.values()["form"] == "signed & sealed.pdf"


def test_a_file_that_vanished_is_said_beside_its_field(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, signed: Path
) -> None:
    """At Send it is read; the ticket stays with every word."""
    control = joining(dialog)
    control.take(signed)
    qtbot.waitUntil(lambda: control.file is not None)
    signed.unlink()

    dialog.send()
    qtbot.waitUntil(lambda: "not there any more" in dialog.form.fields.complaint("form").text())

    assert dialog.form.attachments.complaint.text() == ""
    assert fakes.outbox.operations == []
    assert dialog.isVisible()


def test_a_file_of_a_hidden_field_is_not_sent(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, signed: Path
) -> None:
    """It waits until the field shows again."""
    control = joining(dialog)
    control.take(signed)
    qtbot.waitUntil(lambda: control.file is not None)

    dialog.form.fields.fill({"event": "leaves"})
    hidden = dialog.form.files()
    dialog.form.nature.choose("problem")
    dialog.form.nature.choose("person")
    dialog.form.fields.fill({"event": "joins"})

    assert hidden == ()
    assert [file.name for file in dialog.form.files()] == ["signed & sealed.pdf"]
    assert button(dialog).file is not None


def test_a_file_that_is_attached_twice_goes_once(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, signed: Path
) -> None:
    """As an answer and as an attachment it is the same file."""
    dialog = open_dialog()
    joining(dialog).take(signed)
    dialog.form.attachments.add_paths([signed])
    qtbot.waitUntil(lambda: len(dialog.form.files()) == 2)

    with closing(qtbot, dialog):
        dialog.send()

    assert [file.name for file in sent(fakes).files].count("signed & sealed.pdf") == 1


@pytest.mark.rule("APP-10")
def test_a_draft_brings_the_file_back_to_its_field(qtbot: QtBot, open_dialog: Open, signed: Path) -> None:
    """Not as an attachment; what was attached besides is attached again."""
    before = open_dialog()
    joining(before).take(signed)
    other = signed.with_name("other.txt")
    other.write_text("x")
    before.form.attachments.add_paths([other])
    qtbot.waitUntil(lambda: len(before.form.files()) == 2)
    before.autosave.flush()
    before._leave()

    form = open_dialog().form
    qtbot.waitUntil(lambda: len(form.files()) == 2)

    assert [file.name for file in form.attachments.files()] == ["other.txt"]
    assert form.fields.values()["form"] == "signed & sealed.pdf"


@pytest.mark.rule("APP-10")
def test_a_file_that_is_gone_since_is_said_in_its_place(
    qtbot: QtBot, open_dialog: Open, signed: Path
) -> None:
    """The draft comes back with everything else."""
    before = open_dialog()
    control = joining(before)
    control.take(signed)
    qtbot.waitUntil(lambda: control.file is not None)
    before.autosave.flush()
    before._leave()
    signed.unlink()

    form = open_dialog().form

    qtbot.waitUntil(lambda: "not there any more" in form.fields.complaint("form").text())
    assert form.fields.values() == {"event": "joins", "full_name": "Bo Lund"}


def test_an_outbox_item_is_changed_with_the_file_it_has(
    qtbot: QtBot, fakes: Fakes, context: UiContext
) -> None:
    """The bytes lie in the spool already and stay there."""
    stored = fakes.spool.put(io.BytesIO(b"signed"), "signed.pdf", "application/pdf", FileKind.FILE)
    log = fakes.spool.put(io.BytesIO(b"log"), "app.log", "text/plain", FileKind.FILE)
    fields = {"event": "joins", "full_name": "Bo", "form": "signed.pdf"}
    before = context.desk.submit(Draft("A colleague", fields=fields, files=(log, stored), nature="person"))
    dialog = edit_operation(context, before)
    attached = [file.name for file in dialog.form.attachments.files()]

    with closing(qtbot, dialog):
        dialog.send()

    assert attached == ["app.log"]
    assert isinstance(before.payload, Draft)
    assert sent(fakes) == before.payload
