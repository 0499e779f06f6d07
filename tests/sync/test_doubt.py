"""One pass after another, with faults in between: in the end both sides are equal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.memory_portal import START, Fault
from tests.sync.conftest import House
from trayapp.core.errors import (
    Busy,
    LocalFault,
    Offline,
    OutcomeUnknown,
    ServerFault,
)
from trayapp.core.ids import new_op_id
from trayapp.core.model import Capabilities, Close, Once, SetPriority
from trayapp.core.operation import OpKind, OpState


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
