"""For which helpdesk an operation was written, and sending it to another one."""

from __future__ import annotations

import pytest

from tests.store.makers import NOW, add_create, add_update, deliver, done, op_id
from trayapp.core.errors import Forbidden, NotFound
from trayapp.core.model import Draft, Fact, SetPriority
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


def test_no_code_goes_to_another_helpdesk(store: Store) -> None:
    """There they mean something else: what was chosen stands in the text, in the words of the form, and words, files
    and facts stay.
    """
    new, facts = op_id(), (Fact("os", "Linux"),)
    draft = Draft(
        "Salary",
        "Mine is wrong",
        product="3",
        category="9",
        fields={"1": "2"},
        priority="5",
        nature="4",
        facts=facts,
        references="27",
        policy="a",
        said=(("product", "HR confidential"), ("Month", "October"), ("priority", "Low")),
    )
    store.outbox.add(new, new, OpKind.CREATE, draft, NOW, None, OLD)

    store.outbox.move(new, NEW, "me")

    moved = store.outbox.get(new)
    assert moved is not None
    words = "Mine is wrong\n\nproduct: HR confidential\nMonth: October\npriority: Low\ngoes on from: 27"
    assert moved.payload == Draft("Salary", words, facts=facts)


def test_a_priority_asked_for_meanwhile_is_a_line_too(store: Store) -> None:
    """The last one counts; by its code it could be the most urgent one elsewhere."""
    op = written(store, OLD)
    for code in ("1", "5"):
        store.outbox.add(op_id(), op.op_id, OpKind.PRIORITY, SetPriority(code), NOW, None, OLD)

    store.outbox.move(op.op_id, NEW, "me")

    left = store.outbox.pending()
    assert [one.payload for one in left] == [Draft("Printer", "priority: 5")]


def test_what_may_have_arrived_is_not_moved_without_saying_so(store: Store) -> None:
    """The new helpdesk cannot tell whether the old one has it: only the employee can decide."""
    op = written(store, OLD)
    store.outbox.claim(NOW)
    store.outbox.recover()

    with pytest.raises(Forbidden) as refusal:
        store.outbox.move(op.op_id, NEW, "me")
    kept = store.outbox.get(op.op_id)
    assert kept is not None
    assert (refusal.value.params["reason"], kept.doubtful, kept.portal) == ("arrived", True, OLD)

    store.outbox.move(op.op_id, NEW, "me", anyway=True)
    assert whose(store, op) == ("me", NEW)


def test_a_moved_ticket_is_as_if_never_tried(store: Store) -> None:
    """Neither doubt nor steps nor tries of the old helpdesk count at the new one; its answers go with it."""
    op = written(store, OLD, "you")
    answer = add_update(store.outbox, op.op_id)
    store.outbox.claim(NOW)
    store.outbox.steps(op.op_id).put("token", "0190")
    stuck = Outcome(OpState.NEEDS_USER, problem=Problem("other_portal"), doubtful=True)
    store.outbox.settle(op.op_id, stuck, NOW)

    store.outbox.move(op.op_id, NEW, "me", anyway=True)

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
