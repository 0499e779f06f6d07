"""The outbox: order, edits, discards, and what stays of the finished."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.store.makers import NOW, add_create, add_update, deliver, done, op_id, ticket
from trayapp.core.errors import Forbidden, LocalFault, NotFound
from trayapp.core.model import (
    Address,
    Close,
    DecideEstimate,
    Draft,
    EditProfile,
    Fact,
    KeepOpen,
    RegisterUser,
    RemoveUser,
    SetCollaborator,
    SetPriority,
    SetSubscriber,
    StoredFile,
    TicketRef,
    Update,
)
from trayapp.core.operation import OpKind, OpState, Payload, Problem
from trayapp.core.ports import Outcome
from trayapp.store import settling
from trayapp.store.opened import Store

Attach = Callable[[bytes], StoredFile]


@pytest.mark.rule("APP-4")
def test_what_was_added_is_there_after_a_restart(opened: Callable[[], Store]) -> None:
    """An operation is on the disk when `add` returns, with every word of it."""
    first = opened()
    added = add_create(first.outbox, "Printer on fire")
    first.close()
    second = opened()
    found = second.outbox.pending()
    second.close()

    assert [added] == found


def test_each_kind_comes_back_as_it_went(store: Store) -> None:
    """The payload of every kind of operation is read back equal."""
    draft = Draft(
        "Subject",
        "What",
        "p",
        "c",
        {"room": "12"},
        "high",
        written_at=NOW,
        nature="order",
        references="t-1",
        joins="n1",
        policy="7",
    )
    wants: list[tuple[OpKind, Payload]] = [
        (OpKind.CREATE, draft),
        (OpKind.UPDATE, Update("More")),
        (OpKind.CLOSE, Close()),
        (OpKind.PRIORITY, SetPriority("low")),
        (OpKind.KEEP_OPEN, KeepOpen()),
        (OpKind.SUBSCRIBER, SetSubscriber("leo@example.com")),
        (OpKind.COLLABORATOR, SetCollaborator("tom@else.example", on=False)),
        (OpKind.ESTIMATE, DecideEstimate("e1", approve=False)),
        (OpKind.REGISTRATION, RegisterUser("Kim", "kim@example.com", "basic", "Starts on Monday")),
        (OpKind.REMOVAL, RemoveUser("kim@example.com", "Has left")),
        (OpKind.PROFILE, EditProfile("Eva", "eva@example.com", "1", False, Address("Road 1", "Oslo"))),
    ]
    for kind, payload in wants:
        store.outbox.add(op_id(), "t-1", kind, payload, NOW)

    assert wants == [(op.kind, op.payload) for op in store.outbox.pending()]


def test_payload_must_fit_its_kind(store: Store) -> None:
    """A payload that does not belong to the kind of operation is a bug, and nothing is stored."""
    with pytest.raises(TypeError):
        store.outbox.add(op_id(), "t-1", OpKind.CLOSE, Update("x"), NOW)

    assert not store.outbox.pending()


def test_reply_to_a_ticket_known_here_has_its_name(store: Store) -> None:
    """An operation on a ticket that was pulled knows the ticket's number from the start."""
    store.tickets.put(ticket(7), None)

    assert add_update(store.outbox, "t-7").ref == TicketRef("t-7", "7")


def test_later_operations_get_the_portals_id(store: Store) -> None:
    """When a create is acknowledged, what was queued behind it is addressed to the portal's ticket."""
    created = add_create(store.outbox)
    add_update(store.outbox, created.op_id)
    deliver(store.outbox, "4711")
    claimed = store.outbox.claim(NOW)

    assert claimed is not None
    assert ("t-4711", TicketRef("t-4711", "4711")) == (claimed.ticket_id, claimed.ref)


def test_adding_under_a_delivered_op_id(store: Store) -> None:
    """A reply queued under the create's op id just after its delivery still finds the ticket."""
    created = add_create(store.outbox)
    deliver(store.outbox)

    assert add_update(store.outbox, created.op_id).ticket_id == "t-4711"


