"""The outbox page: states in words, what can be done, and whom to call."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import sample_ticket
from trayapp.core.events import Link, OutboxChanged, Sending
from trayapp.core.ids import reference
from trayapp.core.model import Draft, RegisterUser, TicketRef
from trayapp.core.operation import Operation, OpState, Problem
from trayapp.core.policy import Permission
from trayapp.ui.outbox.page import OutboxPage
from trayapp.ui.outbox.row import OutboxRow
from trayapp.ui.outbox.sent_row import SentRow
from trayapp.ui.parts.confirm import Confirm


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> OutboxPage:
    """The page, shown, following events."""
    made = OutboxPage(office.context)
    office.context.bridge.event.connect(made.hear)
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def submit(office: Office, subject: str = "Outlook won't open", **draft: object) -> Operation:
    """A new ticket, and the event that tells of it."""
    made = office.context.desk.submit(Draft(subject, **draft))  # type: ignore[arg-type]
    office.tell(OutboxChanged(made.op_id))
    return made


def row(qtbot: QtBot, page: OutboxPage, op: Operation, state: OpState) -> OutboxRow:
    """The row of an operation, once it shows that state."""
    qtbot.waitUntil(lambda: op.op_id in page.rows and page.rows[op.op_id].operation.state is state)
    return page.rows[op.op_id]


@pytest.mark.rule("APP-5")
def test_every_state_is_told_in_words(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """Queued, waiting with reason and next try, needs you with what to do."""
    made = submit(office, product="people", category="new")
    assert row(qtbot, page, made, OpState.QUEUED).state.text() == "Queued"

    office.unreachable()
    office.tell(OutboxChanged())
    waiting = row(qtbot, page, made, OpState.WAITING)
    assert waiting.state.text() == "Waiting: the portal can't be reached · next try in 40 s"

    office.now += timedelta(minutes=1)
    office.settle(OpState.NEEDS_USER, problem=Problem("rejected", fields={"full_name": "required"}))
    office.tell(OutboxChanged())
    stuck = row(qtbot, page, made, OpState.NEEDS_USER)
    assert stuck.state.text() == "Needs you: the portal did not accept this"
    assert stuck.hint.text() == "Full name: This is needed."


@pytest.mark.rule("APP-5")
def test_progress_is_told_while_it_is_sent(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """The share that has been sent stands in the row, and nothing can be taken back meanwhile."""
    made = submit(office)
    office.store.outbox.claim(office.now)
    office.tell(OutboxChanged(made.op_id))
    sending = row(qtbot, page, made, OpState.SENDING)

    office.tell(Sending(made.op_id, 62, 100))

    qtbot.waitUntil(lambda: sending.state.text() == "Sending (62 %)")
    assert sending.progress.value() == 62
    assert [sending.retry.isHidden(), sending.edit.isHidden(), sending.discard.isHidden()] == [True] * 3


@pytest.mark.rule("APP-5")
def test_what_was_sent_shows_its_number_and_opens(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """Under Recently sent stands the portal's number; a click opens the ticket."""
    submit(office)
    office.settle(OpState.DONE, ref=TicketRef("t4711", "4711"))
    office.tell(OutboxChanged())

    qtbot.waitUntil(lambda: [r.number.text() for r in page.findChildren(SentRow)] == ["Sent as #4711"])
    with qtbot.waitSignal(page.ticket_requested) as heard:
        page.findChildren(SentRow)[0].number.click()

    assert heard.args == ["t4711"]
    assert page.empty.isVisible()


