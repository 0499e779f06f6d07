"""The page behind the bell: what is new, and the way to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.office import Office, open_tickets
from tests.ui.samples import NOW
from trayapp.core.events import TicketsChanged
from trayapp.core.model import Notice, TicketRef
from trayapp.ui.bell.page import BellPage
from trayapp.ui.main_window import MainWindow

REMINDER = Notice(
    "b1",
    "reminder",
    NOW - timedelta(hours=2),
    "Support waits for your answer",
    TicketRef("t1000", "1000"),
    "Mail",
)
ACCOUNT = Notice("b2", "a kind of tomorrow", NOW - timedelta(hours=1), "Your account was made")


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> BellPage:
    """The page, shown, with two notices."""
    office.pull(*open_tickets(1), notices=(REMINDER, ACCOUNT))
    made = BellPage(office.context)
    office.context.bridge.event.connect(made.hear)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.rows()) == 2)
    return made


@pytest.mark.rule("INFO-2")
def test_the_newest_is_on_top_and_unread_ones_say_so(page: BellPage) -> None:
    """Text, ticket and age of each; one of an unknown kind is told by its text."""
    first, second = page.rows()

    assert first.accessibleName() == "new: Your account was made, 1 h ago"
    assert second.accessibleName() == "new: Support waits for your answer, #1000 · Mail, 2 h ago"


@pytest.mark.rule("INFO-2")
def test_a_click_leads_to_the_ticket_and_marks_it_read(qtbot: QtBot, office: Office, page: BellPage) -> None:
    """What was opened is no longer new."""
    with qtbot.waitSignal(page.ticket_requested) as asked:
        page.rows()[1].click()

    assert asked.args == ["t1000"]
    qtbot.waitUntil(lambda: office.store.bell.unread() == 1)
    qtbot.waitUntil(lambda: not page.rows()[1].accessibleName().startswith("new"))


@pytest.mark.rule("INFO-2")
def test_all_can_be_marked_as_read(qtbot: QtBot, office: Office, page: BellPage) -> None:
    """One button; afterwards it is gone, for there is nothing left to mark."""
    page.mark_all.click()

    qtbot.waitUntil(lambda: office.store.bell.unread() == 0)
    qtbot.waitUntil(page.mark_all.isHidden)


@pytest.mark.rule("INFO-2")
def test_the_window_counts_what_is_new(qtbot: QtBot, office: Office) -> None:
    """The navigation says how many, in words too."""
    window = MainWindow(office.context)
    qtbot.addWidget(window)
    office.pull(notices=(REMINDER, ACCOUNT))
    office.tell(TicketsChanged())

    entry = window.navigation.button("bell")

    qtbot.waitUntil(lambda: entry.count == 2)
    assert entry.accessibleName() == "Notifications, 2 new"


def test_an_empty_bell_says_what_it_is_for(qtbot: QtBot, office: Office) -> None:
    """Nobody looks at an empty page and wonders."""
    made = BellPage(office.context)
    qtbot.addWidget(made)
    made.show()

    qtbot.waitUntil(lambda: "No news" in {label.text() for label in made.findChildren(QLabel)})
