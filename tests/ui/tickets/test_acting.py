"""What the employee does on a ticket: answers, asks for another urgency, closes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office, staff
from tests.ui.samples import sample_ticket
from tests.ui.tickets.cases import said, show
from trayapp.core.errors import LocalFault
from trayapp.core.model import Draft, SetPriority, TicketRef, Update
from trayapp.core.operation import OpKind, OpState
from trayapp.ui.parts.confirm import Confirm
from trayapp.ui.tickets.kept_answers import NOTE
from trayapp.ui.tickets.passages import Voice
from trayapp.ui.tickets.view import TicketView

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.rule("TK-4")
def test_ctrl_enter_queues_the_answer_and_shows_it_at_once(
    qtbot: QtBot, office: Office, view: TicketView
) -> None:
    """The answer is in the outbox, the field is empty, and the conversation shows it as waiting."""
    office.pull(sample_ticket())
    show(qtbot, view, "t4711")

    QTest.keyClicks(view.answer.edit, "Still broken")
    QTest.keyClick(view.answer.edit, ENTER, CONTROL)

    qtbot.waitUntil(lambda: said(view)[-1:] == ["Still broken"])
    (waiting,) = office.store.outbox.pending()
    assert (waiting.kind, waiting.payload) == (OpKind.UPDATE, Update("Still broken"))
    assert view.conversation.blocks()[-1].passage.note == "Waiting to be sent · Queued"
    assert view.answer.edit.toPlainText() == ""


@pytest.mark.rule("TK-4")
def test_files_go_with_an_answer(qtbot: QtBot, office: Office, view: TicketView, tmp_path: Path) -> None:
    """A file that was added is copied into the spool and named in the pending answer."""
    picture = tmp_path / "error & more.png"
    picture.write_bytes(b"\x89PNG")
    office.pull(sample_ticket())
    show(qtbot, view, "t4711")

    view.answer.files.add([picture])
    QTest.mouseClick(view.answer.send, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(office.store.outbox.pending()) == 1)
    payload = office.store.outbox.pending()[0].payload
    assert isinstance(payload, Update)
    assert [file.name for file in payload.files] == ["error & more.png"]
    qtbot.waitUntil(lambda: not view.answer.files.paths)


def test_a_file_that_vanished_keeps_the_words(
    qtbot: QtBot, office: Office, view: TicketView, tmp_path: Path
) -> None:
    """The reason stands under the field; nothing was queued and nothing is lost."""
    office.pull(sample_ticket())
    show(qtbot, view, "t4711")
    QTest.keyClicks(view.answer.edit, "See the picture")
    view.answer.files.add([tmp_path / "gone.png"])

    QTest.mouseClick(view.answer.send, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(view.answer.complaint.isVisible)
    assert "gone.png is not there any more" in view.answer.complaint.text()
    assert view.answer.edit.toPlainText() == "See the picture"
    assert not office.store.outbox.pending()
    assert view.answer.send.isEnabled()


def test_what_was_written_is_kept_for_each_ticket(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """Turning to another ticket and back brings the words back."""
    office.pull(sample_ticket("1"), sample_ticket("2"))
    show(qtbot, view, "t1")
    QTest.keyClicks(view.answer.edit, "half a sent")

    show(qtbot, view, "t2")
    other = view.answer.edit.toPlainText()
    show(qtbot, view, "t1")

    assert (other, view.answer.edit.toPlainText()) == ("", "half a sent")


@pytest.mark.parametrize(
    ("granted", "actions", "reason"),
    [
        ({"update": False}, frozenset({"update"}), "This portal takes no answers from the app."),
        ({}, frozenset[str](), "IT takes no answers on this ticket."),
    ],
)
def test_where_no_answer_is_taken_the_box_says_why(
    qtbot: QtBot,
    office: Office,
    view: TicketView,
    granted: dict[str, bool],
    actions: frozenset[str],
    reason: str,
) -> None:
    """The box stays, disabled, with the reason above it."""
    office.grant(**granted)
    office.pull(sample_ticket(actions=actions))

    show(qtbot, view, "t4711")

    assert view.answer.isVisible()
    assert not view.answer.edit.isEnabled()
    assert view.answer.reason.text().startswith(reason)


@pytest.mark.rule("TK-10")
def test_the_urgency_can_be_changed(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """Choosing from the menu queues the wish and shows it; it is not offered twice."""
    office.pull(sample_ticket(priority="standard"))
    show(qtbot, view, "t4711")
    items = {item.text(): item for item in view.header.acts.menu.actions()}
    assert not items["Standard"].isEnabled()

    items["High"].trigger()

    qtbot.waitUntil(lambda: "You asked for another urgency: High." in said(view))
    assert office.store.outbox.pending()[0].payload == SetPriority("high")
    assert view.header.acts.urgency.isHidden()


@pytest.mark.rule("TK-4")
def test_closing_asks_first(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """No keeps the ticket open; yes queues the wish."""
    office.pull(sample_ticket())
    show(qtbot, view, "t4711")

    view.header.acts.close_ticket.click()
    view.findChildren(Confirm)[-1].no.click()
    assert not office.store.outbox.pending()

    view.header.acts.close_ticket.click()
    view.findChildren(Confirm)[-1].yes.click()
    qtbot.waitUntil(lambda: "You asked to close this ticket." in said(view))
    assert office.store.outbox.pending()[0].kind is OpKind.CLOSE


@pytest.mark.rule("TK-10")
def test_only_granted_actions_are_offered(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """What the portal grants on other tickets only, or not at all, has no button."""
    office.grant(priority=False)
    office.pull(sample_ticket(actions=frozenset({"update", "priority"})))

    show(qtbot, view, "t4711")

    assert view.header.acts.urgency.isHidden()
    assert view.header.acts.close_ticket.isHidden()


def test_a_ticket_of_the_outbox_becomes_the_one_on_the_portal(
    qtbot: QtBot, office: Office, view: TicketView
) -> None:
    """Once sent, the same view shows number and id, and the half-written answer stays."""
    made = office.context.desk.submit(Draft("Mouse is dead", "It does not move."))
    show(qtbot, view, made.op_id)
    assert view.header.status.word.text() == "Not sent yet"
    assert said(view) == ["It does not move."]
    QTest.keyClicks(view.answer.edit, "Also")

    office.settle(OpState.DONE, ref=TicketRef("t9", "9"))
    view.refresh()
    qtbot.waitUntil(lambda: view.header.status.word.text() == "Sent as #9")
    assert view.header.acts.edit.isHidden()

    office.pull(sample_ticket("9", subject="Mouse is dead", op_id=made.op_id))
    with qtbot.waitSignal(view.renamed) as heard:
        view.refresh()

    assert heard.args == [made.op_id, "t9"]
    assert (view.header.number.text(), view.header.status.word.text()) == ("#9", "New")
    assert view.answer.edit.toPlainText() == "Also"


def test_a_sent_answer_stays_until_the_conversation_has_it(
    qtbot: QtBot, office: Office, view: TicketView
) -> None:
    """Between the portal's yes and the next pull the words do not vanish; afterwards they show once."""
    office.pull(sample_ticket())
    office.context.desk.update("t4711", "Still broken")
    office.settle(OpState.DONE, ref=TicketRef("t4711", "4711"))
    show(qtbot, view, "t4711")
    assert said(view)[-1] == "Still broken"
    assert view.conversation.blocks()[-1].passage.note == "Sent to #4711"

    office.pull(sample_ticket(), messages=[staff("m9", "Still broken", mine=True)])
    view.refresh()

    qtbot.waitUntil(lambda: view.conversation.blocks()[-1].passage.voice is Voice.MINE)
    assert said(view).count("Still broken") == 1


