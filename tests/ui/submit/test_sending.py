"""Send: durable first, then the dialog closes."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW
from tests.ui.submit.conftest import Open, closing
from trayapp.core.errors import LocalFault, Rejected, TooLarge
from trayapp.core.model import Draft, FileKind
from trayapp.ui import toast
from trayapp.ui.submit.dialog import SubmissionDialog


def write(dialog: SubmissionDialog, subject: str = "Outlook won't open", more: str = "Since today") -> None:
    """Fill in the words."""
    dialog.form.writing.fill(subject, more)


def sent(fakes: Fakes) -> Draft:
    """The one draft in the outbox."""
    (operation,) = fakes.outbox.operations
    assert isinstance(operation.payload, Draft)
    return operation.payload


@pytest.mark.rule("APP-4")
def test_the_dialog_closes_once_the_ticket_is_durable(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """Words, pictures and facts are in the outbox when the dialog goes."""
    write(dialog)

    with closing(qtbot, dialog):
        dialog.foot.send.click()

    draft = sent(fakes)
    assert (draft.subject, draft.description, draft.written_at) == ("Outlook won't open", "Since today", NOW)
    assert [file.name for file in draft.files] == ["screen-1.png", "screen-2.png"]
    assert {file.kind for file in draft.files} == {FileKind.SCREENSHOT}
    assert [fact.key for fact in draft.facts] == ["host.name", "os.name", "device.serial", "memory.total"]
    assert [shown.accessibleName() for shown in toast._shown] == ["Saved. We'll tell you when IT has it."]


@pytest.mark.rule("APP-4")
def test_the_dialog_stays_until_it_is_durable(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the disk is busy the dialog says so and can't be closed or sent twice."""
    go, put = threading.Event(), fakes.spool.put
    monkeypatch.setattr(fakes.spool, "put", lambda *parts: (go.wait(), put(*parts))[1])
    write(dialog)

    dialog.send()
    dialog.send()
    dialog.reject()

    assert dialog.isVisible()
    assert dialog.foot.send.text() == "Saving …"
    assert not dialog.form.isEnabled()
    with closing(qtbot, dialog):
        go.set()
    assert len(fakes.outbox.operations) == 1


