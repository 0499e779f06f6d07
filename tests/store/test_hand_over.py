"""Settling one operation and claiming the next, in one transaction."""

from __future__ import annotations

import pytest

from tests.store.makers import NOW, add_create, add_update, done, op_id
from trayapp.core.errors import NotFound
from trayapp.core.operation import OpState
from trayapp.store.opened import Store


def test_the_next_is_claimed_with_the_last_one_settled(store: Store) -> None:
    """What the settled one held back is due for the claim, under the portal's name for the ticket."""
    first = add_create(store.outbox, "Printer")
    second = add_update(store.outbox, first.op_id)
    store.outbox.claim(NOW)

    claimed = store.outbox.hand_over(first.op_id, done("4711"), NOW, NOW)

    settled = store.outbox.get(first.op_id)
    assert settled is not None
    assert settled.state is OpState.DONE
    assert claimed is not None
    assert (claimed.op_id, claimed.state, claimed.attempts) == (second.op_id, OpState.SENDING, 1)
    assert claimed.ref == settled.ref


def test_with_nothing_due_it_only_settles(store: Store) -> None:
    """The last of a queue hands over to nobody."""
    only = add_create(store.outbox, "Printer")
    store.outbox.claim(NOW)

    assert store.outbox.hand_over(only.op_id, done(), NOW, NOW) is None
    assert store.outbox.pending() == []


def test_nothing_is_claimed_when_settling_fails(store: Store) -> None:
    """It is one transaction: all of it, or nothing."""
    waiting = add_create(store.outbox, "Printer")

    with pytest.raises(NotFound):
        store.outbox.hand_over(op_id(), done(), NOW, NOW)

    left = store.outbox.get(waiting.op_id)
    assert left is not None
    assert (left.state, left.attempts) == (OpState.QUEUED, 0)