@pytest.mark.rule("APP-10")
def test_an_answer_that_is_being_written_survives(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """After a crash the words stand in their ticket again, and in no other; once sent they are kept no longer."""
    office.pull(sample_ticket())
    show(qtbot, view, "t4711")
    QTest.keyClicks(view.answer.edit, "Half a thought")
    qtbot.waitUntil(lambda: "Half a thought" in (office.context.notes.get(NOTE) or ""))

    again = TicketView(office.context)
    qtbot.addWidget(again)
    show(qtbot, again, "t4711")
    qtbot.waitUntil(lambda: again.answer.edit.toPlainText() == "Half a thought")
    QTest.keyClick(again.answer.edit, ENTER, CONTROL)

    qtbot.waitUntil(lambda: office.context.notes.get(NOTE) == "{}")


@pytest.mark.rule("APP-10")
def test_the_end_of_the_session_keeps_an_answer_at_once(
    qtbot: QtBot, office: Office, view: TicketView
) -> None:
    """Nobody waits for a pause in the writing when the session ends."""
    office.pull(sample_ticket())
    show(qtbot, view, "t4711")
    view.answer.edit.setPlainText("Half a thought")

    view.kept_answers.keep_now()

    assert "Half a thought" in (office.context.notes.get(NOTE) or "")


@pytest.mark.expect_log("can't be read")
@pytest.mark.parametrize("kept", ["[1]", "{", '{"t4711": 3}', '{"t4711": {"text": "x"}}'])
def test_kept_answers_that_cant_be_read_keep_nobody_from_answering(
    qtbot: QtBot, office: Office, kept: str
) -> None:
    """The field is empty and takes words."""
    office.context.notes.put(NOTE, kept)
    office.pull(sample_ticket())
    view = TicketView(office.context)
    qtbot.addWidget(view)
    show(qtbot, view, "t4711")

    QTest.keyClicks(view.answer.edit, "Still broken")

    assert view.answer.edit.toPlainText() == "Still broken"


def _broken(*_: object) -> str | None:
    raise LocalFault(reason="io")


@pytest.mark.rule("APP-10")
@pytest.mark.expect_log("could not be kept")
def test_what_could_not_be_kept_is_kept_at_the_end(
    qtbot: QtBot,
    office: Office,
    view: TicketView,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A save failed, and nobody wrote another letter since: leaving the program tries once more."""
    office.pull(sample_ticket())
    show(qtbot, view, "t4711")
    with monkeypatch.context() as broken:
        broken.setattr(type(office.context.notes), "put", _broken)
        view.answer.edit.setPlainText("Half a thought")
        qtbot.waitUntil(lambda: "could not be kept" in caplog.text)

    view.kept_answers.keep_now()

    assert "Half a thought" in (office.context.notes.get(NOTE) or "")


@pytest.mark.rule("APP-10")
@pytest.mark.expect_log("could not be read")
def test_answers_that_could_not_be_read_just_now_are_not_written_over(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk was busy when the window was made: what was kept joins what is written since."""
    office.context.notes.put(NOTE, '{"t1": {"text": "Kept before", "paths": []}}')
    office.pull(sample_ticket())
    with monkeypatch.context() as broken:
        broken.setattr(type(office.context.notes), "get", _broken)
        view = TicketView(office.context)
        qtbot.addWidget(view)
        qtbot.waitUntil(lambda: "could not be read" in caplog.text)
    show(qtbot, view, "t4711")
    view.answer.edit.setPlainText("Written since")

    view.kept_answers.keep_now()

    kept = office.context.notes.get(NOTE) or ""
    assert "Kept before" in kept
    assert "Written since" in kept
