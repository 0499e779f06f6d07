"""A recording as part of a ticket."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.conftest import Fakes
from tests.ui.recorder.conftest import recorded
from tests.ui.samples import NOW, sample_policy
from tests.ui.submit.conftest import Open, closing
from trayapp.core.errors import LocalFault
from trayapp.core.events import PolicyChanged
from trayapp.core.model import Draft, FileKind
from trayapp.core.policy import Screenshots
from trayapp.core.ports import SavedDraft
from trayapp.ui.context import UiContext
from trayapp.ui.recorder import start
from trayapp.ui.recorder.current import current
from trayapp.ui.recorder.document import Composer
from trayapp.ui.recorder.recording import Recording
from trayapp.ui.submit import flow
from trayapp.ui.submit.recorded import mark_step, record_for_ticket, stop_recording
from trayapp.ui.texts import recorder as words


@pytest.fixture
def recording(context: UiContext) -> Recording:
    """Three steps, looked through."""
    composer, steps = Composer(context.encode, context.desk.capabilities), recorded(3)
    return Recording(steps, composer.compose(steps.items, NOW), NOW, composer)


def test_it_goes_with_the_ticket(qtbot: QtBot, fakes: Fakes, open_dialog: Open, recording: Recording) -> None:
    """The page and each picture are spooled with the ticket when it is sent, and not before."""
    dialog = open_dialog()
    dialog.form.attachments.recorded.add(recording)
    before = dict(fakes.spool.kept)
    dialog.form.writing.fill("Saving does nothing", "")

    with closing(qtbot, dialog):
        dialog.send()

    payload = fakes.outbox.operations[0].payload
    assert isinstance(payload, Draft)
    files = [(file.name, file.media_type, file.kind) for file in payload.files[2:]]
    assert before == {}
    assert files == [
        ("Steps.html", "text/html", FileKind.FILE),
        *((f"Step {number}.png", "image/png", FileKind.SCREENSHOT) for number in (1, 2, 3)),
    ]


def test_it_is_a_chip_that_opens_again(qtbot: QtBot, open_dialog: Open, recording: Recording) -> None:
    """The chip says how many steps there are; what is changed in the review stands in its place."""
    shown = open_dialog().form.attachments.recorded
    shown.add(recording)
    chip = shown._chips[0]
    says = chip.face.text()

    chip.face.click()
    review = next(iter(start._open))
    review.remove.click()
    review.use.click()
    qtbot.waitUntil(lambda: not isValid(review))

    assert (says, chip.face.text()) == ("What you did: 3 steps", "What you did: 2 steps")
    assert len(shown.files()) == 3


def test_a_picture_that_is_taken_out_takes_its_step_along(open_dialog: Open, recording: Recording) -> None:
    """Removed from what will be sent, it is gone from the page, too; the page takes all of it along."""
    attachments = open_dialog().form.attachments
    attachments.recorded.add(recording)

    attachments.remove(attachments.files()[2])
    rest = attachments.recorded.recordings()[0]
    attachments.remove(attachments.files()[0])

    assert b"Window 2" not in rest.document.page
    assert b"Window 3" in rest.document.page
    assert attachments.files() == ()
    assert not attachments.recorded.isVisible()


def test_the_last_step_takes_the_recording_along(context: UiContext, recording: Recording) -> None:
    """A recording without a step is none."""
    one = recording.without(1)
    assert one is not None
    two = one.without(1)
    assert two is not None

    assert two.without(1) is None


@pytest.mark.parametrize("rules", [Screenshots(taken=False), Screenshots(steps=False)])
def test_policy_takes_the_button_away(
    qtbot: QtBot, fakes: Fakes, context: UiContext, open_dialog: Open, rules: Screenshots
) -> None:
    """Also while the dialog is open."""
    button = open_dialog().form.attachments.recorded.start
    before = button.isHidden()

    fakes.notes.kept_policy = replace(sample_policy(), screenshots=rules)
    context.bridge.emit_event(PolicyChanged())

    qtbot.waitUntil(button.isHidden)
    assert not before


def test_from_the_tray_it_goes_into_the_dialog_that_is_open(
    qtbot: QtBot, context: UiContext, open_dialog: Open, recording: Recording
) -> None:
    """The dialog hides, and comes back when the recording has ended; the tray, or the key, marks and ends it."""
    dialog = open_dialog()

    record_for_ticket(context)
    recorder = current(context).running
    assert recorder is not None
    qtbot.waitUntil(recorder.bar.isVisible)
    hidden = not dialog.isVisible()
    marked = mark_step(context)
    qtbot.waitUntil(lambda: recorder.bar.isVisible() and "1 step" in recorder.bar.says.text())
    stopped = stop_recording(context)
    qtbot.waitUntil(lambda: bool(start._open))
    review = next(iter(start._open))
    review.use.click()
    qtbot.waitUntil(lambda: bool(dialog.form.attachments.recorded.recordings()))

    assert (hidden, marked, stopped) == (True, True, True)
    assert dialog.isVisible()
    assert (mark_step(context), stop_recording(context)) == (False, False)


def test_a_program_that_cannot_end_goes_on_recording(
    qtbot: QtBot, fakes: Fakes, context: UiContext, open_dialog: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the words can't be kept, nothing is put away: the steps are there, and the dialog comes back after them."""
    dialog = open_dialog()
    dialog.form.writing.fill("Saving does nothing", "")
    record_for_ticket(context)
    recorder = current(context).running
    assert recorder is not None
    qtbot.waitUntil(recorder.bar.isVisible)

    def full(_draft: SavedDraft) -> None:
        raise LocalFault(reason="disk_full")

    monkeypatch.setattr(fakes.drafts, "save", full)
    with pytest.raises(LocalFault):
        flow.put_away(context)

    assert current(context).running is recorder
    monkeypatch.undo()
    recorder.stop()
    qtbot.waitUntil(dialog.isVisible)


