"""What may have been sent where nobody can be asked: only the employee can find out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from trayapp.core.errors import Forbidden
from trayapp.core.events import OutboxChanged
from trayapp.core.model import Draft
from trayapp.core.operation import Operation, OpState, Problem
from trayapp.ui.outbox.page import OutboxPage
from trayapp.ui.outbox.row import OutboxRow
from trayapp.ui.texts.outbox import discard_meaning
from trayapp.ui.tickets.mailed import mailed


@pytest.fixture
def unsure(qtbot: QtBot, office: Office) -> Iterator[tuple[Operation, OutboxRow]]:
    """A ticket whose e-mail may have arrived; and its row."""
    office.grant(views=frozenset())
    page = OutboxPage(office.context)
    office.context.bridge.event.connect(page.hear)
    qtbot.addWidget(page)
    page.show()
    made = office.context.desk.submit(Draft("Printer"))
    office.settle(OpState.NEEDS_USER, problem=Problem("may_have_been_sent"))
    office.tell(OutboxChanged())
    qtbot.waitUntil(lambda: made.op_id in page.rows)
    yield made, page.rows[made.op_id]
    page.close()


@pytest.mark.rule("APP-5")
def test_both_ways_out_are_offered_in_plain_words(unsure: tuple[Operation, OutboxRow]) -> None:
    """Where to look, and then: send it again, or it arrived. Editing is not offered: two could arrive."""
    _, row = unsure
    offered = [each.text() for each in row.findChildren(QPushButton) if each.isVisible()]

    assert offered == ["Send again", "It arrived", "Discard"]
    assert "may have reached IT already" in discard_meaning(row.operation, "Printer")
    assert row.state.text() == "Needs you: this may have been sent already"
    assert "your mailbox" in row.hint.text()


def test_what_arrived_counts_as_sent(
    qtbot: QtBot, office: Office, unsure: tuple[Operation, OutboxRow]
) -> None:
    """It leaves the outbox, is listed with what was sent, and is never sent again; it can be answered."""
    made, row = unsure
    row.arrived.click()
    qtbot.waitUntil(lambda: not office.store.outbox.pending())

    assert [op.op_id for op in mailed(office.context, "")] == [made.op_id]
    assert office.store.outbox.claim(office.now) is None
    office.context.desk.update(made.op_id, "And smokes")
    answer = office.store.outbox.claim(office.now)
    assert answer is not None
    assert answer.ticket_id == made.op_id


def test_what_is_in_no_doubt_is_not_declared_arrived(office: Office) -> None:
    """Nobody makes a ticket vanish that was never sent."""
    made = office.context.desk.submit(Draft("Printer"))

    with pytest.raises(Forbidden):
        office.context.desk.arrived(made.op_id)
    assert office.store.outbox.pending()