def test_resolve(store: Store) -> None:
    """A delivered create's op id and its number lead to the portal's id; anything else stays what it is."""
    created = add_create(store.outbox)
    deliver(store.outbox, "4711")
    resolved = [store.outbox.resolve(name) for name in (created.op_id, "4711", "t-4711", "unheard-of")]

    assert resolved == ["t-4711", "t-4711", "t-4711", "unheard-of"]


def test_resolve_prefers_ids_to_numbers(store: Store) -> None:
    """A number that is another ticket's id means the ticket of that id."""
    add_create(store.outbox)
    deliver(store.outbox, "t-7")
    store.tickets.put(ticket(7), None)

    assert store.outbox.resolve("t-7") == "t-7"


@pytest.mark.rule("APP-5")
def test_settled_outcome_is_told(store: Store) -> None:
    """State, reason and next try of a failed operation are there for the employee to see."""
    created = add_create(store.outbox)
    store.outbox.claim(NOW)
    problem = Problem("rejected", {"reason": "x"}, {"subject": "too long"}, "422")
    later = NOW + timedelta(minutes=5)
    store.outbox.settle(created.op_id, Outcome(OpState.WAITING, later, problem, doubtful=True), NOW)
    found = store.outbox.get(created.op_id)

    assert found is not None
    assert (found.state, found.next_at, found.problem, found.doubtful) == (
        OpState.WAITING,
        later,
        problem,
        True,
    )


def test_done_stays_done(store: Store) -> None:
    """A late outcome of an operation that is acknowledged changes nothing."""
    created = add_create(store.outbox)
    deliver(store.outbox)
    store.outbox.settle(created.op_id, Outcome(OpState.WAITING), NOW)
    found = store.outbox.get(created.op_id)

    assert found is not None
    assert found.finished


def test_settling_the_unknown(store: Store) -> None:
    """An outcome of an operation that does not exist is refused."""
    with pytest.raises(NotFound):
        store.outbox.settle(op_id(), done(), NOW)


def test_recent_shows_the_last_done_first(store: Store) -> None:
    """Finished operations are kept with their words and numbers, newest first, and not more than asked for."""
    for number in ("1", "2", "3"):
        add_create(store.outbox, f"Ticket {number}")
        deliver(store.outbox, number)
    recent = store.outbox.recent(2)

    assert [
        (op.payload.subject, op.ref.number) for op in recent if isinstance(op.payload, Draft) and op.ref
    ] == [("Ticket 3", "3"), ("Ticket 2", "2")]


def test_only_the_last_finished_are_kept(store: Store) -> None:
    """The outbox does not grow for ever: 200 finished wishes stay, and unfinished ones are not counted."""
    waiting = add_create(store.outbox, "Not sent")
    store.outbox.claim(NOW)
    add_update(store.outbox, "t-1", "Said first of all")
    deliver(store.outbox, "1")
    for number in range(240):
        store.outbox.add(op_id(), f"t-{number}", OpKind.CLOSE, Close(), NOW)
        deliver(store.outbox, str(number))
    kinds = [op.kind for op in store.outbox.recent(1000)]

    assert 200 <= kinds.count(OpKind.CLOSE) < 220
    assert store.outbox.recent(1)[0].ref == TicketRef("t-239", "239")
    assert [waiting.op_id] == [op.op_id for op in store.outbox.pending()]


