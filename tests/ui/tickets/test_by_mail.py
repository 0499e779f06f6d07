"""Where a helpdesk tells nothing of tickets, the app says so in the place of an empty list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import sample_probe
from trayapp.core.model import Draft, TicketRef
from trayapp.core.operation import OpState
from trayapp.ui.outbox.sent_row import SentRow
from trayapp.ui.texts import by_mail, notices, tickets
from trayapp.ui.texts import outbox as outbox_texts
from trayapp.ui.tickets.list_pane import ListPane
from trayapp.ui.tickets.shown import read


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
