"""Words that a link filled in: shown, told where they come from, and sent by nobody but the employee."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW
from tests.ui.submit.conftest import closing
from trayapp.core.ports import SavedDraft
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import open_submission
from trayapp.ui.submit.start import Wanted
from trayapp.ui.texts.drafts import FROM_LINK

LINK = Wanted(subject="VPN is slow", description="Since Monday")


def opened(context: UiContext, wanted: Wanted | None = LINK) -> SubmissionDialog:
    """As the tray program asks for it."""
    dialog = open_submission(context, wanted=wanted)
    assert dialog is not None
    return dialog


def words(dialog: SubmissionDialog) -> tuple[str, str]:
    """Subject and description."""
    return dialog.form.writing.subject.text(), dialog.form.writing.description.toPlainText()


def test_a_link_fills_in_and_says_so(qtbot: QtBot, fakes: Fakes, context: UiContext) -> None:
    """The words stand there, with a note; nothing is sent or kept, and leaving asks nothing."""
    dialog = opened(context)
    shown = (words(dialog), dialog.form.offer.isVisible(), FROM_LINK in dialog.form.offer.text())

    with closing(qtbot, dialog):
        dialog.reject()

    assert shown == (("VPN is slow", "Since Monday"), True, True)
    assert fakes.outbox.operations == []
    assert context.drafts.load() is None


def test_what_a_link_filled_in_can_be_thrown_away(context: UiContext) -> None:
    """Starting over leaves an empty form without the note."""
    dialog = opened(context)

    dialog.form.start_over.emit()

    assert words(dialog) == ("", "")
    assert not dialog.form.offer.isVisible()


def test_a_link_never_replaces_what_somebody_wrote(context: UiContext) -> None:
    """Neither in a dialog that is open nor in a draft that was kept."""
    dialog = opened(context, None)
    dialog.form.writing.fill("My own words", "")

    assert opened(context) is dialog
    assert words(dialog) == ("My own words", "")


def test_a_link_never_replaces_a_draft(fakes: Fakes, context: UiContext) -> None:
    """The draft is offered as it was kept, and starting over does not bring the link's words."""
    context.drafts.save(SavedDraft("My draft", saved_at=NOW))

    dialog = opened(context)
    kept = words(dialog)
    dialog.form.start_over.emit()

    assert kept == ("My draft", "")
    assert FROM_LINK not in dialog.form.offer.text()
    assert words(dialog) == ("", "")


def test_an_empty_dialog_that_is_open_takes_the_words_up(context: UiContext) -> None:
    """There is one dialog at a time; the note says where the words come from."""
    dialog = opened(context, None)

    opened(context)

    assert words(dialog) == ("VPN is slow", "Since Monday")
    assert FROM_LINK in dialog.form.offer.text()
    assert not dialog.changed()
