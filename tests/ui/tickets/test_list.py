"""The list of tickets: views, search, pages, and what it says when it is empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office, open_tickets, staff
from tests.ui.samples import NOW, sample_ticket
from trayapp.core.errors import LocalFault
from trayapp.core.events import Link
from trayapp.core.model import Draft, Relation
from trayapp.core.policy import View
from trayapp.core.ports import Query
from trayapp.ui.theme import State
from trayapp.ui.tickets.list_model import PAGE
from trayapp.ui.tickets.list_pane import ListPane


@pytest.fixture
def pane(qtbot: QtBot, office: Office) -> ListPane:
    """The list over an empty store, shown."""
    made = ListPane(office.context)
    qtbot.addWidget(made)
    made.resize(320, 600)
    made.show()
    made.offer_views()
    return made


def ask(qtbot: QtBot, pane: ListPane, query: Query) -> list[str]:
    """Ask and wait for the answer: the subjects shown."""
    with qtbot.waitSignal(pane.model.refreshed):
        pane.model.ask(query)
    return subjects(pane)


def subjects(pane: ListPane) -> list[str]:
    """What the lines say."""
    return [pane.model.entry(row).title for row in range(pane.model.rowCount())]


@pytest.mark.rule("TK-3")
def test_each_view_shows_its_own_tickets(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """Open, my company's, closed, shared with me and all are different lists."""
    office.pull(
        sample_ticket("1", subject="mine"),
        sample_ticket("2", subject="colleague", relation=Relation.COMPANY),
        sample_ticket("3", subject="done", status="closed"),
        sample_ticket("4", subject="shared", relation=Relation.COLLABORATOR),
    )

    found = {view: set(ask(qtbot, pane, Query(view))) for view in ("open", "closed", "collaborator", "all")}

    assert "mine" in found["open"]
    assert found["closed"] == {"done"}
    assert found["collaborator"] == {"shared"}
    assert found["all"] == {"mine", "colleague", "done", "shared"}
    assert "colleague" in ask(qtbot, pane, Query("company"))


