"""The main window: its pages, the way there by keyboard, and how it fits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
)
from pytestqt.qtbot import QtBot

from tests.ui.office import Office, open_tickets, staff
from tests.ui.samples import sample_ticket
from trayapp.core.events import Link, OutboxChanged, PolicyRefused, TicketsChanged
from trayapp.core.model import Announcement, Draft
from trayapp.core.operation import Problem
from trayapp.ui.main_window import MainWindow
from trayapp.ui.pages import NAMES
from trayapp.ui.texts.errors import explain


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> MainWindow:
    """The window, shown and active, with three open tickets."""
    office.pull(*open_tickets(3))
    made = MainWindow(office.context)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: made.pages.tickets.list.model.rowCount() == 3)
    return made


@pytest.mark.parametrize(("number", "name"), list(enumerate(NAMES, start=1)))
def test_ctrl_and_a_number_turns_to_each_page(
    qtbot: QtBot, window: MainWindow, number: int, name: str
) -> None:
    """Every page is one key away, whichever field has the focus."""
    window.show_page("help" if name == "tickets" else "tickets")

    QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: window.pages.currentWidget() is getattr(window.pages, name))
    assert window.navigation.button(name).isChecked()


def test_arrows_walk_through_the_navigation(qtbot: QtBot, window: MainWindow) -> None:
    """Down from Tickets is the outbox, and up again."""
    tickets, outbox = window.navigation.button("tickets"), window.navigation.button("outbox")
    tickets.setFocus()

    QTest.keyClick(tickets, Qt.Key.Key_Down)
    assert window.pages.currentWidget() is window.pages.outbox
    QTest.keyClick(outbox, Qt.Key.Key_Up)

    assert window.pages.currentWidget() is window.pages.tickets


def test_opening_the_window_reads_no_ticket(qtbot: QtBot, office: Office) -> None:
    """The list has the focus, but nothing counts as read before the employee went there."""
    office.pull(sample_ticket(), messages=[staff()])
    window = MainWindow(office.context)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.pages.tickets.list.view.hasFocus)
    qtbot.waitUntil(lambda: window.pages.tickets.list.model.rowCount() == 1)

    assert window.pages.tickets.view.key == ""
    assert office.store.tickets.unread() == 1


def test_every_control_of_every_page_has_a_name(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    """A screen reader can name each button and field."""
    office.context.desk.submit(Draft("Mouse is dead"))
    window.open_ticket("t1000")
    for name in NAMES:
        window.show_page(name)
    qtbot.waitUntil(lambda: bool(window.pages.settings.rows) and bool(window.pages.outbox.rows))

    kinds = (QAbstractButton, QPlainTextEdit)
    controls = [widget for kind in kinds for widget in window.findChildren(kind)]
    fields = window.findChildren(QLineEdit)
    unnamed = [
        widget
        for widget in (*controls, *fields)
        if not widget.accessibleName() and not getattr(widget, "text", lambda: "")()
        # Qt's own: the cross that empties a field, the corner of a table whose headers are hidden
        if not isinstance(widget.parent(), QLineEdit) and not widget.objectName().startswith("qt_")
    ]

    assert unnamed == []


@pytest.mark.rule("APP-5")
def test_the_navigation_counts_the_outbox(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    """The number is seen and spoken, and goes when nothing waits any more."""
    entry = window.navigation.button("outbox")
    made = office.context.desk.submit(Draft("Mouse is dead"))
    office.tell(OutboxChanged(made.op_id))
    qtbot.waitUntil(lambda: entry.count == 1)
    assert entry.accessibleName() == "Outbox, 1 waiting"

    office.context.desk.discard(made.op_id)
    office.tell(OutboxChanged(made.op_id))

    qtbot.waitUntil(lambda: entry.count == 0)
    assert entry.accessibleName() == "Outbox"


@pytest.mark.rule("INFO-1")
def test_the_navigation_counts_the_announcements(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    """What is announced now stands beside the entry, and is said to a screen reader."""
    entry = window.navigation.button("announcements")

    office.announce(Announcement("a1", "Mail is down", "All sites.", "outage", office.now))
    office.tell(TicketsChanged())

    qtbot.waitUntil(lambda: entry.count == 1)
    assert entry.accessibleName() == "Announcements, 1 current"


@pytest.mark.rule("APP-7")
def test_a_ticket_can_be_opened_from_outside(qtbot: QtBot, window: MainWindow) -> None:
    """A click on a notification shows the ticket, by id or number, from any page."""
    window.show_page("settings")

    window.open_ticket("1002")

    view = window.pages.tickets.view
    qtbot.waitUntil(lambda: view.header.number.text() == "#1002")
    assert window.pages.currentWidget() is window.pages.tickets
    qtbot.waitUntil(lambda: window.pages.tickets.list.view.selected == "t1002")


def test_below_720_pixels_one_pane_shows_at_a_time(qtbot: QtBot, window: MainWindow) -> None:
    """The navigation shrinks to icons that keep their names; the ticket is a page with Back."""
    wide = window.navigation.width()

    window.resize(600, 640)
    window.open_ticket("t1001")

    page = window.pages.tickets
    assert not page.list.isVisible()
    qtbot.waitUntil(page.view.header.back.isVisible)
    assert window.navigation.width() < wide / 2
    assert window.navigation.button("help").accessibleName() == "Help & contact"
    assert window.new_ticket.accessibleName() == "New ticket"

    window.resize(960, 640)
    assert page.list.isVisible()
    assert page.view.isVisible()


def test_its_size_is_remembered(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    """A window made later is as large as the one that was closed."""
    window.resize(790, 570)
    window.close()

    again = MainWindow(office.context)
    qtbot.addWidget(again)

    assert again.size() == QSize(790, 570)


@pytest.mark.rule("INFO-3")
def test_ctrl_f_searches(qtbot: QtBot, window: MainWindow) -> None:
    """On the Tickets page it leads to the tickets' own field, pressed again or elsewhere to the Search page."""

    def press() -> None:
        QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)

    press()
    qtbot.waitUntil(window.pages.tickets.list.filter.search.hasFocus)
    assert window.pages.currentWidget() is window.pages.tickets

    press()
    qtbot.waitUntil(window.pages.search.field.hasFocus)
    window.show_page("help")
    press()

    qtbot.waitUntil(window.pages.search.field.hasFocus)
    assert window.pages.currentWidget() is window.pages.search


