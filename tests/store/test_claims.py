"""Which operation goes next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.store.makers import NOW, add_create, add_update, deliver
from trayapp.core.operation import OpState, Problem
from trayapp.core.ports import Outcome
from trayapp.store.opened import Store


def test_oldest_first(store: Store) -> None:
    """Different tickets go in the order in which the employee asked, each once."""
    asked = [add_create(store.outbox).op_id for _ in range(3)]
    claimed = [store.outbox.claim(NOW) for _ in range(4)]

    assert [*asked, None] == [op and op.op_id for op in claimed]


def test_claim_counts_and_marks(store: Store) -> None:
    """A claimed operation is being sent, and the try is counted."""
    add_create(store.outbox)
    claimed = store.outbox.claim(NOW)

    assert claimed is not None
    assert (claimed.state, claimed.attempts, claimed.doubtful) == (OpState.SENDING, 1, False)


@pytest.mark.parametrize("state", [OpState.SENDING, OpState.WAITING, OpState.NEEDS_USER])
def test_nothing_overtakes_on_its_ticket(store: Store, state: OpState) -> None:
    """While an earlier operation of a ticket is unfinished, the later ones are not due, and other tickets are."""
    created = add_create(store.outbox)
    add_update(store.outbox, created.op_id)
    store.outbox.claim(NOW)
    if state is not OpState.SENDING:
        store.outbox.settle(created.op_id, Outcome(state, NOW + timedelta(minutes=5)), NOW)
    other = add_create(store.outbox)
    claimed = [store.outbox.claim(NOW) for _ in range(2)]

    assert [other.op_id, None] == [op and op.op_id for op in claimed]


def test_waiting_until_its_time(store: Store) -> None:
    """A waiting operation is due at its moment and not before."""
    created = add_create(store.outbox)
    store.outbox.claim(NOW)
    moment = NOW + timedelta(minutes=5)
    store.outbox.settle(created.op_id, Outcome(OpState.WAITING, moment), NOW)

    assert store.outbox.claim(moment - timedelta(microseconds=1)) is None
    assert store.outbox.next_due(NOW) == moment
    assert store.outbox.claim(moment) is not None


def test_clock_set_back(store: Store) -> None:
    """A next try further off than any backoff means that the clock moved: it is due at once."""
    created = add_create(store.outbox)
    store.outbox.claim(NOW)
    store.outbox.settle(created.op_id, Outcome(OpState.WAITING, NOW + timedelta(hours=1, seconds=1)), NOW)

    assert store.outbox.next_due(NOW) == NOW
    assert store.outbox.claim(NOW) is not None


def test_longest_backoff_is_obeyed(store: Store) -> None:
    """A wait of exactly the cap is a wait."""
    created = add_create(store.outbox)
    store.outbox.claim(NOW)
    store.outbox.settle(created.op_id, Outcome(OpState.WAITING, NOW + timedelta(hours=1)), NOW)

    assert store.outbox.claim(NOW) is None


def test_long_retry_after_is_obeyed(store: Store) -> None:
    """A wait of hours is obeyed when the portal asked for it, up to the longest one the program sets."""
    problem = Problem("busy", {"retry_after": "7200"})
    obeyed, absurd = [add_create(store.outbox).op_id for _ in range(2)]
    for op, hours in ((obeyed, 2), (absurd, 25)):
        store.outbox.claim(NOW)
        store.outbox.settle(op, Outcome(OpState.WAITING, NOW + timedelta(hours=hours), problem), NOW)
    claimed = store.outbox.claim(NOW)

    assert claimed is not None
    assert claimed.op_id == absurd
    assert store.outbox.next_due(NOW) == NOW + timedelta(hours=2)


def test_next_due_of_what_is_late(store: Store) -> None:
    """What is overdue is due now, not in the past."""
    add_create(store.outbox)

    assert store.outbox.next_due(NOW) == NOW


def test_nothing_waits_for_time(store: Store) -> None:
    """An empty outbox, and one where everything needs the employee, have no next moment."""
    assert store.outbox.next_due(NOW) is None
    created = add_create(store.outbox)
    add_update(store.outbox, created.op_id)
    store.outbox.claim(NOW)
    store.outbox.settle(created.op_id, Outcome(OpState.NEEDS_USER), NOW)

    assert store.outbox.next_due(NOW) is None


def test_left_behind_while_sending(store: Store) -> None:
    """What was being sent when the program died is due at once and doubtful; the others are as they were."""
    deliver_first = add_create(store.outbox)
    deliver(store.outbox)
    add_create(store.outbox)
    store.outbox.claim(NOW)
    add_create(store.outbox)

    assert store.outbox.recover() == 1
    first, second = store.outbox.pending()
    assert [(op.state, op.doubtful, op.attempts) for op in (first, second)] == [
        (OpState.QUEUED, True, 1),
        (OpState.QUEUED, False, 0),
    ]
    finished = store.outbox.get(deliver_first.op_id)
    assert finished is not None
    assert finished.finished
