"""Where a helpdesk tells nothing of tickets, the app says so in the place of an empty list."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import sample_probe
from trayapp.core.ids import OpId, reference
from trayapp.core.model import Draft, TicketRef
from trayapp.core.operation import OpState
from trayapp.core.ports import Outcome
from trayapp.core.receipt import Held
from trayapp.ui.bell.page import BellPage
from trayapp.ui.outbox.sent_row import SentRow
from trayapp.ui.search.page import SearchPage
from trayapp.ui.submit import known
from trayapp.ui.texts import by_mail, notices, tickets
from trayapp.ui.texts import outbox as outbox_texts
from trayapp.ui.texts import sent as sent_texts
from trayapp.ui.theme import State
from trayapp.ui.tickets.list_pane import ListPane
from trayapp.ui.tickets.mailed import mailed
from trayapp.ui.tickets.page import TicketsPage
from trayapp.ui.tickets.passages import Voice, passages
from trayapp.ui.tickets.sent_contents import read as read_contents
from trayapp.ui.tickets.shown import read
from trayapp.ui.tickets.status_line import standing
from trayapp.ui.tickets.view import TicketView


@pytest.fixture
def pane(qtbot: QtBot, office: Office) -> ListPane:
    """The list at a helpdesk that answers by e-mail, shown."""
    office.grant(views=frozenset())
    made = ListPane(office.context)
    qtbot.addWidget(made)
    made.resize(320, 600)
    made.show()
    made.offer_views()
    made.model.ask(made.filter.query())
    qtbot.waitUntil(lambda: made.empty.isVisible() and made.empty.title.text() == by_mail.LIST_TITLE)
    return made


def test_an_empty_list_says_where_answers_come(pane: ListPane) -> None:
    """No views, no search: the employee's mailbox is named, and a new ticket can be made."""
    assert sample_probe().me.email in pane.empty.hint.text()
    assert not pane.filter.isVisible()
    assert pane._new_ticket.isVisible()


def test_the_list_comes_back_with_a_helpdesk_that_has_one(
    qtbot: QtBot, office: Office, pane: ListPane
) -> None:
    """What a portal lets one see may change."""
    office.grant(views=frozenset({"open", "closed"}))
    pane.offer_views()

    qtbot.waitUntil(lambda: pane.empty.title.text() == tickets.empty("open", "")[0])
    assert pane.filter.isVisible()


def test_mail_that_others_can_read_on_its_way_is_called_so() -> None:
    """Only where the administrator allowed it, and then always."""
    probe = sample_probe()
    plain = replace(probe, capabilities=replace(probe.capabilities, views=frozenset(), encrypted=False))

    assert by_mail.UNENCRYPTED in by_mail.instead_of_a_list(plain)[1]
    assert by_mail.unencrypted(probe) == ""
    assert by_mail.unencrypted(None) == ""


def test_nobody_is_told_so_before_the_portal_was_asked() -> None:
    """Without a probe nothing is known, and with views there is a list."""
    assert not by_mail.tells_nothing(None)
    assert not by_mail.tells_nothing(sample_probe())


def test_a_sent_ticket_opens_as_what_was_sent(office: Office) -> None:
    """By the id that the acknowledgement gave it: it is not called gone, and no number is promised."""
    office.grant(views=frozenset())
    op = office.context.desk.submit(Draft("Printer"))
    office.settle(OpState.DONE, ref=TicketRef("m1", ""))

    shown = read(office.context, "m1")

    assert shown.ticket is None
    assert shown.create is not None
    assert shown.create.op_id == op.op_id


def send(office: Office, subject: str, ref: str, **more: object) -> OpId:
    """A ticket that the mail server took."""
    op = office.context.desk.submit(Draft(subject, "It hums"))
    office.settle(OpState.DONE, ref=TicketRef(ref, ""), **more)
    return op.op_id


def test_what_was_sent_is_listed_with_the_reference_in_the_mail(
    qtbot: QtBot, office: Office, pane: ListPane
) -> None:
    """Newest first, as sent; above it stands where answers come, and it can be searched."""
    send(office, "Printer", "m1")
    op = send(office, "Screen", "m2")
    pane.refresh()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)

    first = pane.model.entry(0)
    assert (first.title, first.status, first.number) == ("Screen", by_mail.SENT, reference(op))
    assert not first.unsent
    assert pane.by_mail.isVisible()
    assert sample_probe().me.email in pane.by_mail.text()
    assert pane.filter.search.isVisible()
    assert not pane.filter.views.isVisible()
    pane.filter.search.setText("print")
    pane.filter.search.returnPressed.emit()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    assert pane.model.entry(0).title == "Printer"


def test_a_search_without_a_hit_says_so_and_stays(qtbot: QtBot, office: Office, pane: ListPane) -> None:
    """Nobody is told that there is no list, who has searched in one."""
    send(office, "Printer", "m1")
    pane.filter.search.setText("unicorn")
    pane.filter.search.returnPressed.emit()
    qtbot.waitUntil(lambda: pane.empty.title.text() == tickets.empty("open", "unicorn")[0])

    assert pane.filter.search.isVisible()


