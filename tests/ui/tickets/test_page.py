"""List and ticket together: side by side, or one after the other in a narrow window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office, open_tickets, staff
from tests.ui.samples import sample_ticket
from trayapp.core.events import Delivered, OutboxChanged, TicketsChanged
from trayapp.core.model import Draft, TicketRef
from trayapp.core.operation import OpKind, OpState
from trayapp.ui.tickets.page import TicketsPage


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> TicketsPage:
    """Three open tickets, the newest first, shown as in the main window."""
    office.pull(*open_tickets(3))
    made = TicketsPage(office.context)
    office.context.bridge.event.connect(made.hear)
    qtbot.addWidget(made)
    made.resize(760, 600)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.list.model.rowCount() == 3)
    return made


def test_arrows_in_the_list_turn_the_ticket(qtbot: QtBot, page: TicketsPage) -> None:
    """Beside the list the ticket of the current line shows, by keyboard alone."""
    page.list.view.setFocus()

    QTest.keyClick(page.list.view, Qt.Key.Key_Down)
    QTest.keyClick(page.list.view, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: page.view.header.number.text() == "#1001")


def test_the_list_takes_tab_as_one_stop(qtbot: QtBot, page: TicketsPage) -> None:
    """Tab leaves the list for the ticket instead of walking through its lines."""
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Down)

    QTest.keyClick(page.list.view, Qt.Key.Key_Tab)

    assert page.list.view.currentIndex().row() == 0
    assert page.list.view.selected == "t1000"


def test_in_a_narrow_window_the_ticket_is_a_page_with_back(qtbot: QtBot, page: TicketsPage) -> None:
    """Opening turns the page, Back turns it again."""
    page.set_narrow(narrow=True)
    assert (page.list.isVisible(), page.view.isVisible()) == (True, False)

    page.open_ticket("t1001")
    qtbot.waitUntil(lambda: page.view.header.number.text() == "#1001")
    assert (page.list.isVisible(), page.view.isVisible()) == (False, True)

    QTest.mouseClick(page.view.header.back, Qt.MouseButton.LeftButton)
    assert (page.list.isVisible(), page.view.isVisible()) == (True, False)


def test_in_a_narrow_window_a_missing_ticket_has_a_way_back(qtbot: QtBot, page: TicketsPage) -> None:
    """Also what says that a ticket is gone can be left."""
    page.set_narrow(narrow=True)
    page.open_ticket("t404")
    qtbot.waitUntil(lambda: page.view.empty.title.text() == "This ticket is gone")

    QTest.mouseClick(page.view.leave, Qt.MouseButton.LeftButton)

    assert page.list.isVisible()


def test_in_a_narrow_window_enter_opens(qtbot: QtBot, page: TicketsPage) -> None:
    """Arrows only move; Enter turns the page."""
    page.set_narrow(narrow=True)
    page.list.view.setFocus()

    QTest.keyClick(page.list.view, Qt.Key.Key_Down)
    assert page.list.isVisible()
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)

    assert page.view.isVisible()


def test_a_wide_window_shows_both(page: TicketsPage) -> None:
    """Room for both brings both back, and Back is gone."""
    page.set_narrow(narrow=True)
    page.set_narrow(narrow=False)

    assert page.list.isVisible()
    assert page.view.isVisible()
    assert not page.view.header.back.isVisible()


@pytest.mark.rule("TK-5")
def test_an_answer_that_arrives_shows_at_once(qtbot: QtBot, office: Office, page: TicketsPage) -> None:
    """The open ticket and its line follow the worker's events."""
    page.open_ticket("t1001")
    qtbot.waitUntil(lambda: len(page.view.conversation.blocks()) == 1)

    office.pull(sample_ticket("1001", subject="Problem 1"), messages=[staff()])
    office.tell(TicketsChanged(("t1001",)))

    qtbot.waitUntil(lambda: len(page.view.conversation.blocks()) == 2)
    qtbot.waitUntil(lambda: page.list.model.row_of("t1001") == 1)
    assert page.list.view.selected == "t1001"


@pytest.mark.rule("APP-5")
def test_a_new_ticket_shows_at_once_and_follows_its_number(
    qtbot: QtBot, office: Office, page: TicketsPage
) -> None:
    """It stands on top as unsent; delivered, the same line and view are those of the portal's ticket."""
    made = office.context.desk.submit(Draft("Mouse is dead"))
    office.tell(OutboxChanged(made.op_id))
    qtbot.waitUntil(lambda: page.list.model.row_of(made.op_id) == 0)
    page.open_ticket(made.op_id)
    qtbot.waitUntil(lambda: page.view.header.number.text() == "no number yet")

    ref = TicketRef("t9", "9")
    office.settle(OpState.DONE, ref=ref)
    office.pull(sample_ticket("9", subject="Mouse is dead", op_id=made.op_id))
    office.tell(Delivered(made.op_id, OpKind.CREATE, ref, "Mouse is dead"))

    qtbot.waitUntil(lambda: page.view.header.number.text() == "#9")
    qtbot.waitUntil(lambda: page.list.model.row_of("t9") >= 0)
    assert page.list.view.selected == "t9"
    assert page.list.model.row_of(made.op_id) == -1


def test_editing_an_unsent_ticket_is_asked_of_the_dialog(
    qtbot: QtBot, office: Office, page: TicketsPage
) -> None:
    """Edit hands the operation over; Show in outbox turns there."""
    made = office.context.desk.submit(Draft("Mouse is dead"))
    page.open_ticket(made.op_id)
    qtbot.waitUntil(page.view.header.acts.edit.isVisible)

    with qtbot.waitSignal(page.edit_requested) as heard:
        page.view.header.acts.edit.click()
    with qtbot.waitSignal(page.outbox_requested):
        page.view.header.acts.outbox.click()

    assert heard.args == [made]


def test_the_search_field_is_reached_from_a_ticket(qtbot: QtBot, page: TicketsPage) -> None:
    """Who writes an answer gets to the search field, too."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.view.answer.edit.setFocus()

    page.search()

    qtbot.waitUntil(page.list.filter.search.hasFocus)