@pytest.mark.rule("TK-3")
def test_only_views_that_the_portal_grants_are_offered(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """A view that is no capability of this portal is not in the filter."""
    views = pane.filter.views
    qtbot.waitUntil(lambda: [views.itemData(at) for at in range(views.count())] == ["open", "closed"])

    office.grant(views=frozenset({"open", "company", "closed", "collaborator", "all"}))
    pane.offer_views()

    everything = ["open", "company", "closed", "collaborator", "all"]
    qtbot.waitUntil(lambda: [views.itemData(at) for at in range(views.count())] == everything)
    assert views.currentData() == "open"


@pytest.mark.rule("TK-3")
def test_views_have_the_policys_order_and_names(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """What the policy names and the portal grants; a view that this version does not know is not offered."""
    views = (
        View("open", "My Open Cases"),
        View("company", "My Company's Open Cases"),
        View("starred", "Starred"),
        View("closed", "Closed Cases"),
        View("collaborator", "My Collaborator Cases"),
    )
    office.use(replace(office.policy, views=views))
    office.grant(views=frozenset({"open", "closed", "collaborator", "starred", "all"}))

    pane.offer_views()

    qtbot.waitUntil(
        lambda: (
            [name for _code, name in pane.filter.offered()]
            == ["My Open Cases", "Closed Cases", "My Collaborator Cases"]
        )
    )
    assert pane.filter.query() == Query("open")


@pytest.mark.rule("TK-3")
def test_open_completed_and_all_begin_with_open(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """Completed holds what is resolved or closed; open is chosen at first, whatever its place."""
    views = (View("all", "All"), View("open", "Open"), View("completed", "Completed"))
    office.use(replace(office.policy, views=views))
    office.grant(views=frozenset({"open", "completed", "all"}))
    office.pull(
        sample_ticket("1", subject="active"),
        sample_ticket("2", subject="done", status="resolved"),
        sample_ticket("3", subject="gone", status="closed"),
    )
    pane.offer_views()
    qtbot.waitUntil(lambda: len(pane.filter.offered()) == 3)
    assert pane.filter.views.currentText() == "Open"

    pane.filter.views.setCurrentIndex(2)

    qtbot.waitUntil(lambda: set(subjects(pane)) == {"done", "gone"})


def test_an_empty_search_names_only_a_view_that_is_offered(
    qtbot: QtBot, office: Office, pane: ListPane
) -> None:
    """Where there is no view of everything nobody is sent there."""
    ask(qtbot, pane, Query("open", "zebra"))
    assert pane.empty.hint.text() == "Try fewer words."

    office.use(replace(office.policy, views=(View("open", "Open"), View("all", "Every ticket"))))
    office.grant(views=frozenset({"open", "all"}))
    pane.offer_views()
    qtbot.waitUntil(lambda: len(pane.filter.offered()) == 2)
    ask(qtbot, pane, Query("open", "zebra"))

    qtbot.waitUntil(lambda: pane.empty.hint.text() == "Try fewer words, or look in Every ticket.")


@pytest.mark.rule("TK-10")
def test_past_tickets_are_one_choice_away(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """Choosing Closed in the filter lists the tickets of the past."""
    office.pull(sample_ticket("1", status="closed", subject="old"), sample_ticket("2", subject="new"))
    views = pane.filter.views
    qtbot.waitUntil(lambda: views.count() == 2)

    views.setCurrentIndex(views.findData("closed"))

    qtbot.waitUntil(lambda: subjects(pane) == ["old"])


def test_a_line_tells_number_status_time_and_news(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """A line has the portal's word for the status, and says aloud that something is new."""
    office.pull(sample_ticket(status="waiting_for_customer"), messages=[staff()])

    ask(qtbot, pane, Query())
    entry = pane.model.entry(0)

    assert (entry.number, entry.status, entry.unread) == ("#4711", "Waiting For Customer", True)
    assert entry.state is State.WAITING_FOR_YOU
    spoken = pane.model.data(pane.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Outlook won't open, new, #4711, Waiting For Customer, 5 min ago"


def test_a_status_of_a_newer_portal_is_shown_in_its_own_word(
    qtbot: QtBot, office: Office, pane: ListPane
) -> None:
    """A status that the policy does not name counts as open and keeps the portal's label."""
    office.pull(sample_ticket(status="parked", status_label="Parked"))

    assert ask(qtbot, pane, Query()) == ["Outlook won't open"]
    assert (pane.model.entry(0).status, pane.model.entry(0).state) == ("Parked", State.OPEN)


def test_rows_come_a_page_at_a_time(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """Only the first page is read at first; scrolling on reads the next, until there is no more."""
    office.pull(*open_tickets(PAGE + 30))

    assert len(ask(qtbot, pane, Query())) == PAGE
    root = QModelIndex()
    assert pane.model.canFetchMore(root)
    pane.model.fetchMore(root)

    qtbot.waitUntil(lambda: pane.model.rowCount() == PAGE + 30)
    assert len(set(subjects(pane))) == PAGE + 30
    assert not pane.model.canFetchMore(root)


@pytest.mark.rule("INFO-3")
def test_a_search_finds_words_of_the_conversation(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """Typing asks the store once the fingers rest."""
    office.pull(sample_ticket("1", subject="Printer"), messages=[staff(text="the toner is empty")])
    office.pull(sample_ticket("2", subject="Screen"))
    ask(qtbot, pane, Query())

    QTest.keyClicks(pane.filter.search, "toner")

    qtbot.waitUntil(lambda: subjects(pane) == ["Printer"])


def test_an_answer_to_an_earlier_question_is_thrown_away(
    qtbot: QtBot, office: Office, pane: ListPane
) -> None:
    """Two questions in a row show the answer to the last one, whichever comes first."""
    office.pull(sample_ticket("1", subject="Printer"), sample_ticket("2", subject="Screen"))

    for words in ("printer", "screen", "printer", "screen"):
        pane.model.ask(Query("open", words))

    qtbot.waitUntil(lambda: not pane.model.loading)
    assert subjects(pane) == ["Screen"]


@pytest.mark.rule("APP-5")
def test_tickets_of_the_outbox_stand_on_top_of_open(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """What was not sent yet is shown where the employee looks for it, and says so."""
    office.pull(sample_ticket())
    office.context.desk.submit(Draft("Mouse is dead"))

    assert ask(qtbot, pane, Query("open")) == ["Mouse is dead", "Outlook won't open"]
    assert (pane.model.entry(0).status, pane.model.entry(0).number) == ("Not sent yet", "no number yet")
    assert ask(qtbot, pane, Query("closed")) == []
    assert ask(qtbot, pane, Query("open", "outlook")) == ["Outlook won't open"]
    assert ask(qtbot, pane, Query("open", "mouse")) == ["Mouse is dead"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        (Query("open"), "No open tickets"),
        (Query("closed"), "Nothing closed yet"),
        (Query("collaborator"), "Nothing shared with you"),
        (Query("open", "zebra"), "Nothing found for “zebra”"),
    ],
)
def test_an_empty_list_says_what_to_do(
    qtbot: QtBot, office: Office, pane: ListPane, query: Query, title: str
) -> None:
    """There is never just nothing."""
    ask(qtbot, pane, query)

    assert pane.empty.isVisible()
    assert pane.empty.title.text() == title
    assert pane.empty.hint.text()


def test_an_empty_list_offers_a_new_ticket(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """The button of an empty list asks for the submission dialog; a search in vain does not offer it."""
    ask(qtbot, pane, Query())
    button = pane.empty.findChild(type(pane._new_ticket))

    with qtbot.waitSignal(pane.new_ticket_requested):
        QTest.mouseClick(pane._new_ticket, Qt.MouseButton.LeftButton)

    assert button is pane._new_ticket
    ask(qtbot, pane, Query("open", "zebra"))
    assert pane._new_ticket.isHidden()


def test_a_refresh_keeps_the_selection_and_the_place(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """A ticket that comes in on top moves neither what is selected nor what is read."""
    office.pull(*open_tickets(80))
    ask(qtbot, pane, Query())
    pane.view.select("t1040")
    bar = pane.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    line = pane.view.rowHeight(0)
    top = pane.view.rowAt(0)
    anchor, offset = pane.model.entry(top).key, pane.view.rowViewportPosition(top)

    office.pull(sample_ticket("2000", updated_at=NOW + timedelta(minutes=1)))
    pane.refresh()

    qtbot.waitUntil(lambda: pane.model.row_of("t2000") == 0)
    assert pane.view.selected == "t1040"
    assert pane.model.entry(pane.view.currentIndex().row()).key == "t1040"
    assert pane.view.rowViewportPosition(pane.model.row_of(anchor)) == offset
    assert line > 30


def test_a_refresh_tells_nobody_that_the_selection_changed(
    qtbot: QtBot, office: Office, pane: ListPane
) -> None:
    """Rows that come and go choose no other ticket: a selected one that left the view stays open beside it."""
    office.pull(*open_tickets(3))
    ask(qtbot, pane, Query())
    pane.view.select("t1001")

    office.pull(sample_ticket("1001", status="closed"))
    with qtbot.assertNotEmitted(pane.chosen), qtbot.waitSignal(pane.model.refreshed):
        pane.model.refresh()

    assert subjects(pane) == ["Problem 0", "Problem 2"]
    assert not pane.view.selectionModel().hasSelection()
    assert pane.view.selected == "t1001"


@pytest.mark.rule("APP-6")
def test_offline_the_list_says_how_old_it_is(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """Its age and the reason stand under it; online nothing does."""
    office.store.tickets.mark_synced(NOW - timedelta(minutes=18))
    pane.freshness.refresh()
    office.go(Link.OFFLINE)
    pane.freshness.refresh()

    qtbot.waitUntil(pane.freshness.isVisible)
    words = pane.freshness.words.text()
    assert words.startswith("As of ")
    assert words.endswith("· offline")

    office.go(Link.SIGNED_OUT)
    pane.freshness.refresh()
    qtbot.waitUntil(lambda: "sign in under Account" in pane.freshness.words.text())

    office.go(Link.ONLINE)
    pane.freshness.refresh()
    qtbot.waitUntil(pane.freshness.isHidden)


def test_a_store_that_cannot_be_read_says_so(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """A fault of the disk is told in the list, not only in the log."""
    pane.model.failed.emit(LocalFault(reason="io"))

    assert pane.fault.isVisible()
    assert "could not read or write its disk" in pane.fault.text()
