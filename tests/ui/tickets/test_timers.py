"""A ticket that will change by itself: what it says, and the two ways to stop it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import NOW
from tests.ui.tickets.cases import case, show
from trayapp.core.model import KeepOpen
from trayapp.core.operation import OpKind
from trayapp.ui.tickets.view import TicketView

SOON = NOW + timedelta(hours=3)


@pytest.mark.rule("ST-3")
def test_keep_open_and_answer_stand_side_by_side(qtbot: QtBot, office: Office, case_view: TicketView) -> None:
    """Where a countdown runs both are offered, and Answer leads to the field for it."""
    office.pull(case(status="yours", status_until=SOON, status_next="resolved"))

    show(qtbot, case_view)

    countdown = case_view.header.countdown
    assert countdown.words.text().startswith("Resolves by itself in 3 hours, at ")
    assert countdown.isVisible()
    assert countdown.keep.isVisible()
    QTest.mouseClick(countdown.answer, Qt.MouseButton.LeftButton)
    assert case_view.answer.edit.hasFocus()


@pytest.mark.rule("ST-3")
@pytest.mark.rule("ST-6")
@pytest.mark.parametrize(("status", "following"), [("yours", "resolved"), ("resolved", "closed")])
def test_keep_open_goes_through_the_outbox(
    qtbot: QtBot, office: Office, case_view: TicketView, status: str, following: str
) -> None:
    """The wish is queued and shown as waiting, the button is gone, and the words no longer promise too much."""
    office.pull(case(status=status, status_until=SOON, status_next=following))
    show(qtbot, case_view)
    countdown = case_view.header.countdown
    countdown.keep.setFocus()

    QTest.keyClick(countdown.keep, Qt.Key.Key_Space)

    qtbot.waitUntil(countdown.keep.isHidden)
    (waiting,) = office.store.outbox.pending()
    assert (waiting.kind, waiting.payload) == (OpKind.KEEP_OPEN, KeepOpen())
    assert countdown.words.text().endswith(", unless what you sent arrives before.")
    assert case_view.conversation.blocks()[-1].text.toPlainText() == "You asked to keep this ticket open."


@pytest.mark.rule("ST-6")
def test_a_resolved_ticket_says_when_it_closes(qtbot: QtBot, office: Office, case_view: TicketView) -> None:
    """And that an update goes on with it; without a timer it can be kept open all the same."""
    office.pull(
        case("1", status="resolved", status_until=SOON, status_next="closed"), case("2", status="resolved")
    )

    show(qtbot, case_view, "t1")
    running = case_view.header.countdown.words.text()
    show(qtbot, case_view, "t2")

    assert running.startswith("Closes by itself in 3 hours")
    assert running.endswith("; share an update to go on with it.")
    assert case_view.header.countdown.words.text() == "Not solved? Keep it open, and IT goes on with it."
    assert case_view.header.countdown.keep.isVisible()


@pytest.mark.rule("ST-1")
@pytest.mark.rule("ST-2")
@pytest.mark.rule("ST-5")
@pytest.mark.parametrize(
    ("status", "word", "meaning"),
    [
        pytest.param("new", "New", "Awaiting assignment.", id="ST-1"),
        pytest.param("assigned", "Assigned", "With a representative.", id="ST-2"),
        pytest.param("pending", "Pending Support", "You wrote an update.", id="ST-5"),
    ],
)
def test_a_status_stands_with_its_meaning(
    qtbot: QtBot, office: Office, case_view: TicketView, status: str, word: str, meaning: str
) -> None:
    """In the policy's words; nothing runs against it, so no countdown shows."""
    office.pull(case(status=status))

    show(qtbot, case_view)

    head = case_view.header
    assert (head.status.word.text(), head.meaning.text()) == (word, meaning)
    assert head.countdown.isHidden()


@pytest.mark.rule("ST-4")
def test_the_sub_status_names_who_is_waited_for(qtbot: QtBot, office: Office, case_view: TicketView) -> None:
    """Waiting For goes on with the name; behind any other status it stands in brackets."""
    office.pull(case("1", status="waits", sub_status="Dell"), case("2", sub_status="Tier 2"))

    show(qtbot, case_view, "t1")
    first = case_view.header.status.word.text()
    show(qtbot, case_view, "t2")

    assert (first, case_view.header.status.word.text()) == ("Waiting For Dell", "New (Tier 2)")


def test_a_status_that_the_policy_does_not_know_keeps_the_portals_word(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """By its label, else by its code; never a crash, and its timer is told, too."""
    office.pull(
        case("1", status="parked", status_label="Parked", status_until=SOON, status_next="on_ice"),
        case("2", status="on_ice"),
    )

    show(qtbot, case_view, "t1")
    first = case_view.header.status.word.text()
    countdown = case_view.header.countdown.words.text()
    show(qtbot, case_view, "t2")

    assert (first, case_view.header.status.word.text()) == ("Parked", "On ice")
    assert countdown.startswith("Becomes On ice by itself in 3 hours")


@pytest.mark.rule("APP-6")
@pytest.mark.rule("ST-3")
def test_offline_the_words_change_when_the_moment_passes(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """While the window stays open and the portal is not heard, the countdown becomes what was to happen."""
    office.pull(case(status="yours", status_until=SOON, status_next="resolved"))
    show(qtbot, case_view)

    office.now = SOON + timedelta(hours=1)
    case_view._minute.timeout.emit()

    words = case_view.header.countdown.words.text()
    assert words.startswith("Was to resolve by itself at ")
    assert "; not synced since " in words


@pytest.mark.rule("ST-3")
def test_nothing_is_offered_that_is_not_granted(qtbot: QtBot, office: Office, case_view: TicketView) -> None:
    """The countdown shows, but neither way to stop it, to somebody who may only look."""
    office.pull(case(status="yours", status_until=SOON, status_next="resolved", actions=frozenset[str]()))

    show(qtbot, case_view)

    countdown = case_view.header.countdown
    assert countdown.words.text().endswith(".")
    assert "unless you answer" not in countdown.words.text()
    assert (countdown.keep.isHidden(), countdown.answer.isHidden()) == (True, True)