def test_ctrl_n_asks_for_a_new_ticket(qtbot: QtBot, window: MainWindow) -> None:
    """The submission dialog belongs to the program, not to this window."""
    with qtbot.waitSignal(window.new_ticket_requested):
        QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_the_link_is_told_in_a_word(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    """Online, offline or not signed in, always with a word beside the sign."""
    assert window.link_line.text() == "Online"

    office.go(Link.SIGNED_OUT)

    qtbot.waitUntil(lambda: window.link_line.text() == "Not signed in")


def test_pages_are_made_when_they_are_needed(window: MainWindow) -> None:
    """A page nobody looked at costs nothing."""
    made = set(window.pages.__dict__)

    assert "tickets" in made
    assert not {"outbox", "settings", "account"} & made


def test_an_unknown_page_is_a_mistake(window: MainWindow) -> None:
    """A wrong name is told at once instead of showing nothing."""
    with pytest.raises(KeyError):
        window.show_page("cellar")


def test_the_navigation_counts_what_is_announced(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    """A current announcement shows as a number, and is said to a screen reader."""
    entry = window.navigation.button("announcements")
    office.announce(Announcement("a", "Mail is down", "All sites", "outage", office.now))

    office.tell(TicketsChanged())

    qtbot.waitUntil(lambda: entry.accessibleName() == "Announcements, 1 current")


def test_tab_goes_as_the_window_is_read(window: MainWindow) -> None:
    """The button at the top, the pages, the state of the connection; then the page."""
    window.new_ticket.setFocus()
    met = []
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        met.append(window.focusWidget())

    assert met[:2] == [window.navigation.button("tickets"), window.link_line]
    assert met[2] is not None
    assert window.pages.isAncestorOf(met[2])


def room_for_words(button: QPushButton) -> int:
    """Pixels across that the style leaves for icon and words as the button is now."""
    option = QStyleOptionButton()
    button.initStyleOption(option)
    return button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button).width()


def test_a_button_keeps_the_room_for_its_words_while_it_has_the_focus(window: MainWindow) -> None:
    """The ring around it takes nothing from them."""
    line = window.link_line
    before = room_for_words(line)

    line.setFocus()

    assert line.hasFocus()
    assert room_for_words(line) == before


def test_rules_that_could_not_be_taken_are_told(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    """The last good policy holds and the window says so, until the portal sends one that can be used."""
    assert window.rules.isHidden()
    problem = Problem("unusable_policy", {"reason": "future", "found": "9", "known": "1"})
    office.store.notes.put_refused_policy(problem)
    office.tell(PolicyRefused(problem))
    qtbot.waitUntil(lambda: not window.rules.isHidden())
    assert window.rules.text() == str(explain(problem))

    office.store.notes.put_refused_policy(None)
    office.tell(PolicyRefused(None))

    qtbot.waitUntil(window.rules.isHidden)
