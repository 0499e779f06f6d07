"""What was written survives."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW
from tests.ui.submit.conftest import Open, closing
from trayapp.core.errors import LocalFault
from trayapp.core.model import StoredFile
from trayapp.core.ports import SavedDraft
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import current, keep_now, put_away
from trayapp.ui.texts import submit as words


def answer(qtbot: QtBot, dialog: SubmissionDialog, text: str) -> None:
    """Press a button of the question "Keep as draft?"."""
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None)
    question = dialog.findChild(QMessageBox)
    assert isinstance(question, QMessageBox)
    next(button for button in question.findChildren(QPushButton) if button.text() == text).click()


@pytest.mark.rule("APP-10")
def test_what_is_written_is_saved_while_writing(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """Words and choices are kept without anybody asking; pictures are not."""
    dialog.form.writing.fill("Outlook won't open", "Since today")
    dialog.form.about.choose("mail", "slow")
    dialog.form.urgency.ask("high")
    qtbot.waitUntil(lambda: fakes.drafts.kept is not None)

    assert fakes.drafts.kept == SavedDraft(
        "Outlook won't open", "Since today", "mail", "slow", priority="high", saved_at=NOW
    )
    assert fakes.spool.kept == {}


@pytest.mark.rule("APP-10")
def test_a_kept_draft_is_offered_again(qtbot: QtBot, fakes: Fakes, open_dialog: Open, tmp_path: Path) -> None:
    """The next time the words, choices and files are there, and when they were written."""
    file = tmp_path / "log.txt"
    file.write_text("log")
    fakes.drafts.kept = SavedDraft(
        "Printer",
        "Out of paper",
        "people",
        "new",
        (("full_name", "Bo Lund"),),
        "low",
        (str(file),),
        saved_at=NOW - timedelta(days=3),
    )

    form = open_dialog().form
    qtbot.waitUntil(lambda: bool(form.attachments.files()))

    assert (form.writing.subject.text(), form.writing.description.toPlainText()) == (
        "Printer",
        "Out of paper",
    )
    assert form.about.chosen() == ("people", "new")
    assert form.fields.values() == {"full_name": "Bo Lund"}
    assert form.urgency.asked() == "low"
    assert "You were writing this on Fri" in form.offer.text()
    assert form.offer.isVisible()


@pytest.mark.rule("APP-10")
def test_start_over_gives_an_empty_form(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """A draft that is not wanted is forgotten; the fresh pictures stay."""
    fakes.drafts.kept = SavedDraft("Printer", "Out of paper", "people", "new", (("full_name", "Bo"),), "low")
    dialog = open_dialog()

    next(b for b in dialog.form.offer.findChildren(QPushButton) if b.text() == words.START_OVER).click()
    qtbot.waitUntil(lambda: fakes.drafts.kept is None)

    assert dialog.form.empty()
    assert dialog.form.about.chosen() == (None, None)
    assert dialog.form.urgency.asked() is None
    assert not dialog.form.offer.isVisible()
    assert len(dialog.form.attachments.gallery.pictures()) == 2


@pytest.mark.rule("APP-10")
def test_a_sent_draft_is_forgotten(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """What is in the outbox is not offered again."""
    fakes.drafts.kept = SavedDraft("Printer", "Out of paper")
    dialog = open_dialog()

    with closing(qtbot, dialog):
        dialog.foot.send.click()

    assert fakes.drafts.kept is None
    assert len(fakes.outbox.operations) == 1


def test_cancel_without_words_asks_nothing(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """An empty dialog just closes."""
    with closing(qtbot, dialog):
        dialog.foot.cancel.click()

    assert fakes.drafts.kept is None


def test_keep_keeps_the_words(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """Cancel with words asks, and Keep saves them before the dialog goes."""
    dialog.form.writing.fill("Printer", "Out of paper")
    dialog.foot.cancel.click()

    with closing(qtbot, dialog):
        answer(qtbot, dialog, words.LEAVE_KEEP)

    assert fakes.drafts.kept is not None
    assert fakes.drafts.kept.subject == "Printer"


def test_discard_forgets_the_words(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """Nothing is offered the next time."""
    dialog.form.writing.fill("Printer", "Out of paper")
    qtbot.waitUntil(lambda: fakes.drafts.kept is not None)
    dialog.reject()

    with closing(qtbot, dialog):
        answer(qtbot, dialog, words.LEAVE_DISCARD)

    qtbot.waitUntil(lambda: fakes.drafts.kept is None)


def test_go_on_writing_changes_nothing(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """The question can be taken back."""
    dialog.form.writing.fill("Printer", "Out of paper")
    dialog.close()

    answer(qtbot, dialog, words.LEAVE_STAY)

    assert dialog.isVisible()
    assert dialog.form.writing.subject.text() == "Printer"


def test_a_draft_that_cant_be_kept_keeps_the_dialog(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a full disk Keep does not lose the words: the dialog stays and says why."""

    def fail(_draft: SavedDraft) -> None:
        raise LocalFault(reason="disk_full")

    monkeypatch.setattr(fakes.drafts, "save", fail)
    dialog.form.writing.fill("Printer", "Out of paper")
    dialog.autosave.stop()
    dialog.reject()

    answer(qtbot, dialog, words.LEAVE_KEEP)
    qtbot.waitUntil(dialog.trouble.isVisible)

    assert "The disk is full" in dialog.trouble.text()


