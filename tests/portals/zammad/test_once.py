"""Nothing is there twice: what an operation made is found by the key in its text."""

from __future__ import annotations

import pytest

from tests.fakes.memory_store import MemorySteps
from tests.portals.zammad.conftest import Desk
from trayapp.core.errors import NotFound, OutcomeUnknown
from trayapp.core.model import Draft, TicketRef, Update


def test_a_ticket_is_found_whatever_became_of_its_title(desk: Desk) -> None:
    """Support staff rename it and others come after it; the key still finds it."""
    op = desk.op()
    ref = desk.submit(op=op)
    desk.house.tickets[int(ref.id)].title = "Renamed"
    for _ in range(3):
        desk.submit()

    assert desk.portal.find(op, Draft("Printer prints blank")) == ref


def test_the_search_is_never_asked(desk: Desk) -> None:
    """Its index lags behind what was written: only lists and tickets are asked."""
    op = desk.op()
    ref = desk.submit(op=op)
    desk.portal.find(op, Draft("Printer prints blank"))
    desk.portal.find_update(op, ref)

    assert [path for _, path in desk.server.asked if "search" in path] == []


def test_a_first_try_looks_nothing_up(desk: Desk) -> None:
    """Lists are read again only where an earlier try may have come through."""
    desk.portal.policy()
    desk.portal.changes(None)
    desk.server.asked.clear()

    desk.submit()

    assert desk.server.asked == [("POST", "/api/v1/tickets")]


def test_a_second_try_of_the_same_finds_the_first(desk: Desk) -> None:
    """The steps of an operation tell that it was tried; the answer that was lost is found, and nothing is sent."""
    op, steps = desk.op(), MemorySteps()
    desk.server.faults.lose = True
    with pytest.raises(OutcomeUnknown):
        desk.portal.submit(op, Draft("Once"), steps, lambda sent, total: None)

    ref = desk.portal.submit(op, Draft("Once"), steps, lambda sent, total: None)

    assert [str(key) for key in desk.house.tickets] == [ref.id]


def test_a_merged_ticket_is_found_where_its_words_are(desk: Desk) -> None:
    """What was said on it moved to another of one's tickets: that is the one."""
    op = desk.op()
    target, source = desk.submit(), desk.submit(Draft("The same again"), op)
    desk.house.merge(int(source.id), int(target.id))

    assert desk.portal.find(op, Draft("The same again")) == target


def test_a_reply_is_found_on_the_ticket_that_its_own_was_merged_into(desk: Desk) -> None:
    """The look-up names the other ticket."""
    target, source, op = desk.submit(), desk.submit(), desk.op()
    sent = desk.write(source, Update("Any news?"), op)
    desk.house.merge(int(source.id), int(target.id))

    found = desk.portal.find_update(op, source)

    assert found is not None
    assert (found.id, found.ticket) == (sent.id, target)


def test_a_key_that_somebody_copied_proves_nothing(desk: Desk) -> None:
    """Support staff quote a ticket's text with its key into another one: neither is taken for the operation's."""
    op = desk.op()
    first, other = desk.submit(Draft("Mine"), op), desk.submit(Draft("Other"))
    quoted = next(item.body for item in desk.house.articles if item.ticket_id == int(first.id))
    desk.house.answer(int(other.id), quoted)

    assert desk.portal.find_update(op, other) is None
    assert desk.portal.find(op, Draft("Mine")) == first


@pytest.mark.parametrize("odd", ["12abc", "../users/me", "", "١٢", "-1"])
def test_an_id_that_is_none_is_not_sent(desk: Desk, odd: str) -> None:
    """The server would read `12abc` as 12, and a path as another address."""
    desk.server.asked.clear()

    with pytest.raises(NotFound):
        desk.portal.read(TicketRef(odd, ""), None)

    assert [path for _, path in desk.server.asked if "tickets" in path] == []
