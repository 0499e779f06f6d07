"""What of a pulled page becomes news."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.memory_portal import START
from trayapp.core.events import Answered, StatusMoved
from trayapp.core.model import Message, Relation, Side, Ticket, TicketRef
from trayapp.core.ports import News
from trayapp.sync.news import events

pytestmark = pytest.mark.rule("APP-7")
REF = TicketRef("t1", "4711")
TICKET = Ticket(REF, "Printer", "", "resolved", Relation.OWN, "Ada", START, START, "Resolved")


def answer(number: int, side: Side = Side.STAFF) -> Message:
    """One message, a minute after the one before."""
    return Message(f"m{number}", "Sam", side, START + timedelta(minutes=number), f"Text {number}")


def test_an_answer_and_its_status_are_one_piece_of_news() -> None:
    """The last answer of the page tells the new status, and nothing else does."""
    news = News(TICKET, known=True, status_before="working", messages=(answer(1), answer(2)))

    assert list(events([news])) == [
        Answered(REF, "Printer", "Sam", "Text 1"),
        Answered(REF, "Printer", "Sam", "Text 2", "resolved", "Resolved"),
    ]


def test_a_status_without_an_answer_is_told_by_itself() -> None:
    """What the employee wrote is no answer."""
    mine = answer(1, Side.EMPLOYEE)
    news = News(TICKET, known=True, status_before="working", messages=(mine,))

    assert list(events([news])) == [StatusMoved(REF, "Printer", "resolved", "Resolved")]


def test_an_answer_alone_moves_nothing() -> None:
    """The status is only told when it is another, and known before."""
    same = News(TICKET, known=True, status_before="resolved", messages=(answer(1),))
    new = News(TICKET, known=False, status_before=None, messages=(answer(1),))

    assert list(events([same, new])) == [Answered(REF, "Printer", "Sam", "Text 1")] * 2


def test_a_colleagues_ticket_does_not_ring() -> None:
    """It is shown, and that is all (TK-8)."""
    theirs = replace(TICKET, relation=Relation.COMPANY)

    assert list(events([News(theirs, known=True, status_before="working", messages=(answer(1),))])) == []
