"""What happens to a helpdesk while somebody uses it: things vanish, accounts are locked, conversations grow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest

from tests.fakes.memory_store import MemorySpool, MemorySteps
from tests.live.rt_app import Watch, drain, employee
from tests.live.rt_desk import RtDesk
from tests.live.rt_house import FLEETING, GRANTED
from trayapp.core.errors import NotFound, Rejected
from trayapp.core.ids import new_op_id
from trayapp.core.model import Draft, MessageRef, TicketRef, Update
from trayapp.core.operation import OpState
from trayapp.core.ports import Portal

pytestmark = [pytest.mark.live, pytest.mark.timeout(400)]
PIECE = 60 * 1024


@pytest.fixture
def granted(rt_granted: RtDesk) -> Iterator[Portal]:
    """Somebody who may do much."""
    portal = rt_granted.portal(MemorySpool())
    yield portal
    portal.close()


def made(portal: Portal, draft: Draft) -> TicketRef:
    """A new ticket."""
    return portal.submit(new_op_id(datetime.now(UTC)), draft, MemorySteps(), lambda _sent, _total: None)


def said(portal: Portal, ref: TicketRef, words: str) -> MessageRef:
    """A reply."""
    op = new_op_id(datetime.now(UTC))
    return portal.update(op, ref, Update(words), MemorySteps(), lambda _sent, _total: None)


@pytest.mark.parametrize(("desk", "may"), [("rt_granted", True), ("rt_strict", False)])
def test_rights_are_learnt_from_the_first_ticket(
    request: pytest.FixtureRequest, home: Path, desk: str, may: bool
) -> None:
    """Before there is one, nobody is promised anything; in the same pass that sends it, the app knows."""
    app = employee(home, request.getfixturevalue(desk), "newcomer")
    app.sync()
    before = app.engine.capabilities
    app.submit(f"First of {desk}")

    app.sync()

    after = app.engine.capabilities
    assert before.unsure == {"close", "priority"}
    assert (after.close, after.priority, after.unsure) == (may, may, frozenset())
    app.close()


def test_a_queue_that_vanished_loses_no_words(rt_granted: RtDesk, home: Path) -> None:
    """Whoever chose it and is still offline gets their ticket into a queue that is there, once."""
    queue, subject, watch = rt_granted.server.queues[FLEETING.queue], f"Moving {uuid4().hex}", Watch()
    app = employee(home, rt_granted, "mover", clock=watch)
    app.sync()
    policy = app.store.notes.policy()
    assert policy is not None
    assert {product.label for product in policy.products} == {FLEETING.queue, GRANTED.queue}
    portal = rt_granted.portal(MemorySpool(), "mover")
    portal.policy()
    op = app.promised(app.desk.submit(Draft(subject, product=str(queue))))

    rt_granted.root("DELETE", f"queue/{queue}")

    with pytest.raises(Rejected) as refused:
        made(portal, Draft("Gone", product=str(queue)))
    assert refused.value.fields == {"product": "unknown"}
    drain(app, watch)
    sent = app.store.outbox.get(op.op_id)
    assert sent is not None
    assert sent.state is OpState.DONE, sent.problem
    assert len(rt_granted.tickets(subject)) == 1
    portal.close()
    app.close()


def test_an_account_that_is_locked_half_way_asks_for_a_sign_in(rt_granted: RtDesk, home: Path) -> None:
    """A session lives as long as the server lets it; the next is refused, and what was written waits."""
    subject, account = f"Locked {uuid4().hex}", f"user/{rt_granted.person('leaver').name}"
    app = employee(home, rt_granted, "leaver")
    app.submit("Before")
    app.sync()
    op = app.submit(subject)
    app.close()
    rt_granted.root("DELETE", account)

    watch = Watch()
    app = employee(home, rt_granted, "leaver", clock=watch)
    report = app.sync()
    rt_granted.root("PUT", account, {"Disabled": 0})
    early = rt_granted.tickets(subject)
    drain(app, watch)

    assert report.problem is not None
    assert (report.problem.kind, report.problem.params["reason"]) == ("sign_in", "refused")
    assert early == []
    assert len(rt_granted.tickets(subject)) == 1
    kept = app.store.outbox.get(op.op_id)
    assert kept is not None
    assert kept.state is OpState.DONE, kept.problem
    app.close()


def test_a_reply_to_a_ticket_that_was_deleted_is_told(rt_granted: RtDesk, granted: Portal) -> None:
    """There is none any more: the words stay with whoever wrote them."""
    ref = made(granted, Draft("Deleted"))
    rt_granted.agent("PUT", f"ticket/{ref.id}", {"Status": "deleted"})

    with pytest.raises(NotFound) as refused:
        said(granted, ref, "Hello")

    assert refused.value.params == {"what": "ticket", "id": ref.number}


def test_a_reply_to_a_ticket_that_was_merged_goes_on_there(rt_granted: RtDesk, granted: Portal) -> None:
    """The words arrive once, on the ticket that took the other in, and it is named."""
    ref, target = made(granted, Draft("Merged")), made(granted, Draft("Target"))
    rt_granted.agent("PUT", f"ticket/{ref.id}", {"MergeInto": int(target.id)})

    landed = said(granted, ref, "Hello there")

    assert landed.ticket == target
    assert rt_granted.replies(target.id) == ["Hello there"]


def test_a_very_long_conversation_is_whole_and_stops_nobody(
    rt_granted: RtDesk, granted: Portal, home: Path
) -> None:
    """What there is no room for is a file that can be opened; other tickets come all the same."""
    ref = made(granted, Draft("Long"))
    texts = [f"{number} ".ljust(PIECE, "x") for number in range(12)]
    for each in texts:
        rt_granted.answer(ref.id, each)
    other = made(granted, Draft("Short"))

    told = granted.thread(ref, None)

    assert len(told) == 12
    assert [message.text for message in told if message.text] == texts[-8:]
    back = BytesIO()
    granted.fetch(ref, told[0].files[0].id, back)
    assert back.getvalue().decode() == texts[0]
    app = employee(home, rt_granted)
    app.sync()
    assert len(app.store.tickets.thread(ref.id)) == 12
    assert app.store.tickets.get(other.id) is not None
    app.close()


def test_the_helpdesk_is_called_by_its_own_name(rt_granted: RtDesk, granted: Portal) -> None:
    """As in the subjects of its mails, whoever signs in how."""
    by_token = rt_granted.portal(MemorySpool(), token=True)

    assert granted.policy().portal_name == by_token.policy().portal_name == "desk.test"
    by_token.close()
