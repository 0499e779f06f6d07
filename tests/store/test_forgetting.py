"""What was acknowledged is expected in a pull; what the portal has forgotten goes back to the employee."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.store.makers import NOW
from tests.store.makers import op_id as new_op
from trayapp.core.ids import OpId
from trayapp.core.model import (
    Changes,
    Draft,
    Message,
    Relation,
    Side,
    StoredFile,
    Ticket,
    TicketChange,
    TicketRef,
    Update,
)
from trayapp.core.operation import Operation, OpKind, OpState, Payload
from trayapp.core.ports import Outcome
from trayapp.store.opened import Store

ME = "u1"
T1, T2 = TicketRef("t1", "4711"), TicketRef("t2", "4712")


@pytest.fixture
def file(attach: Callable[[bytes], StoredFile]) -> StoredFile:
    """A picture in the spool."""
    return attach(b"picture")


def _sent(
    store: Store, kind: OpKind, payload: Payload, ref: TicketRef, ticket: str = "", message: str | None = None
) -> OpId:
    op_id = _queued(store, kind, payload, ticket)
    claimed = store.outbox.claim(NOW, ME)
    assert claimed is not None
    store.outbox.settle(claimed.op_id, Outcome(OpState.DONE, ref=ref, message=message), NOW)
    return op_id


def _queued(store: Store, kind: OpKind, payload: Payload, ticket: str = "") -> OpId:
    op_id = new_op()
    store.outbox.add(op_id, ticket or op_id, kind, payload, NOW)
    return op_id


def _op(store: Store, op_id: OpId) -> Operation:
    op = store.outbox.get(op_id)
    assert op is not None
    return op


def _unseen(store: Store) -> list[OpId]:
    return [op.op_id for op in store.outbox.unseen(ME)]


def _page(ref: TicketRef, *messages: str, cursor: str = "1", subject: str = "Printer") -> Changes:
    ticket = Ticket(ref, subject, "", "new", Relation.OWN, "Ann", NOW, NOW)
    said = tuple(Message(one, "Ann", Side.EMPLOYEE, NOW, one) for one in messages)
    return Changes((TicketChange(ticket, said),), cursor)


def _apply(store: Store, page: Changes, now: datetime = NOW) -> None:
    store.tickets.apply(page, None, now)


def test_what_was_acknowledged_is_unseen_until_a_pull_tells_of_it(store: Store) -> None:
    """A ticket is seen with its row, an answer with its message; whose they are, the claim has noted."""
    create = _sent(store, OpKind.CREATE, Draft("Printer"), T1)
    update = _sent(store, OpKind.UPDATE, Update("And?"), T1, "t1", "m1")
    before = _unseen(store)
    _apply(store, _page(T1))
    between = _unseen(store)
    _apply(store, _page(T1, "m1", cursor="2"))

    assert (before, between, _unseen(store)) == ([update, create], [update], [])
    assert store.outbox.unseen("somebody else") == []
    assert _op(store, create).author == ME


@pytest.mark.parametrize(("age", "found"), [(timedelta(days=29), True), (timedelta(days=31), False)])
def test_a_pull_from_the_beginning_expects_what_was_sent_not_long_ago(
    store: Store, age: timedelta, found: bool
) -> None:
    """All of it, seen before or not; what is older has been dealt with."""
    create = _sent(store, OpKind.CREATE, Draft("Printer"), T1)
    _apply(store, _page(T1))
    store.tickets.start_over()

    _apply(store, _page(T2), NOW + age)

    assert _unseen(store) == ([create] if found else [])


def test_a_forgotten_ticket_comes_back_with_its_words(store: Store, file: StoredFile) -> None:
    """It needs the employee, is looked up before it is sent again, and says which file it goes without."""
    create = _sent(store, OpKind.CREATE, Draft("Printer", files=(file,)), T1)

    store.outbox.forgotten([create])

    op = _op(store, create)
    assert (op.state, op.doubtful, op.ref, op.done_at) == (OpState.NEEDS_USER, True, None, None)
    assert op.payload == Draft("Printer")
    assert op.problem is not None
    assert (op.problem.kind, op.problem.params) == ("forgotten", {"number": "4711", "files": file.name})
    assert _unseen(store) == []


def test_a_file_that_is_still_here_goes_along(
    store: Store, file: StoredFile, attach: Callable[[bytes], StoredFile]
) -> None:
    """Another operation needs the same bytes: the forgotten one takes them, too."""
    create = _sent(store, OpKind.CREATE, Draft("Printer", files=(file,)), T1)
    _queued(store, OpKind.CREATE, Draft("Again", files=(attach(b"picture"),)))

    store.outbox.forgotten([create])

    assert _op(store, create).payload == Draft("Printer", files=(file,))


def test_what_was_written_on_a_forgotten_ticket_waits_for_it(store: Store) -> None:
    """An answer that is lost as well, and one not sent yet, go after the ticket and into the one it becomes."""
    create = _sent(store, OpKind.CREATE, Draft("Printer"), T1)
    lost = _sent(store, OpKind.UPDATE, Update("Lost"), T1, create, "m1")
    later = _queued(store, OpKind.UPDATE, Update("Later"), create)

    store.outbox.forgotten([lost, create])
    blocked = store.outbox.claim(NOW, ME)
    for op_id, ref in ((create, T2), (lost, T2), (later, T2)):
        store.outbox.retry(op_id, NOW)
        claimed = store.outbox.claim(NOW, ME)
        assert claimed is not None
        assert claimed.op_id == op_id
        store.outbox.settle(op_id, Outcome(OpState.DONE, ref=ref), NOW)

    assert blocked is None
    assert {_op(store, op).ref for op in (create, lost, later)} == {T2}


@pytest.mark.rule("ST-7")
def test_what_followed_into_a_forgotten_ticket_follows_again(store: Store) -> None:
    """An answer went on in a new ticket, which is lost: what was written there goes after the answer again."""
    update = _sent(store, OpKind.UPDATE, Update("Not solved"), T2, "t1", "m1")
    later = _queued(store, OpKind.UPDATE, Update("Later"), "t2")

    store.outbox.forgotten([update])

    assert (_op(store, later).ticket_id, _op(store, later).ref) == ("t1", None)


def test_a_forgotten_one_is_asked_for_again_in_the_next_pull_from_the_beginning(store: Store) -> None:
    """The backup was put back by mistake, and the portal of before returns: it may remember."""
    create = _sent(store, OpKind.CREATE, Draft("Printer"), T1)
    store.outbox.forgotten([create])
    store.tickets.start_over()

    _apply(store, _page(T2))

    assert _unseen(store) == [create]


def test_messages_that_the_portal_has_no_longer_go_in_a_pull_from_the_beginning(store: Store) -> None:
    """In one that goes on from a cursor, what a page does not tell of stays."""
    _apply(store, _page(T1, "m1", "m2"))
    _apply(store, _page(T1, "m3", cursor="2"))
    kept = [message.id for message in store.tickets.thread("t1")]
    store.tickets.start_over()

    _apply(store, _page(T1, "m2", cursor="1"))

    assert kept == ["m1", "m2", "m3"]
    assert [message.id for message in store.tickets.thread("t1")] == ["m2"]
