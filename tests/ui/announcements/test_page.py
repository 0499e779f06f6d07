"""The announcements page (INFO-1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import NOW
from trayapp.core.events import Announced
from trayapp.core.model import Announcement
from trayapp.ui.announcements.page import AnnouncementsPage
from trayapp.ui.parts.empty import Empty

OUTAGE = Announcement(
    "a1", "Mail outage, <b>all</b> sites", "It is delayed.", "outage", NOW - timedelta(hours=1)
)
PLANNED = Announcement(
    "a2", "Wi-Fi maintenance", "Two hours.", "warning", NOW - timedelta(days=1), NOW + timedelta(days=2)
)
ODD = Announcement("a3", "Hello", "", "fanfare", NOW - timedelta(days=2))


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> AnnouncementsPage:
    """The page, shown, following events."""
    made = AnnouncementsPage(office.context)
    office.context.bridge.event.connect(made.hear)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.rule("INFO-1")
def test_each_tells_in_a_word_how_much_it_matters(
    qtbot: QtBot, office: Office, page: AnnouncementsPage
) -> None:
    """Newest first, with severity as word and icon; an unknown severity counts as information."""
    office.announce(OUTAGE, PLANNED, ODD)

    office.tell(Announced(OUTAGE))

    qtbot.waitUntil(lambda: len(page.cards()) == 3)
    assert [card.severity.text() for card in page.cards()] == ["Outage", "Warning", "Information"]


@pytest.mark.rule("INFO-1")
def test_its_words_are_plain_text(qtbot: QtBot, office: Office, page: AnnouncementsPage) -> None:
    """Whatever a portal sends is shown as it is written."""
    office.announce(OUTAGE)
    page.refresh()

    qtbot.waitUntil(lambda: len(page.cards()) == 1)
    assert page.cards()[0].title.toPlainText() == "Mail outage, <b>all</b> sites"


@pytest.mark.parametrize(
    ("granted", "title"), [(True, "Nothing to announce"), (False, "This portal has no announcements")]
)
def test_without_any_it_says_what_would_be_here(
    qtbot: QtBot, office: Office, page: AnnouncementsPage, granted: bool, title: str
) -> None:
    """A portal that has none is told apart from one with nothing to say."""
    office.grant(announcements=granted)
    page.refresh()

    qtbot.waitUntil(lambda: title in [empty.title.text() for empty in page.findChildren(Empty)])


@pytest.mark.rule("INFO-1")
def test_an_incident_may_be_joined(qtbot: QtBot, office: Office) -> None:
    """Saying that one meets it, too, asks for a ticket that belongs to it; a mere message has no such button."""
    office.use(replace(office.policy, version="2", features=frozenset({"incidents"})))
    outage = Announcement("n1", "Mail is down", "", "outage", NOW, incident=True, joined=3)
    office.announce(outage, Announcement("n2", "New phones", "", "info", NOW))
    page = AnnouncementsPage(office.context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.cards()) == 2)
    by_title = {card.title.toPlainText(): card for card in page.cards()}

    assert not by_title["New phones"].join.isVisible()
    with qtbot.waitSignal(page.joined) as asked:
        by_title["Mail is down"].join.click()
    assert asked.args == ["n1"]
