"""Estimates in a ticket: what they say, and how one decides (TK-6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office, staff
from tests.ui.samples import NOW
from tests.ui.tickets.cases import FIREWALL, case, show
from trayapp.core.model import DecideEstimate
from trayapp.core.operation import OpState, Problem
from trayapp.ui.parts.confirm import Confirm
from trayapp.ui.tickets.estimate_card import EstimateCard
from trayapp.ui.tickets.view import TicketView


def card(view: TicketView) -> EstimateCard:
    """The only one."""
    (made,) = view.conversation.cards()
    return made


@pytest.mark.rule("TK-6")
@pytest.mark.parametrize("approve", [True, False])
def test_a_decision_is_confirmed_and_goes_through_the_outbox(
    qtbot: QtBot, office: Office, case_view: TicketView, *, approve: bool
) -> None:
    """What it means is said first; then the card shows it as on its way."""
    office.pull(case(estimates=(FIREWALL,)))
    show(qtbot, case_view)
    assert card(case_view).accessibleName() == (
        "Estimate, Replace the firewall, 12 hours, $1,440.00, IT waits for your decision."
    )

    button = card(case_view).approve if approve else card(case_view).decline
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    question = case_view.findChildren(Confirm)[-1]
    assert "“Replace the firewall” for 12 hours, $1,440.00" in question.accessibleDescription()
    assert not office.store.outbox.pending()
    question.yes.click()

    words = "You approve this. Queued." if approve else "You decline this. Queued."
    qtbot.waitUntil(lambda: card(case_view).state.text() == words)
    assert office.store.outbox.pending()[0].payload == DecideEstimate("e1", approve)
    assert card(case_view).approve.isHidden()


@pytest.mark.rule("TK-6")
def test_a_decision_can_be_taken_back_until_it_is_sent(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """Undo discards it, and both buttons are back."""
    office.pull(case(estimates=(FIREWALL,)))
    office.context.desk.decide("t4711", "e1", approve=True)
    show(qtbot, case_view)

    QTest.mouseClick(card(case_view).undo, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: [each.approve.isVisible() for each in case_view.conversation.cards()] == [True])
    assert not office.store.outbox.pending()


@pytest.mark.rule("TK-6")
def test_a_decision_that_the_portal_refused_says_why(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """An estimate that was withdrawn meanwhile needs the employee, who can take the decision back."""
    office.pull(case(estimates=(replace(FIREWALL, state="withdrawn"),)))
    office.context.desk.decide("t4711", "e1", approve=True)
    office.settle(
        OpState.NEEDS_USER, problem=Problem("rejected", fields={"": "This estimate was withdrawn."})
    )

    show(qtbot, case_view)

    words = card(case_view).state.text()
    assert words.startswith("You approve this. Needs you: ")
    assert "This estimate was withdrawn." in words
    assert card(case_view).undo.isVisible()


@pytest.mark.rule("TK-6")
def test_decided_estimates_say_who_and_when(qtbot: QtBot, office: Office, case_view: TicketView) -> None:
    """Withdrawn ones are struck out, a state of a newer portal shows by its code; none can be decided again."""
    decided = {"decided_by": "Anna Ito", "decided_at": NOW - timedelta(hours=1)}
    estimates = [
        replace(FIREWALL, id=state, state=state, at=NOW - timedelta(minutes=60 - at), **decided)  # type: ignore[arg-type]
        for at, state in enumerate(("approved", "declined", "withdrawn", "on_hold"))
    ]
    office.pull(case(estimates=tuple(estimates)))

    show(qtbot, case_view)

    cards = case_view.conversation.cards()
    said = [each.state.text() for each in cards]
    assert said[0].startswith("Approved by Anna Ito, ")
    assert said[1].startswith("Declined by Anna Ito, ")
    assert said[2:] == ["Withdrawn by IT", "On hold"]
    assert [each.title.font().strikeOut() for each in cards] == [False, False, True, False]
    assert all(each.approve.isHidden() and each.decline.isHidden() for each in cards)


@pytest.mark.rule("TK-6")
def test_an_open_estimate_stands_last_and_decided_ones_where_they_were_made(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """What waits for the employee is what they see first, however much was said since."""
    old = replace(FIREWALL, id="e0", title="Survey", state="approved", at=NOW - timedelta(hours=2))
    office.pull(case(estimates=(FIREWALL, old)), messages=[staff()])

    show(qtbot, case_view)

    parts = [type(part).__name__ for part in case_view.conversation._parts()]
    assert parts == ["Block", "EstimateCard", "Block", "EstimateCard"]
    assert [each.title.toPlainText() for each in case_view.conversation.cards()] == [
        "Survey",
        "Replace the firewall",
    ]


@pytest.mark.rule("TK-6")
def test_who_may_not_decide_sees_it_without_buttons(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """The card says that somebody else decides."""
    office.pull(case(estimates=(FIREWALL,), actions=frozenset({"update"})))

    show(qtbot, case_view)

    assert card(case_view).state.text() == "Somebody of your company decides this one."
    assert card(case_view).approve.isHidden()


@pytest.mark.rule("TK-9")
def test_service_credits_are_shown_by_the_portals_word(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """Our word where the policy has none; nothing where none were billed or may be seen."""
    office.pull(case("1", credits=3.5), case("2"))
    show(qtbot, case_view, "t1")
    first = case_view.header.timing.text()
    show(qtbot, case_view, "t2")
    second = case_view.header.timing.text()

    office.use(replace(office.policy, texts={"credits": "Support units"}))
    show(qtbot, case_view, "t1")
    qtbot.waitUntil(lambda: "Support units billed: 3.5" in case_view.header.timing.text())

    assert ("Service credits billed: 3.5" in first, "credits" in second) == (True, False)
