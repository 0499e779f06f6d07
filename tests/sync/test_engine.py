"""One pass after another, with faults in between: in the end both sides are equal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.memory_portal import NATIVE, START, Fault
from tests.sync.conftest import House
from trayapp.core.errors import (
    Busy,
    Forbidden,
    LocalFault,
    Misconfigured,
    NotRegistered,
    Offline,
    OutcomeUnknown,
    Rejected,
    ServerFault,
    SignIn,
)
from trayapp.core.events import Delivered, Link, LinkChanged, OutboxChanged, Stuck
from trayapp.core.ids import new_op_id
from trayapp.core.model import Capabilities, Close, Once, SetPriority
from trayapp.core.operation import OpKind, OpState
from trayapp.core.ports import Portal


@pytest.mark.rule("APP-4")
def test_a_ticket_is_sent_and_known_by_its_number(house: House) -> None:
    """What was submitted is on the portal after a pass, and the outbox knows its number."""
    op = house.create("Printer")

    report = house.sync()

    assert (report.sent, report.failed, report.link) == (1, 0, Link.ONLINE)
    assert house.portal.subjects() == ["Printer"]
    assert house.op(op).state is OpState.DONE
    assert house.tickets.get("4711") == next(iter(house.portal.tickets.values()))


@pytest.mark.parametrize("applied", [False, True])
@pytest.mark.parametrize(
    "error", [Offline(), Busy(retry_after=5.0), ServerFault(), OutcomeUnknown(), LocalFault()]
)
def test_whatever_happens_once_both_sides_end_equal(house: House, error: Exception, applied: bool) -> None:
    """Submit, sync with a fault, sync without: the ticket is on the portal exactly once."""
    op = house.create("Printer")
    house.portal.faults.append(Fault("submit", error, applied))

    house.sync()
    waiting = house.op(op)
    house.later(hours=2)
    house.sync()

    assert waiting.state is OpState.WAITING
    assert house.portal.subjects() == ["Printer"]
    assert house.op(op).state is OpState.DONE


@pytest.mark.expect_log("failed by a bug")
def test_a_bug_costs_no_words(house: House) -> None:
    """An exception nobody thought of is logged, the operation waits under its name, and is sent later."""
    op = house.create("Printer")
    house.portal.faults.append(Fault("submit", KeyError("oops"), applied=True))

    house.sync()
    problem = house.op(op).problem
    house.later(hours=2)
    house.sync()

    assert problem is not None
    assert problem.kind == "bug"
    assert house.portal.subjects() == ["Printer"]


def test_the_key_is_the_same_on_every_try(house: House) -> None:
    """The request id never changes, however often an operation is tried."""
    op = house.create("Printer")
    house.portal.faults += [
        Fault("submit", Offline()),
        Fault("submit", Busy()),
        Fault("submit", ServerFault()),
    ]

    for _ in range(4):
        house.sync()
        house.later(hours=2)

    assert [about for name, about in house.portal.calls if name == "submit"] == [op] * 4


@pytest.mark.parametrize("once", [Once.NATIVE, Once.LOOKUP])
def test_a_lost_answer_makes_no_second_ticket(house: House, once: Once) -> None:
    """The portal applied it, the answer got lost: the next try finds the ticket and sends nothing."""
    house.portal.capabilities = Capabilities(submit_once=once)
    op = house.create("Printer")
    house.portal.faults.append(Fault("submit", OutcomeUnknown(), applied=True))

    house.sync()
    house.later(hours=2)
    house.sync()

    assert house.portal.subjects() == ["Printer"]
    assert house.portal.asked("submit") == 1
    assert house.op(op).ref == next(iter(house.portal.tickets.values())).ref


def test_a_lost_answer_makes_no_second_message(house: House) -> None:
    """A reply whose answer got lost is found, not sent again."""
    house.create("Printer")
    house.sync()
    op = house.update("t4711", "It is on fire")
    house.portal.faults.append(Fault("update", OutcomeUnknown(), applied=True))

    house.sync()
    house.later(hours=2)
    house.sync()

    assert [message.text for message in house.tickets.thread("t4711")] == ["It is on fire"]
    assert house.portal.asked("update") == 1
    assert house.op(op).state is OpState.DONE


@pytest.mark.parametrize("want", [Close(), SetPriority("low")])
def test_a_lost_answer_changes_a_ticket_once(house: House, want: Close | SetPriority) -> None:
    """Before a change is asked for again the ticket is read: it may be as wished already."""
    house.create("Printer")
    house.sync()
    kind = OpKind.CLOSE if isinstance(want, Close) else OpKind.PRIORITY
    op = house.add(new_op_id(house.now), "t4711", kind, want)
    house.portal.faults.append(Fault("change", OutcomeUnknown(), applied=True))

    house.sync()
    house.later(hours=2)
    house.sync()

    assert house.portal.asked("change") == 1
    assert house.op(op).state is OpState.DONE
    assert house.tickets.get("t4711") == house.portal.tickets["t4711"]


def test_a_first_try_costs_one_request(house: House) -> None:
    """Nothing is looked up or read back around a first try."""
    for number in range(5):
        house.create(f"Ticket {number}")

    house.sync()

    assert [name for name, _ in house.portal.calls] == ["probe", "policy", *["submit"] * 5, "changes"]


@pytest.mark.parametrize("applied", [False, True])
def test_a_killed_program_looks_before_it_sends_again(house: House, applied: bool) -> None:
    """An operation found in the middle of being sent is looked up first, whether it had arrived or not."""
    op = house.create("Printer")
    claimed = house.outbox.claim(house.now)
    assert claimed is not None
    if applied:
        house.portal.submit(op, claimed.payload, house.outbox.steps(op), lambda sent, total: None)  # type: ignore[arg-type]
    house.restart()

    house.sync()

    assert house.portal.subjects() == ["Printer"]
    assert house.portal.asked("find") == 1
    assert house.op(op).state is OpState.DONE


def test_nothing_found_is_believed_only_after_settling(house: House) -> None:
    """A portal that needs a minute to find things is given it, also after a kill, before anything is sent again."""
    house.portal.capabilities = Capabilities(submit_once=Once.LOOKUP, settle=60.0)
    op = house.create("Printer")
    house.outbox.claim(house.now)
    house.restart()

    house.sync()
    too_early = (house.portal.asked("submit"), house.op(op).next_at)
    house.later(seconds=61)
    house.sync()

    assert too_early == (0, START + timedelta(seconds=60))
    assert house.portal.subjects() == ["Printer"]


def test_a_doubt_that_was_settled_begins_anew_with_the_next_one(house: House) -> None:
    """Each unknown outcome is given its own time to settle."""
    house.portal.capabilities = Capabilities(submit_once=Once.LOOKUP, settle=60.0)
    house.create("Printer")
    house.portal.faults += [Fault("submit", OutcomeUnknown()), Fault("submit", OutcomeUnknown())]
    for _ in range(2):
        house.sync()
        house.later(hours=2)
    house.outbox.retry(next(iter(house.outbox.ops)), house.now)

    house.sync()

    assert house.portal.asked("find") == 2
    assert house.portal.subjects() == ["Printer"]


def test_a_portal_that_cannot_be_asked_is_not_sent_to_twice(house: House) -> None:
    """With e-mail-like portals the employee decides, and then it is sent."""
    house.portal.capabilities = Capabilities(submit_once=Once.NONE)
    op = house.create("Printer")
    house.portal.faults.append(Fault("submit", OutcomeUnknown()))

    house.sync()
    house.later(hours=2)
    house.sync()
    asked, tries = house.op(op), house.portal.asked("submit")
    house.outbox.retry(op, house.now)
    house.sync()

    assert asked.state is OpState.NEEDS_USER
    assert asked.problem is not None
    assert asked.problem.kind == "may_have_been_sent"
    assert tries == 1
    assert house.portal.subjects() == ["Printer"]


def test_a_killed_program_asks_the_employee_when_the_portal_cannot_tell(house: House) -> None:
    """Killed while sending to a portal without look-up: nothing is sent, the employee is asked."""
    house.portal.capabilities = Capabilities(submit_once=Once.NONE)
    op = house.create("Printer")
    house.outbox.claim(house.now)
    house.restart()

    house.sync()

    assert house.op(op).state is OpState.NEEDS_USER
    assert house.portal.asked("submit") == 0


def test_operations_of_one_ticket_keep_their_order(house: House) -> None:
    """Nothing of a ticket overtakes what was asked for before it; other tickets go on."""
    first = house.create("Printer")
    house.update(first, "It is on fire")
    house.add(new_op_id(house.now), first, OpKind.CLOSE, Close())
    house.portal.faults.append(Fault("submit", ServerFault()))
    other = house.create("Screen")

    house.sync()
    early = (house.portal.subjects(), house.portal.asked("update"), house.op(other).state)
    house.later(hours=2)
    house.sync()

    assert early == (["Screen"], 0, OpState.DONE)
    names = [name for name, _ in house.portal.calls if name in {"submit", "update", "change"}]
    assert names == ["submit", "submit", "submit", "update", "change"]
    assert house.portal.tickets["t4712"].status == "closed"


def test_the_first_offline_ends_the_batch(house: House) -> None:
    """One try tells that the network is down; the rest stays queued."""
    ops = [house.create(f"Ticket {number}") for number in range(3)]
    house.sync()
    ops = [house.create(f"Later {number}") for number in range(3)]
    house.portal.always["submit"] = Offline()

    report = house.sync()

    assert [house.op(op).state for op in ops] == [OpState.WAITING, OpState.QUEUED, OpState.QUEUED]
    assert (report.link, report.failed) == (Link.OFFLINE, 1)


def test_a_portal_out_of_reach_is_the_reason_of_the_next_operation(house: House) -> None:
    """Not even asked who it is: the first due operation waits with that reason, and nothing was sent."""
    op = house.create("Printer")
    house.portal.always["probe"] = Offline("no route")

    report = house.sync()

    assert (report.link, report.failed) == (Link.OFFLINE, 1)
    assert house.op(op).state is OpState.WAITING
    problem = house.op(op).problem
    assert problem is not None
    assert problem.kind == "offline"
    assert not house.op(op).doubtful
    assert house.portal.asked("submit") == 0


def test_what_waited_for_the_network_goes_out_when_it_is_back(house: House) -> None:
    """Back online, operations that waited for the network do not wait for their time."""
    op = house.create("Printer")
    house.portal.always["probe"] = Offline()
    house.sync()
    del house.portal.always["probe"]
    house.later(seconds=2)

    house.sync()

    assert house.op(op).state is OpState.DONE


def test_a_busy_portal_is_left_alone_as_long_as_it_asks(house: House) -> None:
    """429 with Retry-After: the operation waits as told, the batch ends, and coming online changes nothing about it."""
    op, other = house.create("Printer"), house.create("Screen")
    house.portal.faults.append(Fault("submit", Busy(retry_after=300.0)))

    report = house.sync()
    next_at, state = house.op(op).next_at, house.op(other).state
    house.later(seconds=200)
    house.sync()

    assert report.retry_after == 300.0
    assert (next_at, state) == (START + timedelta(seconds=300), OpState.QUEUED)
    assert house.portal.subjects() == ["Screen"]
    house.later(seconds=101)
    house.sync()
    assert house.portal.subjects() == ["Screen", "Printer"]


def test_a_failing_portal_is_left_in_peace_after_three_failures(house: House) -> None:
    """A portal that answers every operation with 500 is not asked about all of them in one pass."""
    for number in range(10):
        house.create(f"Ticket {number}")
    house.portal.always["submit"] = ServerFault()

    report = house.sync()

    assert (report.failed, house.portal.asked("submit")) == (3, 3)
    assert report.problem is not None


def test_one_refused_ticket_stops_no_other(house: House) -> None:
    """What the portal refuses needs the employee; the next ticket is sent."""
    op, other = house.create("Printer"), house.create("Screen")
    house.portal.faults.append(Fault("submit", Rejected(fields={"product": "unknown"})))

    house.sync()

    assert (house.op(op).state, house.op(other).state) == (OpState.NEEDS_USER, OpState.DONE)
    (stuck,) = house.heard(Stuck)
    assert isinstance(stuck, Stuck)
    assert (stuck.subject, dict(stuck.problem.fields)) == ("Printer", {"product": "unknown"})


def test_sign_in_keeps_the_ticket_and_sends_it_afterwards(house: House) -> None:
    """A refused token ends the pass; a sign-in sends what waited for it, without a click."""
    op, other = house.create("Printer"), house.create("Screen")
    house.portal.always["probe"] = SignIn()
    report = house.sync()
    stuck, queued = house.op(op).state, house.op(other).state
    del house.portal.always["probe"]
    house.restart()

    house.sync()

    assert (report.link, stuck, queued) == (Link.SIGNED_OUT, OpState.NEEDS_USER, OpState.QUEUED)
    assert sorted(house.portal.subjects()) == ["Printer", "Screen"]


@pytest.mark.parametrize("error", [SignIn(), Misconfigured(reason="address"), NotRegistered()])
def test_an_account_that_works_again_needs_no_click(house: House, error: Exception) -> None:
    """What stood because of the account goes on as soon as the portal answers again."""
    house.create("Printer")
    house.portal.always["probe"] = error
    house.sync()
    del house.portal.always["probe"]

    house.sync()

    assert house.portal.subjects() == ["Printer"]


def test_what_the_employee_must_decide_is_not_revived(house: House) -> None:
    """Coming back online asks nothing again that the portal refused for its own sake."""
    op = house.create("Printer")
    house.portal.faults.append(Fault("submit", Forbidden()))
    house.sync()
    house.portal.faults.append(Fault("changes", Offline()))
    house.sync()

    house.sync()

    assert house.op(op).state is OpState.NEEDS_USER
    assert house.portal.asked("submit") == 1


def test_a_clock_set_back_strands_nothing(house: House) -> None:
    """A next try far in the future was written by another clock, and is due."""
    op = house.create("Printer")
    house.portal.faults.append(Fault("submit", Offline()))
    house.later(days=300)
    house.sync()
    house.later(days=-300)

    house.sync()

    assert house.op(op).state is OpState.DONE


def test_one_syncs_at_a_time(house: House) -> None:
    """While another process syncs, a pass does nothing at all."""
    house.create("Printer")
    house.lock.taken = True

    report = house.sync()

    assert report.locked
    assert house.portal.calls == []


def test_the_lock_is_given_back_after_a_fault(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pass that ends in an exception leaves the lock to others."""

    def full(now: object) -> None:
        raise LocalFault(reason="disk_full")

    monkeypatch.setattr(house.outbox, "claim", full)

    with pytest.raises(LocalFault):
        house.sync()

    assert not house.lock.held


