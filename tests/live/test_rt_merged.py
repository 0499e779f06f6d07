"""What support staff does to tickets behind somebody's back on a real server: merging them, and much that is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.fakes.memory_store import MemorySpool, MemorySteps
from tests.live.rt_desk import RtDesk
from trayapp.core.ids import OpId, new_op_id
from trayapp.core.model import Draft, MessageRef, Ticket, TicketRef, Update
from trayapp.core.ports import Portal
from trayapp.portals.rt import rest

pytestmark = [pytest.mark.live, pytest.mark.timeout(400)]


@pytest.fixture
def desk(rt_strict: RtDesk) -> RtDesk:
    """Its people may do little, and much is hidden from them."""
    return rt_strict


@pytest.fixture
def portal(desk: RtDesk) -> Iterator[Portal]:
    """The employee's."""
    portal = desk.portal(MemorySpool())
    yield portal
    portal.close()


def an_op() -> OpId:
    """A new operation."""
    return new_op_id(datetime.now(UTC))


def made(portal: Portal, draft: Draft, op: OpId) -> TicketRef:
    """A new ticket."""
    return portal.submit(op, draft, MemorySteps(), lambda _sent, _total: None)


@pytest.mark.parametrize("into_newer", [True, False])
def test_merged_tickets_are_found_by_each_key(desk: RtDesk, portal: Portal, *, into_newer: bool) -> None:
    """Whichever goes into the other: neither is made again, and the one that is left has its own words."""
    ops, drafts = [an_op(), an_op()], [Draft("Old", "Words of old"), Draft("New", "Words of new")]
    refs = [made(portal, draft, op) for draft, op in zip(drafts, ops, strict=True)]
    gone, left = refs if into_newer else refs[::-1]

    desk.agent("PUT", f"ticket/{gone.id}", {"MergeInto": int(left.id)})

    assert [portal.find(op, draft) for op, draft in zip(ops, drafts, strict=True)] == [left, left]
    ticket = portal.read(left, None)
    assert isinstance(ticket, Ticket)
    assert ticket.description == f"Words of {ticket.subject.lower()}"


def test_a_reply_from_before_the_merging_is_found(desk: RtDesk, portal: Portal) -> None:
    """It is not sent again, and the ticket where it stands now is named."""
    gone, left, op = made(portal, Draft("Gone"), an_op()), made(portal, Draft("Left"), an_op()), an_op()
    landed = portal.update(op, gone, Update("Hello"), MemorySteps(), lambda _sent, _total: None)

    desk.agent("PUT", f"ticket/{gone.id}", {"MergeInto": int(left.id)})

    assert portal.find_update(op, gone) == MessageRef(landed.id, left)
    assert [message.text for message in portal.thread(left, None)] == ["Hello"]


def test_what_is_hidden_hides_no_answer(
    desk: RtDesk, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Far more than a few pages of it: changes of a field that this person does not see."""
    monkeypatch.setattr(rest, "PER_PAGE", 3)
    ref = made(portal, Draft("Hidden"), an_op())
    for number in range(4 * rest.PER_PAGE):
        desk.agent("PUT", f"ticket/{ref.id}", {"CustomFields": {"Room": f"B {number}"}})
    desk.answer(ref.id, "At last")
    desk.answer(ref.id, "And more")

    told = portal.thread(ref, None)

    assert [message.text for message in told] == ["At last", "And more"]
    assert [message.text for message in portal.thread(ref, told[0].id)] == ["And more"]