@pytest.mark.rule("APP-4")
def test_a_full_disk_loses_nothing(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """The dialog stays with every word, the reason in place, and Send works again."""
    fakes.outbox.fail_with = LocalFault(reason="disk_full")
    write(dialog)

    dialog.foot.send.click()
    qtbot.waitUntil(dialog.trouble.isVisible)

    assert "The disk is full" in dialog.trouble.text()
    assert dialog.form.writing.subject.text() == "Outlook won't open"
    assert dialog.form.isEnabled()
    with closing(qtbot, dialog):
        dialog.foot.send.click()
    assert sent(fakes).subject == "Outlook won't open"


def test_who_was_writing_goes_on_there_when_it_could_not_be_saved(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """While it is saved nothing takes keys; afterwards the same box does, without a click."""
    fakes.outbox.fail_with = LocalFault(reason="disk_full")
    write(dialog)
    dialog.form.writing.description.setFocus()

    dialog.send()
    qtbot.waitUntil(dialog.trouble.isVisible)

    assert dialog.focusWidget() is dialog.form.writing.description


@pytest.mark.expect_log("a ticket could not be saved")
def test_a_bug_while_saving_is_told_and_loses_nothing(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """Even an error nobody foresaw leaves the words in the dialog."""
    fakes.outbox.fail_with = ZeroDivisionError("a bug")
    write(dialog)

    dialog.foot.send.click()
    qtbot.waitUntil(dialog.trouble.isVisible)

    assert "Something in this app went wrong" in dialog.trouble.text()
    assert dialog.form.writing.description.toPlainText() == "Since today"


def test_ctrl_enter_sends(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """The shortcut works from the box where the words are."""
    write(dialog)
    dialog.form.writing.description.setFocus()

    with closing(qtbot, dialog):
        QTest.keyClick(
            dialog.form.writing.description, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )

    assert sent(fakes).description == "Since today"


def test_enter_in_the_first_line_sends_nothing(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """Half a sentence does not go out by accident."""
    write(dialog)

    QTest.keyClick(dialog.form.writing.subject, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert fakes.outbox.operations == []


def test_send_works_from_three_letters_on(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """Before that the button is grey, and the shortcut says what is missing."""
    dialog.form.writing.subject.setText("ab!")
    grey = dialog.foot.send.isEnabled()
    QTest.keyClick(dialog.form.writing.subject, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    complaint = dialog.form.writing.subject_complaint.text()
    dialog.form.writing.subject.setText("abc")

    assert not grey
    assert "at least three letters" in complaint
    assert dialog.foot.send.isEnabled()
    assert dialog.form.writing.subject_complaint.text() == ""


def test_reasons_stand_beside_their_fields(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """A refused field carries its reason, also for a screen reader; what has no field stands at the foot."""
    fakes.outbox.fail_with = Rejected(fields={"subject": "Too vague", "budget": "Not approved"})
    write(dialog)

    dialog.foot.send.click()
    qtbot.waitUntil(lambda: bool(dialog.form.writing.subject_complaint.text()))

    assert dialog.form.writing.subject_complaint.text() == "Too vague"
    assert dialog.form.writing.subject.accessibleDescription() == "Too vague"
    assert "budget: Not approved" in dialog.trouble.text()
    assert dialog.focusWidget() is dialog.form.writing.subject


def test_a_file_that_vanished_is_named_and_nothing_is_lost(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, tmp_path: Path
) -> None:
    """What can't be read at Send is said beside the files, and the ticket stays."""
    file = tmp_path / "report.pdf"
    file.write_bytes(b"pdf")
    dialog.form.attachments.add_paths([file])
    qtbot.waitUntil(lambda: bool(dialog.form.attachments.files()))
    file.unlink()
    write(dialog)

    dialog.foot.send.click()
    qtbot.waitUntil(lambda: bool(dialog.form.attachments.complaint.text()))

    complaint = dialog.form.attachments.complaint
    assert "report.pdf is not there any more" in complaint.text()
    assert {file.sha256 for file in fakes.outbox.gone} == set(
        fakes.spool.kept
    )  # the pictures may yet be hidden
    qtbot.waitUntil(lambda: complaint.visibleRegion().boundingRect() == complaint.rect())  # scrolled to
    assert fakes.outbox.operations == []
    dialog.form.attachments.remove(dialog.form.attachments.files()[0])
    with closing(qtbot, dialog):
        dialog.foot.send.click()
    assert len(sent(fakes).files) == 2


def test_files_that_are_too_large_together_are_said_beside_the_files(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """The limit of the whole is a matter of the files, not of the words."""
    fakes.outbox.fail_with = TooLarge(name="", size="30000000", limit="25000000")
    write(dialog)

    dialog.foot.send.click()
    qtbot.waitUntil(lambda: bool(dialog.form.attachments.complaint.text()))

    assert "too large together" in dialog.form.attachments.complaint.text()


@pytest.mark.rule("APP-3")
def test_what_is_unticked_is_not_sent(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """A fact without its tick stays on this computer."""
    write(dialog)
    dialog.form.payload.set_open(True)
    assert dialog.form.payload.contents is not None
    dialog.form.payload.contents.boxes["device.serial"].click()

    with closing(qtbot, dialog):
        dialog.foot.send.click()

    assert [fact.key for fact in sent(fakes).facts] == ["host.name", "os.name", "memory.total"]


def test_a_picture_that_was_removed_is_not_sent(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """The cross on a thumbnail takes the picture out of the ticket."""
    dialog = open_dialog()
    write(dialog)
    dialog.form.attachments.gallery._tiles[0].cross.click()

    with closing(qtbot, dialog):
        dialog.foot.send.click()

    assert [file.name for file in sent(fakes).files] == ["screen-2.png"]