def test_steps_outlive_the_dialog_they_were_recorded_for(
    qtbot: QtBot, context: UiContext, open_dialog: Open
) -> None:
    """It was being sent when the recording began: another one opens with the steps."""
    before = open_dialog()
    record_for_ticket(context)
    recorder = current(context).running
    assert recorder is not None
    qtbot.waitUntil(recorder.bar.isVisible)
    before.put_away()
    qtbot.waitUntil(lambda: not isValid(before))
    mark_step(context)
    qtbot.waitUntil(lambda: recorder.bar.isVisible() and "1 step" in recorder.bar.says.text())
    stop_recording(context)
    qtbot.waitUntil(lambda: bool(start._open))
    next(iter(start._open)).use.click()

    qtbot.waitUntil(lambda: flow.current(context) is not None)
    dialog = flow.current(context)
    assert dialog is not None
    assert len(dialog.form.attachments.recorded.recordings()) == 1


def test_without_a_dialog_one_opens_with_the_recording(
    qtbot: QtBot, context: UiContext, fakes: Fakes, recording: Recording
) -> None:
    """The steps show what happened, so no picture of the screen is taken besides."""
    flow.open_with(context, recording)

    dialog = flow.current(context)
    assert dialog is not None
    assert dialog.form.attachments.recorded.recordings() == (recording,)
    assert fakes.capturer.grabs == 0
    with closing(qtbot, dialog):
        dialog.put_away()


def test_steps_are_not_lost_by_leaving(qtbot: QtBot, open_dialog: Open, recording: Recording) -> None:
    """Esc asks, for no draft keeps them: going on keeps all, throwing away leaves."""
    dialog = open_dialog()
    dialog.form.attachments.recorded.add(recording)

    dialog.reject()
    _answer(qtbot, dialog, words.KEEP_LOOKING)
    kept = dialog.form.attachments.recorded.recordings()
    with closing(qtbot, dialog):
        dialog.reject()
        _answer(qtbot, dialog, words.THROW)

    assert kept == (recording,)


def _answer(qtbot: QtBot, dialog: QWidget, text: str) -> None:
    box = dialog.findChildren(QMessageBox)[-1]
    next(each for each in box.buttons() if each.text() == text).click()
    qtbot.waitUntil(lambda: not isValid(box) or not box.isVisible())
