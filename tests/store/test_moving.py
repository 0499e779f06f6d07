"""For which helpdesk an operation was written, and sending it to another one."""

from __future__ import annotations

import pytest

from tests.store.makers import NOW, add_create, add_update, deliver, done, op_id
from trayapp.core.errors import Forbidden, NotFound
from trayapp.core.model import Draft
from trayapp.core.operation import Operation, OpKind, OpState, Problem
from trayapp.core.ports import Outcome
from trayapp.store.opened import Store

OLD, NEW = "rt https://old.example", "native https://new.example"


def written(store: Store, portal: str | None, author: str | None = None) -> Operation:
    """A new ticket for that helpdesk."""
    new = op_id()
    return store.outbox.add(new, new, OpKind.CREATE, Draft("Printer"), NOW, author, portal)


def whose(store: Store, op: Operation) -> tuple[str | None, str | None]:
    """Author and helpdesk as they are kept."""
    kept = store.outbox.get(op.op_id)
    assert kept is not None
    return kept.author, kept.portal


@pytest.mark.parametrize(
    ("author", "portal", "then"),
    [
        (None, None, ("me", NEW)),
        (None, NEW, ("me", NEW)),
        (None, OLD, (None, OLD)),
        ("me", None, ("me", NEW)),
        ("me", OLD, ("me", OLD)),
        ("you", None, ("you", None)),
        ("you", NEW, ("you", NEW)),
    ],
)
def test_a_claim_takes_what_is_free_and_nothing_else(
    store: Store, author: str | None, portal: str | None, then: tuple[str | None, str | None]
) -> None:
    """Nobody's words become mine here unless they were written for another helpdesk."""
    op = written(store, portal, author)

    claimed = store.outbox.claim(NOW, "me", NEW)

    assert claimed is not None
    assert (claimed.author, claimed.portal) == then
    assert whose(store, op) == then


def test_a_claim_of_nobody_binds_nothing(store: Store) -> None:
    """Where the portal could not even be asked who it is, everything stays as it was."""
    op = written(store, OLD)

    store.outbox.claim(NOW)

    assert whose(store, op) == (None, OLD)


def test_adopting_leaves_what_was_written_for_another_helpdesk(store: Store) -> None:
    """Signing out at one helpdesk says nothing about words for another."""
    ops = [written(store, portal) for portal in (None, NEW, OLD)]

    assert store.outbox.adopt("me", NEW) == 2

    assert [whose(store, op) for op in ops] == [("me", NEW), ("me", NEW), (None, OLD)]


def test_a_moved_ticket_is_as_if_never_tried(store: Store) -> None:
    """Neither doubt nor steps nor tries of the old helpdesk count at the new one; its answers go with it."""
    op = written(store, OLD, "you")
    answer = add_update(store.outbox, op.op_id)
    store.outbox.claim(NOW)
    store.outbox.steps(op.op_id).put("token", "0190")
    stuck = Outcome(OpState.NEEDS_USER, problem=Problem("other_portal"), doubtful=True)
    store.outbox.settle(op.op_id, stuck, NOW)

    store.outbox.move(op.op_id, NEW, "me")

    moved = store.outbox.get(op.op_id)
    assert moved is not None
    assert (moved.state, moved.attempts, moved.doubtful, moved.problem) == (OpState.QUEUED, 0, False, None)
    assert store.outbox.steps(op.op_id).get("token") is None
    assert [whose(store, one) for one in (op, answer)] == [("me", NEW), ("me", NEW)]
    assert store.outbox.claim(NOW, "me", NEW) == store.outbox.get(op.op_id)
    store.outbox.settle(op.op_id, done(), NOW)
    following = store.outbox.claim(NOW, "me", NEW)
    assert following is not None
    assert following.op_id == answer.op_id


def test_only_a_new_ticket_can_be_moved(store: Store) -> None:
    """An answer belongs to a ticket that the other helpdesk does not have; nothing moves that is done, on its way, or
    where it belongs.
    """
    add_create(store.outbox)
    deliver(store.outbox)
    gone = store.outbox.recent()[0]
    answer = add_update(store.outbox, "27")
    sending = written(store, OLD)
    store.outbox.claim(NOW)
    store.outbox.claim(NOW)

    for op, reason in ((gone, "done"), (answer, "sending"), (sending, "sending")):
        with pytest.raises(Forbidden) as refusal:
            store.outbox.move(op.op_id, NEW, "me")
        assert refusal.value.params["reason"] == reason
    home = written(store, NEW)
    with pytest.raises(Forbidden) as refusal:
        store.outbox.move(home.op_id, NEW, "me")
    assert refusal.value.params["reason"] == "moves"
    store.outbox.settle(answer.op_id, Outcome(OpState.NEEDS_USER, problem=Problem("other_portal")), NOW)
    with pytest.raises(Forbidden) as refusal:
        store.outbox.move(answer.op_id, NEW, "me")
    assert refusal.value.params["reason"] == "moves"
    with pytest.raises(NotFound):
        store.outbox.move(op_id(), NEW, "me")