def test_what_was_sent_is_kept_longer(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """New tickets and answers have a limit of their own: no number of other wishes pushes them out."""
    monkeypatch.setattr(settling, "_LIMITS", tuple((sql, 30) for sql, _ in settling._LIMITS))
    for number in range(60):
        add_update(store.outbox, f"t-{number}")
        deliver(store.outbox, str(number))
    sent = [bool(store.outbox.sent(f"t-{number}")) for number in range(60)]

    assert sent == [False] * 30 + [True] * 30


def test_discarding_a_create_takes_its_followers(store: Store, attach: Attach) -> None:
    """What waits for a ticket that will never be goes with it, files included; other tickets are untouched."""
    shot, other = attach(b"one"), attach(b"two")
    created = add_create(store.outbox, files=(shot,))
    add_update(store.outbox, created.op_id, files=(other,))
    bystander = add_create(store.outbox)
    store.outbox.discard(created.op_id)

    assert [bystander.op_id] == [op.op_id for op in store.outbox.pending()]
    assert [file for file in (shot, other) if store.spool.has(file.sha256)] == []


def test_discarding_a_reply_leaves_the_others(store: Store) -> None:
    """A reply is given up alone."""
    created = add_create(store.outbox)
    reply = add_update(store.outbox, created.op_id)
    store.outbox.discard(reply.op_id)

    assert [created.op_id] == [op.op_id for op in store.outbox.pending()]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [(None, "sending"), (done(), "done"), (Outcome(OpState.NEEDS_USER, doubtful=True), "doubtful")],
)
def test_no_edit_while_it_may_be_there(store: Store, outcome: Outcome | None, reason: str) -> None:
    """An operation that is being sent, is done, or may have been applied cannot be edited under the same key."""
    created = add_create(store.outbox)
    store.outbox.claim(NOW)
    if outcome:
        store.outbox.settle(created.op_id, outcome, NOW)
    with pytest.raises(Forbidden) as refused:
        store.outbox.replace(created.op_id, Draft("Other words"))

    assert refused.value.params["reason"] == reason


@pytest.mark.parametrize(("outcome", "reason"), [(None, "sending"), (done(), "done")])
def test_no_discard_while_it_is_sent_or_after(store: Store, outcome: Outcome | None, reason: str) -> None:
    """An operation that is being sent or is done cannot be given up."""
    created = add_create(store.outbox)
    store.outbox.claim(NOW)
    if outcome:
        store.outbox.settle(created.op_id, outcome, NOW)
    with pytest.raises(Forbidden) as refused:
        store.outbox.discard(created.op_id)

    assert refused.value.params["reason"] == reason


def test_edit_keeps_the_key_and_is_due_now(store: Store) -> None:
    """Edited words go out under the same id, at once, and the attempts are still counted."""
    created = add_create(store.outbox)
    store.outbox.claim(NOW)
    refused = Outcome(OpState.NEEDS_USER, problem=Problem("rejected"))
    store.outbox.settle(created.op_id, refused, NOW)
    store.outbox.replace(created.op_id, Draft("Better words"))
    claimed = store.outbox.claim(NOW)

    assert claimed is not None
    assert (created.op_id, Draft("Better words"), 2, None) == (
        claimed.op_id,
        claimed.payload,
        claimed.attempts,
        claimed.problem,
    )


def test_edit_forgets_the_steps_of_files_taken_away(store: Store, attach: Attach) -> None:
    """Notes about a file that is gone go; notes about a file that stays, and about the ticket, hold."""
    gone, kept = attach(b"gone"), attach(b"kept")
    created = add_create(store.outbox, files=(gone, kept))
    steps = store.outbox.steps(created.op_id)
    for key in (f"token:{gone.sha256}", f"token:{kept.sha256}", "created"):
        steps.put(key, "x")
    store.outbox.replace(created.op_id, Draft("Subject", files=(kept,)))

    assert [steps.get(key) for key in (f"token:{gone.sha256}", f"token:{kept.sha256}", "created")] == [
        None,
        "x",
        "x",
    ]
    assert (store.spool.has(gone.sha256), store.spool.has(kept.sha256)) == (False, True)


def test_edit_with_a_missing_file_changes_nothing(store: Store) -> None:
    """Words edited together with a file that is not in the spool are refused, and the old ones stay."""
    created = add_create(store.outbox, "Old")
    with pytest.raises(LocalFault) as fault:
        store.outbox.replace(created.op_id, Draft("New", files=(StoredFile("a", "b", 1, "0" * 64),)))

    assert fault.value.params["reason"] == "file_missing"
    assert [Draft("Old")] == [op.payload for op in store.outbox.pending()]