def test_what_another_person_sent_is_not_listed(office: Office) -> None:
    """This computer may have had another one before."""
    office.grant(views=frozenset())
    desk = replace(office.context.desk, author=lambda: "somebody-else")
    desk.submit(Draft("Printer"))
    op = office.store.outbox.claim(office.now, "somebody-else")
    assert op is not None
    office.store.outbox.settle(op.op_id, Outcome(OpState.DONE, ref=TicketRef("m1", "")), office.now)

    assert mailed(office.context, "") == []


def test_where_a_helpdesk_has_a_list_nothing_sent_is_added(office: Office) -> None:
    """It has the ticket itself."""
    send(office, "Printer", "m1")

    assert mailed(office.context, "") == []


def test_beside_no_list_nothing_says_to_choose(qtbot: QtBot, office: Office) -> None:
    """The page is one until something was sent; then both stand side by side."""
    office.grant(views=frozenset())
    page = TicketsPage(office.context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not page.view.isVisible())
    send(office, "Printer", "m1")
    page.list.refresh()
    qtbot.waitUntil(page.view.isVisible)

    assert page.list.isVisible()


def test_a_sent_ticket_waits_for_nothing(qtbot: QtBot, office: Office) -> None:
    """No clock, no dashes: sent, where the answer comes, its reference, and every answer that went after it."""
    office.grant(views=frozenset())
    op = send(office, "Printer", "m1")
    office.context.desk.update(read(office.context, "m1").key, "And smokes")
    office.settle(OpState.DONE, ref=TicketRef("m1", ""))
    office.now += timedelta(days=3)
    shown = read(office.context, op)
    words = standing(shown, office.now)

    assert words is not None
    assert (words.status, words.number, shown.state) == (by_mail.SENT, reference(op), State.OPEN)
    assert sample_probe().me.email in words.meaning
    said = passages(shown, office.now)
    assert [(one.text, one.voice, one.note) for one in said] == [
        ("It hums", Voice.MINE, "Sent"),
        ("And smokes", Voice.MINE, "Sent"),
    ]


def test_an_answer_is_told_to_be_one_more_mail(qtbot: QtBot, office: Office) -> None:
    """Whoever has IT's e-mail had better reply to that, and reads so where they write."""
    office.grant(views=frozenset())
    view = TicketView(office.context)
    qtbot.addWidget(view)
    view.show_ticket(send(office, "Printer", "m1"))

    qtbot.waitUntil(lambda: view.answer.reason.text() == by_mail.GOES_AS_MAIL)
    assert view.answer.edit.isEnabled()


def test_what_was_sent_is_never_said_to_be_compared_later(office: Office) -> None:
    """The mail server took it; nobody reads it back."""
    office.grant(views=frozenset())
    found = read_contents(office.context, send(office, "Printer", "m1"))
    (receipt,) = found.sent.receipts

    assert receipt.words is Held.NEVER
    assert sent_texts.words_held(receipt.words, "IT") == ""
    assert "taken by the mail server for IT" in sent_texts.received(receipt, "IT", None, office.now)


def test_the_search_page_finds_what_was_sent(qtbot: QtBot, office: Office) -> None:
    """By any of its words, and a click opens it."""
    office.grant(views=frozenset())
    op = send(office, "Printer", "m1")
    page = SearchPage(office.context)
    qtbot.addWidget(page)
    page.field.setText("hums")
    page.refresh()
    qtbot.waitUntil(lambda: len(page.rows()) == 1)

    with qtbot.waitSignal(page.ticket_requested) as wanted:
        page.rows()[0].click()
    assert wanted.args == [op]


def test_news_are_not_promised(qtbot: QtBot, office: Office) -> None:
    """The page behind the bell says where they come."""
    office.grant(views=frozenset())
    page = BellPage(office.context)
    qtbot.addWidget(page)

    qtbot.waitUntil(
        lambda: any(label.text() == by_mail.NO_NEWS[1] for label in page.findChildren(QLabel)),
    )


def test_whoever_writes_sees_that_others_could_read_it(office: Office) -> None:
    """Where mail goes without encryption, it says so beside whom it goes to; elsewhere nothing is added."""
    encrypted = known.read(office.context).way
    office.grant(views=frozenset(), encrypted=False)
    plain = known.read(office.context).way

    assert by_mail.NOT_ENCRYPTED not in encrypted
    assert plain == f"{encrypted}, {by_mail.NOT_ENCRYPTED}"


def test_a_ticket_without_a_number_is_told_without_one(qtbot: QtBot, office: Office) -> None:
    """In the notification, in the outbox and above the ticket; it can be opened, and shows what was sent."""
    op = office.context.desk.submit(Draft("Printer"))
    office.settle(OpState.DONE, ref=TicketRef("m1", ""))
    done = office.store.outbox.get(op.op_id)
    assert done is not None
    row = SentRow(done, "Printer", office.now)
    qtbot.addWidget(row)

    assert outbox_texts.sent(done) == row.number.text() == "Sent"
    assert row.number.isEnabled()
    assert notices.delivered("", "Printer", "").title == "Sent to IT"
    assert tickets.number("") == ""