@pytest.mark.rule("APP-10")
@pytest.mark.expect_log("the draft could not be saved")
def test_a_draft_that_cant_be_saved_is_told_once_and_taken_back(
    qtbot: QtBot,
    fakes: Fakes,
    dialog: SubmissionDialog,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """On a full disk each letter tries again, but the dialog and the log say it once, until it works again."""
    tried: list[SavedDraft] = []

    def fail(draft: SavedDraft) -> None:
        tried.append(draft)
        raise LocalFault(reason="disk_full")

    with monkeypatch.context() as full:
        full.setattr(fakes.drafts, "save", fail)
        for number in range(1, 4):
            text = "Out of paper" + "!" * number
            dialog.form.writing.fill("Printer", text)
            qtbot.waitUntil(lambda: any(draft.description == text for draft in tried))  # noqa: B023 - it waits here
        qtbot.waitUntil(dialog.trouble.isVisible)
        assert dialog.trouble.text() == words.unkept("The disk is full")
        assert [record.message for record in caplog.records].count(
            "the draft could not be saved: local_fault"
        ) == 1
    dialog.form.writing.fill("Printer", "Out of paper and ink")
    qtbot.waitUntil(lambda: not dialog.trouble.isVisible())

    assert fakes.drafts.kept is not None


@pytest.mark.expect_log("the draft could not be saved")
def test_why_send_failed_is_not_written_over(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft that can't be saved either is no news then, and does not take the words away when it can."""

    def fail(_draft: SavedDraft) -> None:
        raise LocalFault(reason="disk_full")

    dialog.trouble.say("The reason why Send failed")
    with monkeypatch.context() as full, qtbot.waitSignal(dialog.autosave.unkept):
        full.setattr(fakes.drafts, "save", fail)
        dialog.form.writing.fill("Printer", "Out of paper")
    with qtbot.waitSignal(dialog.autosave.kept_again):
        dialog.form.writing.fill("Printer", "Out of paper and ink")

    assert dialog.trouble.text() == "The reason why Send failed"


@pytest.mark.rule("APP-10")
def test_ending_the_program_keeps_the_words_without_a_question(
    qtbot: QtBot, fakes: Fakes, context: UiContext, dialog: SubmissionDialog
) -> None:
    """A log-out has no time for a dialog."""
    dialog.form.writing.fill("Printer", "Out of paper")

    put_away(context)

    assert fakes.drafts.kept is not None
    assert fakes.drafts.kept.subject == "Printer"
    assert current(context) is None


@pytest.mark.rule("APP-10")
def test_the_end_of_the_session_keeps_the_words_and_the_dialog(
    fakes: Fakes, context: UiContext, dialog: SubmissionDialog
) -> None:
    """Another program may call the log-out off: the words are kept at once, and the dialog stays."""
    dialog.form.writing.fill("Printer", "Out of paper")

    keep_now(context)

    assert fakes.drafts.kept is not None
    assert fakes.drafts.kept.subject == "Printer"
    assert current(context) is dialog


@pytest.mark.rule("APP-10")
def test_who_writes_without_a_pause_is_saved_all_the_same(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new letter puts the saving off, and not for ever."""
    monkeypatch.setattr("trayapp.ui.submit.autosave.PAUSE", 60_000)
    monkeypatch.setattr("trayapp.ui.submit.autosave.LONGEST", 50)
    writing = QTimer(dialog)
    writing.timeout.connect(lambda: dialog.form.writing.description.insertPlainText("a"))
    dialog.form.writing.fill("Printer", "")
    writing.start(5)

    qtbot.waitUntil(lambda: fakes.drafts.kept is not None)


@pytest.mark.rule("APP-10")
def test_ending_the_program_while_it_saves_loses_nothing(
    qtbot: QtBot, fakes: Fakes, context: UiContext, dialog: SubmissionDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Send keeps the words before it begins; the dialog does not hold up the end."""
    reached, go, put = threading.Event(), threading.Event(), fakes.spool.put

    def slow(*parts: Any) -> StoredFile:
        reached.set()
        go.wait()
        return put(*parts)

    monkeypatch.setattr(fakes.spool, "put", slow)
    dialog.form.writing.fill("Printer", "Out of paper")
    dialog.send()
    reached.wait()
    put_away(context)
    kept = fakes.drafts.kept
    go.set()
    context.background.shutdown()

    assert kept is not None
    assert kept.subject == "Printer"
    assert current(context) is None
    assert len(fakes.outbox.operations) == 1
    assert fakes.drafts.kept is None


@pytest.mark.expect_log("the draft that was kept can't be read")
def test_a_draft_that_cant_be_read_does_not_keep_anybody_from_help(
    fakes: Fakes, open_dialog: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dialog opens empty, and the log says why."""

    def fail() -> SavedDraft:
        raise LocalFault(reason="corrupt")

    monkeypatch.setattr(fakes.drafts, "load", fail)

    assert open_dialog().form.empty()


@pytest.mark.rule("APP-10")
@pytest.mark.parametrize("kept", [True, False])
def test_the_question_says_whether_pictures_are_kept(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, kept: bool
) -> None:
    """They are, encrypted, where there is a key store; without one the question says that they are not."""
    fakes.world.picture_drafts.offered = kept
    dialog.form.writing.fill("Outlook won't open", "")

    dialog.reject()

    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None)
    question = dialog.findChild(QMessageBox)
    assert isinstance(question, QMessageBox)
    assert ("not kept" in question.informativeText()) is not kept
    answer(qtbot, dialog, words.LEAVE_STAY)