def test_stopping_ends_a_batch_between_two_operations(house: House) -> None:
    """Asked to stop, the engine finishes the operation on its way and begins no other."""
    house.create("Printer")
    house.create("Screen")
    submit = house.portal.submit

    def stop_then_submit(*args: object) -> object:
        house.stopped = True
        return submit(*args)  # type: ignore[arg-type]

    house.portal.submit = stop_then_submit  # type: ignore[method-assign,assignment]

    house.sync()

    assert house.portal.subjects() == ["Printer"]


def test_a_long_queue_does_not_hide_the_answers(house: House) -> None:
    """Changes are pulled between two batches, not only after the last."""
    for number in range(250):
        house.create(f"Ticket {number}")

    report = house.sync()

    names = [name for name, _ in house.portal.calls if name in {"submit", "changes"}]
    assert report.sent == 250
    assert names[100] == "changes"
    assert names[:100] == ["submit"] * 100


def test_an_operation_moving_is_told(house: House) -> None:
    """Windows hear when an operation is being sent and when it was delivered, with the time an answer is due."""
    op = house.create("Printer")

    house.sync()

    assert house.heard(OutboxChanged) == [OutboxChanged(op), OutboxChanged(op)]
    (delivered,) = house.heard(Delivered)
    assert isinstance(delivered, Delivered)
    assert (delivered.subject, delivered.ref.number) == ("Printer", "4711")
    assert delivered.due_at is not None
    assert delivered.due_at > START


def test_the_link_is_told_only_when_it_changes(house: House) -> None:
    """Online, offline, online: three events, however many passes there were."""
    house.sync()
    house.sync()
    house.portal.always["changes"] = Offline()
    house.sync()
    house.sync()
    house.portal.always.clear()
    house.sync()

    links = [event.link for event in house.heard(LinkChanged) if isinstance(event, LinkChanged)]
    assert links == [Link.ONLINE, Link.OFFLINE, Link.ONLINE]


def test_an_address_that_cannot_be_opened_is_the_operation_s_reason(house: House) -> None:
    """An adapter that cannot even be built counts as a portal that cannot be asked."""
    op = house.create("Printer")

    def broken() -> Portal:
        raise Misconfigured(reason="insecure")

    house.open = broken  # type: ignore[method-assign]
    house.restart()

    report = house.sync()

    assert report.link is Link.BLOCKED
    assert house.op(op).state is OpState.NEEDS_USER


def test_capabilities_are_the_portal_s_last_word(house: House) -> None:
    """Before the first answer nothing is taken for granted; afterwards it is what the portal said."""
    before = house.engine.capabilities

    house.sync()

    assert (before, house.engine.capabilities) == (Capabilities(), NATIVE)