def test_an_answer_is_named_after_its_ticket(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """An item says what it is about, not only what it is."""
    office.pull(sample_ticket())
    made = office.context.desk.update("t4711", "Still broken")
    closing = office.context.desk.close("t4711")
    office.tell(OutboxChanged())

    assert row(qtbot, page, made, OpState.QUEUED).title.text() == "Answer: Outlook won't open"
    assert row(qtbot, page, closing, OpState.QUEUED).title.text() == "Close: Outlook won't open"
    assert page.rows[closing.op_id].edit.isHidden()


def test_the_countdown_runs_only_while_it_can_be_seen(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """One tick a second while something waits and the page shows; otherwise none."""
    made = submit(office)
    row(qtbot, page, made, OpState.QUEUED)
    assert not page.ticking

    office.unreachable()
    office.tell(OutboxChanged())
    waiting = row(qtbot, page, made, OpState.WAITING)
    assert page.ticking

    office.now += timedelta(seconds=15)
    page._tick()
    assert waiting.state.text().endswith("next try in 25 s")

    page.hide()
    assert not page.ticking


def test_try_now_makes_it_due(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """The row is queued again at once."""
    made = submit(office)
    office.unreachable(seconds=3600)
    office.tell(OutboxChanged())

    QTest.mouseClick(row(qtbot, page, made, OpState.WAITING).retry, Qt.MouseButton.LeftButton)

    row(qtbot, page, made, OpState.QUEUED)
    assert office.store.outbox.claim(office.now) is not None


def test_edit_hands_the_operation_to_the_dialog(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """The words are corrected where they were written."""
    made = submit(office)

    with qtbot.waitSignal(page.edit_requested) as heard:
        row(qtbot, page, made, OpState.QUEUED).edit.click()

    assert heard.args[0].op_id == made.op_id


def test_what_may_have_arrived_is_not_edited(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """The portal is asked about it first."""
    made = submit(office)
    office.settle(OpState.WAITING, next_at=office.now, problem=Problem("outcome_unknown"), doubtful=True)
    office.tell(OutboxChanged())

    assert row(qtbot, page, made, OpState.WAITING).edit.isHidden()


def test_discarding_asks_and_keeps_the_words_until_then(
    qtbot: QtBot, office: Office, page: OutboxPage
) -> None:
    """Only a yes deletes; the question names what goes."""
    made = submit(office)
    shown = row(qtbot, page, made, OpState.QUEUED)

    shown.discard.click()
    asked = page.findChildren(Confirm)[-1]
    assert "Outlook won't open" in asked.accessibleDescription()
    asked.no.click()
    assert office.store.outbox.get(made.op_id) is not None

    shown.discard.click()
    page.findChildren(Confirm)[-1].yes.click()
    qtbot.waitUntil(lambda: not page.rows)
    assert office.store.outbox.get(made.op_id) is None


def test_a_refused_wish_is_explained(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """What is being sent right now cannot be discarded, and the page says so."""
    made = submit(office)
    row(qtbot, page, made, OpState.QUEUED).discard.click()
    office.store.outbox.claim(office.now)

    page.findChildren(Confirm)[-1].yes.click()

    qtbot.waitUntil(page.fault.isVisible)
    assert "being sent right now" in page.fault.text()
    assert office.store.outbox.get(made.op_id) is not None


@pytest.mark.rule("CH-2")
def test_something_critical_offline_shows_the_phone_card(
    qtbot: QtBot, office: Office, page: OutboxPage
) -> None:
    """Number and reference to quote, also when the link goes down after the page was shown."""
    made = submit(office, "Whole office has no internet", priority="critical")
    row(qtbot, page, made, OpState.QUEUED)
    assert page.card.isHidden()

    office.go(Link.OFFLINE)

    qtbot.waitUntil(page.card.isVisible)
    assert page.card.words.text() == f"Call 508-205-1116 and quote {reference(made.op_id)}"
    page.card.call.click()
    assert office.world.opened == ["tel:5082051116"]


@pytest.mark.rule("CH-2")
def test_what_becomes_overdue_while_it_is_looked_at_shows_the_phone_card(
    qtbot: QtBot, office: Office, page: OutboxPage
) -> None:
    """An hour later the answer to a high one is not due yet, three hours later it was."""
    made = submit(office, "Password reset", priority="high")
    office.unreachable(seconds=9000)
    office.tell(OutboxChanged())
    row(qtbot, page, made, OpState.WAITING)

    office.now += timedelta(hours=1)
    page._tick()
    assert page.card.isHidden()

    office.now += timedelta(hours=2)
    page._tick()
    assert page.card.isVisible()


def test_an_empty_outbox_says_what_it_is_for(qtbot: QtBot, page: OutboxPage) -> None:
    """There is never just nothing."""
    qtbot.waitUntil(page.empty.isVisible)

    assert page.empty.title.text() == "Nothing is waiting"


def test_a_very_long_outbox_tells_how_many_more(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """A hundred rows are drawn; of the others the number is told."""
    for at in range(103):
        office.context.desk.submit(Draft(f"Ticket {at}"))
    office.tell(OutboxChanged())

    qtbot.waitUntil(lambda: len(page.rows) == 100)
    assert page.more.text().startswith("… and 3 more")


@pytest.mark.rule("REG-3")
def test_the_way_in_is_a_click_away(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """Who is not registered sees why and opens the page where access is asked for; the words stay, and can be tried."""
    made = submit(office)
    said = {"why": "Only registered users.", "request_url": "https://help.example/request"}
    office.settle(OpState.NEEDS_USER, problem=Problem("not_registered", said))
    office.tell(OutboxChanged())
    stuck = row(qtbot, page, made, OpState.NEEDS_USER)

    stuck.access.click()

    assert office.world.opened == ["https://help.example/request"]
    assert stuck.hint.text().startswith("Only registered users.")
    assert not stuck.retry.isHidden()


def test_nothing_to_ask_for(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """Any other item offers no way to ask for access."""
    assert row(qtbot, page, submit(office), OpState.QUEUED).access.isHidden()


def test_changes_about_people_stand_there_by_name(qtbot: QtBot, office: Office, page: OutboxPage) -> None:
    """A request about somebody is named after them, and what became of it opens only where it is a ticket."""
    office.permit(Permission.REGISTER)
    made = office.context.desk.register(RegisterUser("Kim Ong", "kim@acme.example"))
    office.tell(OutboxChanged())
    assert (
        row(qtbot, page, made, OpState.QUEUED).title.text()
        == "Ask for an account: Kim Ong (kim@acme.example)"
    )

    office.settle(OpState.DONE, ref=TicketRef("account:kim@acme.example", ""))
    office.tell(OutboxChanged())

    qtbot.waitUntil(lambda: [r.number.text() for r in page.findChildren(SentRow)] == ["Sent"])
    assert not page.findChildren(SentRow)[0].number.isEnabled()