def test_steps_outlive_the_program(opened: Callable[[], Store]) -> None:
    """What was noted of a half-done operation is there after a restart, the last value under each key."""
    first = opened()
    created = add_create(first.outbox)
    first.outbox.steps(created.op_id).put("token", "1")
    first.outbox.steps(created.op_id).put("token", "2")
    first.close()
    second = opened()
    found = second.outbox.steps(created.op_id).get("token"), second.outbox.steps(created.op_id).get("other")
    second.close()

    assert found == ("2", None)


def test_retry_makes_it_due(store: Store) -> None:
    """Retry makes a waiting operation due at once; it stays doubtful."""
    created = add_create(store.outbox)
    store.outbox.claim(NOW)
    far = NOW + timedelta(minutes=50)
    store.outbox.settle(created.op_id, Outcome(OpState.WAITING, far, doubtful=True), NOW)
    assert store.outbox.claim(NOW) is None
    store.outbox.retry(created.op_id, NOW)
    claimed = store.outbox.claim(NOW)

    assert claimed is not None
    assert claimed.doubtful


def test_retry_leaves_what_is_being_sent(store: Store) -> None:
    """Retry of an operation that is being sent does not send it twice."""
    created = add_create(store.outbox)
    store.outbox.claim(NOW)
    store.outbox.retry(created.op_id, NOW)

    assert store.outbox.claim(NOW) is None


def test_retry_of_the_unknown(store: Store) -> None:
    """Retry names what it does not know."""
    with pytest.raises(NotFound):
        store.outbox.retry(op_id(), NOW)


def test_what_is_no_text_costs_no_ticket(store: Store) -> None:
    """A fact with broken bytes is kept with a mark in their place; the words are whole."""
    new = op_id()
    broken = Draft("Printer on fire", facts=(Fact("top.cpu", "na\udcffme"),), fields={"where": "\ud800"})

    kept = store.outbox.add(new, new, OpKind.CREATE, broken, NOW).payload

    assert kept == Draft(
        "Printer on fire", facts=(Fact("top.cpu", "na\ufffdme"),), fields={"where": "\ufffd"}
    )


@pytest.mark.rule("ST-7")
def test_a_ticket_that_goes_on_in_a_new_one(store: Store) -> None:
    """When words for a closed ticket made a new one, what was queued behind them is meant for that, in its order.

    The answer to an estimate stays with its ticket, and what was delivered before keeps its name.
    """
    store.tickets.put(ticket(7), None)
    early = add_update(store.outbox, "t-7")
    deliver(store.outbox, "7")
    words = add_update(store.outbox, "t-7")
    follows = add_update(store.outbox, "t-7")
    stays = store.outbox.add(op_id(), "t-7", OpKind.ESTIMATE, DecideEstimate("e1", approve=True), NOW)
    other = add_update(store.outbox, "t-9")

    assert deliver(store.outbox, "8").op_id == words.op_id

    found = {op.op_id: op for op in (*store.outbox.pending(), *store.outbox.recent())}
    new = TicketRef("t-8", "8")
    assert (found[follows.op_id].ticket_id, found[follows.op_id].ref) == ("t-8", new)
    assert (found[words.op_id].ticket_id, found[words.op_id].ref) == ("t-7", new)
    assert {found[op.op_id].ticket_id for op in (early, stays)} == {"t-7"}
    assert found[other.op_id].ticket_id == "t-9"
    assert deliver(store.outbox, "8").op_id == follows.op_id


def test_files_of_what_did_not_come_about_go_at_once(store: Store, attach: Attach) -> None:
    """Something in a picture may be hidden before it is sent again; what an operation needs stays."""
    needed, picture = attach(b"needed"), attach(b"a picture")
    add_create(store.outbox, files=(needed,))

    store.outbox.let_go([picture, needed, picture])

    assert [store.spool.has(file.sha256) for file in (needed, picture)] == [True, False]
