"""The announcements page (INFO-1)."""

from __future__ import annotations

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
