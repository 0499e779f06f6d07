"""What an operation made is found again on a Redmine, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from tests.portals.redmine.conftest import Server, issue
from tests.portals.redmine.test_reading import entry
from trayapp.core.errors import Forbidden, Rejected, ServerFault
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, MessageRef, TicketRef, Update
from trayapp.portals.clean import LONGEST_TEXT
from trayapp.portals.redmine.finding import MOST_PAGES, PAGE
from trayapp.portals.told import Told, text_of

OP = OpId("0190c2f1-0000-7000-8000-000000000001")
REF = TicketRef("4", "4")
KEYED = text_of(Told("Words", OP))
SOMEBODY_ELSE = {"id": 6, "name": "Bob Example"}


def test_a_filter_that_is_ignored_is_not_believed(server: Server) -> None:
    """A server that answers a look-up with everything has found nothing, unless the key is there, on any page."""
    others = [issue(number) for number in range(10, 10 + PAGE + 5)]
    server.lists(*others)
    assert server.portal().find(OP, Draft("x")) is None

    server.lists(*others, issue(9, description=KEYED))

    assert server.portal().find(OP, Draft("x")) == TicketRef("9", "9")


def test_what_cannot_be_looked_through_is_not_called_missing(server: Server) -> None:
    """Where there is no end of what a look-up is answered with, nothing is sent a second time."""
    server.lists(*map(issue, range(PAGE * MOST_PAGES + 1)))

    with pytest.raises(ServerFault):
        server.portal().submit(OP, Draft("x"), server.steps, lambda _sent, _total: None)

    assert server.requests("POST issues.json") == []


def test_an_issue_of_somebody_else_with_the_key_is_not_ours(server: Server) -> None:
    """Whoever copies a ticket with the lines at its end does not make it the one that was sent."""
    server.lists(issue(8, description=KEYED, author=SOMEBODY_ELSE))

    assert server.portal().find(OP, Draft("x")) is None


def test_a_reply_of_somebody_else_with_the_key_is_not_ours(server: Server) -> None:
    """Support staff who quote an answer with the line at its end do not make it sent."""
    quoted, own = entry(7, KEYED, 6), entry(9, KEYED)
    server.tells("GET issues/4.json", issue=issue(journals=[quoted]))
    assert server.portal().find_update(OP, REF) is None
    with pytest.raises(Forbidden):
        _reply(server)  # taken, and not written

    server.tells("GET issues/4.json", issue=issue(journals=[quoted, own]))

    assert server.portal().find_update(OP, REF) == MessageRef("9")


def test_a_text_whose_key_would_be_cut_is_not_sent(server: Server) -> None:
    """What is so long that its end is not read again is refused at its field: it would be sent again and again."""
    server.tells("GET issues/4.json", issue=issue())
    long = "x" * LONGEST_TEXT

    with pytest.raises(Rejected) as ticket:
        server.portal().submit(OP, Draft("x", long), server.steps, lambda _sent, _total: None)
    with pytest.raises(Rejected) as reply:
        _reply(server, long)

    assert (ticket.value.fields, reply.value.fields) == ({"description": "too_long"}, {"text": "too_long"})
    assert not [each for each in server.asked if each.method != "GET"]


def _reply(server: Server, text: str = "Words") -> None:
    server.tells("PUT issues/4.json")
    server.portal().update(OP, REF, Update(text), server.steps, lambda _sent, _total: None)
