"""Search through everything, from the local copy."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import NOW, sample_ticket
from trayapp.core.events import Link
from trayapp.core.model import Announcement, Article, Severity
from trayapp.ui.main_window import MainWindow
from trayapp.ui.search.page import SearchPage

ARTICLE = Article("k1", "faq", "Printer paper jam", "Open the tray <b>gently</b>.", NOW)
OUTAGE = Announcement("n1", "Printer server is down", "", Severity.OUTAGE, NOW)


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> SearchPage:
    """The page, shown, over a ticket, an article and an announcement about printers."""
    office.pull(
        sample_ticket("1000", subject="Printer prints blank"),
        sample_ticket("1001", subject="Mouse"),
        articles=(ARTICLE,),
        announcements=(OUTAGE,),
    )
    made = SearchPage(office.context)
    qtbot.addWidget(made)
    made.show()
    return made


def titles(page: SearchPage) -> list[str]:
    """What was found, in the order of reading."""
    return [row.title.text() for row in page.rows()]


@pytest.mark.rule("INFO-3")
def test_tickets_articles_and_announcements_are_found_offline(
    qtbot: QtBot, office: Office, page: SearchPage
) -> None:
    """One field searches all three, without the portal."""
    office.go(Link.OFFLINE)

    QTest.keyClicks(page.field, "printer")

    qtbot.waitUntil(
        lambda: titles(page) == ["Printer prints blank", "Printer paper jam", "Printer server is down"]
    )


@pytest.mark.rule("INFO-3")
def test_each_leads_where_it_is(qtbot: QtBot, page: SearchPage) -> None:
    """A ticket opens, an article opens, an announcement's page opens."""
    QTest.keyClicks(page.field, "printer")
    qtbot.waitUntil(lambda: len(page.rows()) == 3)
    ticket, article, announcement = page.rows()

    with qtbot.waitSignal(page.ticket_requested) as asked:
        ticket.click()
    assert asked.args == ["t1000"]
    with qtbot.waitSignal(page.article_requested) as asked:
        article.click()
    assert asked.args == ["k1"]
    with qtbot.waitSignal(page.page_requested) as asked:
        announcement.click()
    assert asked.args == ["announcements"]


def test_nothing_found_says_what_to_do(qtbot: QtBot, page: SearchPage) -> None:
    """No result is an answer, too."""
    QTest.keyClicks(page.field, "zebra")

    qtbot.waitUntil(lambda: "Nothing found" in {label.text() for label in page.findChildren(QLabel)})


@pytest.mark.rule("INFO-4")
def test_an_article_is_read_as_plain_text_and_left_again(
    qtbot: QtBot, office: Office, page: SearchPage
) -> None:
    """In the window: search, read, back to what was found."""
    window = MainWindow(office.context)
    qtbot.addWidget(window)
    window.show()
    window.show_page("search")
    window.pages.search.field.setText("paper")
    qtbot.waitUntil(lambda: len(window.pages.search.rows()) == 1)

    window.pages.search.rows()[0].click()

    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.pages.article)
    qtbot.waitUntil(
        lambda: any(
            "<b>gently</b>" in block.toPlainText() for block in window.pages.article.findChildren(QTextEdit)
        )
    )
    window.pages.article.leave.click()
    assert window.pages.currentWidget() is window.pages.search
