"""One ticket: what it says, what may be done, and what becomes of an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.office import Office, staff
from tests.ui.samples import NOW, sample_ticket
from tests.ui.tickets.cases import BOB, KIM, case, said, show
from trayapp.core.errors import LocalFault
from trayapp.core.model import Fact, Relation, RemoteFile, Side, TicketRef, Update
from trayapp.ui.texts.when import day_of
from trayapp.ui.tickets.file_chip import FileChip
from trayapp.ui.tickets.passages import Voice
from trayapp.ui.tickets.view import TicketView

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.rule("APP-6")
def test_the_head_says_how_the_ticket_stands(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """Number, title, status with its meaning, urgency, due time and what a timer will do."""
    office.pull(
        sample_ticket(
            status="waiting_for_customer",
            priority="standard",
            priority_asked="high",
            due_at=NOW + timedelta(hours=2),
            status_until=NOW + timedelta(days=4),
            status_next="resolved",
        )
    )

    show(qtbot, view, "t4711")

    head = view.header
    assert (head.number.text(), head.title.toPlainText()) == ("#4711", "Outlook won't open")
    assert head.status.word.text() == "Waiting For Customer"
    assert head.meaning.text() == "IT waits for your answer."
    assert "Urgency: Standard (you asked for High)" in head.timing.text()
    assert "Answer expected by" in head.timing.text()
    assert head.countdown.words.text().startswith("Resolves by itself on Friday ")


def test_the_facts_are_in_a_fold(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """Opening the fold shows who asked and the facts by their labels."""
    office.pull(sample_ticket(facts=(Fact("host.name", "pc-0417"),), product="mail", category="start"))
    show(qtbot, view, "t4711")

    view.header.fold.set_open(True)

    lines = {line.name: line.value for line in view.header._lines}
    assert lines["Asked by"] == "Anna Ito"
    assert lines["About"] == "Outlook › Won't start"
    assert lines["Computer name"] == "pc-0417"


@pytest.mark.rule("TK-5")
def test_answers_of_it_show_with_name_and_voice(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """What was asked stands first, then what was said, oldest first."""
    office.pull(sample_ticket(), messages=[staff(), staff("m2", "It works.", mine=True)])

    show(qtbot, view, "t4711")

    assert said(view) == ["Since this morning.", "Did you restart it?", "It works."]
    voices = [(block.passage.who, block.passage.voice) for block in view.conversation.blocks()]
    assert voices == [("You", Voice.MINE), ("Marcus Bell", Voice.STAFF), ("You", Voice.MINE)]


@pytest.mark.parametrize(
    ("relation", "who"), [(Relation.OWN, "You"), (Relation.COMPANY, "anna"), (Relation.COLLABORATOR, "anna")]
)
def test_whose_words_stand_first_follows_from_whose_ticket_it_is(
    qtbot: QtBot, office: Office, view: TicketView, relation: Relation, who: str
) -> None:
    """Some portals know the employee by a log-in name alone; their own ticket is theirs all the same."""
    office.pull(sample_ticket(requester="anna", relation=relation))

    show(qtbot, view, "t4711")

    assert view.conversation.blocks()[0].passage.who == who


def test_html_is_shown_as_text(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """Nothing that came from a portal is read as HTML, neither in the title nor in the conversation."""
    evil = "<img src='http://evil.example/x.png'><b>bold</b>"
    office.pull(sample_ticket(subject=evil, description=evil), messages=[staff(text=evil + "!")])

    show(qtbot, view, "t4711")

    assert view.header.title.toPlainText() == evil
    assert said(view) == [evil, evil + "!"]
    plain = Qt.TextFormat.PlainText
    assert {label.textFormat() for label in (view.header.number, view.header.meaning)} == {plain}


def test_a_word_without_spaces_is_not_cut_off(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """A long address breaks inside instead of running out of the pane."""
    office.pull(sample_ticket(description="https://example.com/" + "a" * 400))

    show(qtbot, view, "t4711")

    block = view.conversation.blocks()[0].text
    qtbot.waitUntil(lambda: block.height() > 3 * block.fontMetrics().lineSpacing())
    assert block.document().idealWidth() <= block.viewport().width() + 1


@pytest.mark.rule("TK-5")
def test_a_ticket_is_read_when_it_is_in_front(qtbot: QtBot, office: Office) -> None:
    """Showing it marks it as read and says so; behind another page it stays unread."""
    office.pull(sample_ticket(), messages=[staff()])
    pages, view = QStackedWidget(), TicketView(office.context)
    qtbot.addWidget(pages)
    pages.addWidget(QWidget())
    pages.addWidget(view)
    with qtbot.waitExposed(pages):
        pages.show()
    pages.activateWindow()
    qtbot.waitUntil(pages.isActiveWindow)
    show(qtbot, view, "t4711")
    assert office.store.tickets.unread() == 1

    with qtbot.waitSignal(view.read) as heard:
        pages.setCurrentWidget(view)

    assert heard.args == ["t4711"]
    assert office.store.tickets.unread() == 0


def test_a_refresh_keeps_blocks_that_did_not_change(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """What is being read or selected is not drawn anew when something is added."""
    office.pull(sample_ticket(), messages=[staff()])
    show(qtbot, view, "t4711")
    before = view.conversation.blocks()

    office.pull(sample_ticket(), messages=[staff("m2", "And now?")])
    view.refresh()

    qtbot.waitUntil(lambda: len(view.conversation.blocks()) == 3)
    assert view.conversation.blocks()[:2] == before


def test_a_long_conversation_shows_its_end_first(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """Earlier messages come by the button, so that a ticket of years opens at once."""
    office.pull(
        sample_ticket(),
        messages=[staff(f"m{at}", f"Line {at}", at=NOW - timedelta(minutes=60 - at)) for at in range(45)],
    )
    show(qtbot, view, "t4711")
    assert said(view)[-1] == "Line 44"
    assert view.conversation.earlier.text() == "Show 20 earlier messages"
    drawn = len(said(view))

    view.conversation.earlier.click()

    assert len(said(view)) == 2 * drawn


def test_a_ticket_that_is_gone_says_so(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """A notification may name a ticket that was taken away since."""
    show(qtbot, view, "t404")

    assert view.empty.isVisible()
    assert view.empty.title.text() == "This ticket is gone"


def test_a_fault_of_the_store_is_told(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """A wish that could not be written is explained at the ticket."""
    office.pull(sample_ticket())
    show(qtbot, view, "t4711")

    view._fail(LocalFault(reason="disk_full"))

    assert view.fault.isVisible()
    assert "The disk is full" in view.fault.text()


@pytest.mark.rule("TK-4")
def test_two_people_on_one_ticket_do_not_lose_words(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """A colleague answers and IT moves the status while the employee types: words, place and focus stay."""
    office.pull(sample_ticket())
    show(qtbot, view, "t4711")
    view.answer.edit.setFocus()
    QTest.keyClicks(view.answer.edit, "half a sent")

    office.pull(
        sample_ticket(status="waiting_for_customer", subject="Outlook is slow"),
        messages=[staff(), staff("m2", "It is mine, too", author="Bob Stone", side=Side.EMPLOYEE)],
    )
    view.refresh()
    qtbot.waitUntil(lambda: len(view.conversation.blocks()) == 3)

    assert view.answer.edit.toPlainText() == "half a sent"
    assert view.answer.edit.textCursor().position() == len("half a sent")
    assert view.answer.edit.hasFocus()
    QTest.keyClicks(view.answer.edit, "ence")
    QTest.keyClick(view.answer.edit, ENTER, CONTROL)
    qtbot.waitUntil(lambda: len(office.store.outbox.pending()) == 1)
    assert office.store.outbox.pending()[0].payload == Update("half a sentence")


@pytest.mark.rule("TK-4")
def test_a_ticket_that_closes_while_one_types_keeps_the_words(
    qtbot: QtBot, office: Office, view: TicketView
) -> None:
    """Where no more answers are taken the box says why, and what was written stays to be copied."""
    office.pull(sample_ticket())
    show(qtbot, view, "t4711")
    QTest.keyClicks(view.answer.edit, "half a sent")

    office.pull(sample_ticket(status="closed", actions=frozenset()))
    view.refresh()

    qtbot.waitUntil(view.answer.reason.isVisible)
    assert view.answer.edit.toPlainText() == "half a sent"
    assert not view.answer.send.isEnabled()


@pytest.mark.rule("TK-2")
def test_the_details_name_the_nature_and_its_answers(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """By the policy's labels, in the order of the form; a file opens, a field that is gone keeps its code."""
    plan = RemoteFile("f1", "plan.pdf", "application/pdf", 1000)
    office.pull(
        case(
            nature="visit",
            fields={"old": "x", "plan": "plan.pdf", "urgent": "yes", "day": "2026-12-03"},
            files=(plan,),
        )
    )
    show(qtbot, case_view, "t4711")

    case_view.header.fold.set_open(True)

    shown = [(line.name, line.value) for line in case_view.header._lines[3:]]
    assert shown == [
        ("Kind of request", "On-site visit"),
        ("Which day", day_of("2026-12-03")),
        ("Is it urgent", "Yes"),
        ("Floor plan", "plan.pdf"),
        ("old", "x"),
    ]
    (chip,) = case_view.header.findChildren(FileChip)
    assert chip.chip.accessibleName() == "Open plan.pdf, 1 KB"


