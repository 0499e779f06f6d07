"""A closed ticket: what is written on it goes on in a new one, and the way there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import NOW
from tests.ui.tickets.cases import case, open_for_all, show
from trayapp.core.events import Delivered
from trayapp.core.model import Announcement, TicketRef
from trayapp.core.operation import OpKind, OpState
from trayapp.ui.submit.start import Wanted
from trayapp.ui.tickets.page import TicketsPage
from trayapp.ui.tickets.view import TicketView

OLD, NEW = TicketRef("t4711", "4711"), TicketRef("t4720", "4720")


@pytest.fixture
def case_page(qtbot: QtBot, office: Office) -> TicketsPage:
    """The page of tickets over a portal that grants everything."""
    open_for_all(office)
    made = TicketsPage(office.context)
    office.context.bridge.event.connect(made.hear)
    qtbot.addWidget(made)
    made.resize(860, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.rule("ST-7")
def test_the_answer_box_says_that_the_words_become_a_new_ticket(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """Before anything is written, also to a screen reader; on an open ticket it does not."""
    office.pull(case(status="closed"), case("1"))

    show(qtbot, case_view)
    box = case_view.answer
    said, button = box.reason.text(), box.send.text()
    show(qtbot, case_view, "t1")

    assert said == "This ticket is closed. What you write here becomes a new ticket that references #4711."
    assert button == "Send as a new ticket"
    assert (box.reason.isHidden(), box.send.text()) == (True, "Send")


@pytest.mark.rule("ST-7")
def test_the_employee_is_told_where_the_words_went_and_can_go_there(
    qtbot: QtBot, office: Office, case_page: TicketsPage
) -> None:
    """The old ticket names the new one, also when one comes back to it; the button opens it."""
    office.pull(case(status="closed"))
    case_page.open_ticket(OLD.id)
    qtbot.waitUntil(lambda: case_page.view.shown is not None)
    asked = office.context.desk.update(OLD.id, "It is broken again")
    office.settle(OpState.DONE, ref=NEW)
    office.pull(
        case(status="closed", continued=NEW),
        case("4720", description="It is broken again", references=OLD),
    )
    office.tell(Delivered(asked.op_id, OpKind.UPDATE, NEW, "Outlook won't open", instead_of=OLD))

    moved = case_page.view.moved
    qtbot.waitUntil(moved.isVisible)
    assert moved.text() == (
        "#4711 is closed. What you wrote became a new ticket, #4720, which references it."
    )
    QTest.mouseClick(moved.go, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: case_page.view.header.number.text() == "#4720")
    said = [block.text.toPlainText() for block in case_page.view.conversation.blocks()]
    assert said == ["It is broken again"]
    assert moved.isHidden()
    case_page.open_ticket(OLD.id)
    assert moved.isVisible()


@pytest.mark.rule("ST-7")
def test_a_new_ticket_about_this_one_is_asked_of_the_dialog(
    qtbot: QtBot, office: Office, case_page: TicketsPage
) -> None:
    """With the reference of the closed one; where the portal does not grant it there is no button."""
    office.pull(case(status="closed"), case("1", status="closed", actions=frozenset({"update"})))
    case_page.open_ticket(OLD.id)
    acts = case_page.view.header.acts
    qtbot.waitUntil(acts.refer.isVisible)

    with qtbot.waitSignal(case_page.ticket_wanted) as heard:
        QTest.mouseClick(acts.refer, Qt.MouseButton.LeftButton)
    case_page.open_ticket("t1")

    assert heard.args == [Wanted(references=OLD)]
    qtbot.waitUntil(acts.refer.isHidden)


@pytest.mark.rule("ST-7")
def test_references_lead_to_the_other_ticket(qtbot: QtBot, office: Office, case_page: TicketsPage) -> None:
    """Both ways; a ticket that the employee cannot see is named, but is no link."""
    office.pull(
        case(status="closed", continued=NEW),
        case("4720", references=OLD),
        case("9", references=TicketRef("t8", "8")),
    )
    view = case_page.view
    case_page.open_ticket("t4720")
    qtbot.waitUntil(lambda: [link.text() for link in view.header.relations.links()] == ["Goes on from #4711"])

    QTest.mouseClick(view.header.relations.links()[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [link.text() for link in view.header.relations.links()] == ["Goes on in #4720"])

    case_page.open_ticket("t9")
    qtbot.waitUntil(lambda: view.header.number.text() == "#9")
    assert view.header.relations.isVisible()
    assert view.header.relations.links() == []


def test_a_known_problem_leads_to_its_announcement(
    qtbot: QtBot, office: Office, case_page: TicketsPage
) -> None:
    """By its title while it is announced; afterwards only that there was one."""
    office.announce(Announcement("a1", "Mail & outage", "…", "outage", NOW, incident=True))
    office.pull(case(incident="a1"), case("1", incident="a0"))
    case_page.open_ticket(OLD.id)
    relations = case_page.view.header.relations
    qtbot.waitUntil(lambda: len(relations.links()) == 1)
    assert relations.links()[0].accessibleName() == "Known problem: Mail & outage"

    with qtbot.waitSignal(case_page.incident_requested) as heard:
        QTest.mouseClick(relations.links()[0], Qt.MouseButton.LeftButton)
    case_page.open_ticket("t1")

    assert heard.args == ["a1"]
    qtbot.waitUntil(lambda: case_page.view.header.number.text() == "#1")
    assert relations.isVisible()
    assert relations.links() == []