@pytest.mark.parametrize("points", [10.0, 26.0])
def test_the_conversation_and_the_answer_keep_their_room(
    qtbot: QtBot, office: Office, case_view: TicketView, points: float
) -> None:
    """Whatever a ticket has to tell and however large the text, its head scrolls instead of being squeezed."""
    before = QApplication.font()
    larger = QFont(before)
    larger.setPointSizeF(points)
    QApplication.setFont(larger)
    try:
        office.pull(
            case(
                status="yours",
                status_until=NOW + timedelta(days=2),
                status_next="resolved",
                people=(BOB, KIM),
                references=TicketRef("t1", "1"),
                priority="high",
                credits=3.5,
                facts=tuple(Fact(f"fact{at}", "x") for at in range(40)),
            ),
            case("1"),
        )
        show(qtbot, case_view, "t4711")
        case_view.header.fold.set_open(True)
        body = case_view.header._body
        qtbot.waitUntil(lambda: body.focusPolicy() is Qt.FocusPolicy.StrongFocus)

        assert body.height() <= case_view.height() * 0.64 + 1
        assert case_view.header.countdown.height() >= case_view.header.countdown.heightForWidth(
            case_view.header.countdown.width()
        )
        assert case_view.answer.edit.height() >= 2 * case_view.answer.edit.fontMetrics().lineSpacing()
    finally:
        QApplication.setFont(before)
