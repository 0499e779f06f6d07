"""One pass: what is sent, in which order, and what is told."""

from __future__ import annotations

import pytest

from tests.fakes.memory_portal import START, Fault
from tests.sync.conftest import House
from trayapp.core.errors import (
    LocalFault,
    Offline,
    Rejected,
    ServerFault,
)
from trayapp.core.events import Delivered, Link, OutboxChanged, Stuck
from trayapp.core.ids import new_op_id
from trayapp.core.model import Close
from trayapp.core.operation import OpKind, OpState


@pytest.mark.rule("APP-4")
def test_a_ticket_is_sent_and_known_by_its_number(house: House) -> None:
    """What was submitted is on the portal after a pass, and the outbox knows its number."""
    op = house.create("Printer")

    report = house.sync()

    assert (report.sent, report.failed, report.link) == (1, 0, Link.ONLINE)
    assert house.portal.subjects() == ["Printer"]
    assert house.op(op).state is OpState.DONE
    assert house.tickets.get("4711") == next(iter(house.portal.tickets.values()))


def test_a_first_try_costs_one_request(house: House) -> None:
    """Nothing is looked up or read back around a first try."""
    for number in range(5):
        house.create(f"Ticket {number}")

    house.sync()

    assert [name for name, _ in house.portal.calls] == ["probe", "policy", *["submit"] * 5, "changes"]


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


def test_one_refused_ticket_stops_no_other(house: House) -> None:
    """What the portal refuses needs the employee; the next ticket is sent."""
    op, other = house.create("Printer"), house.create("Screen")
    house.portal.faults.append(Fault("submit", Rejected(fields={"product": "unknown"})))

    house.sync()

    assert (house.op(op).state, house.op(other).state) == (OpState.NEEDS_USER, OpState.DONE)
    (stuck,) = house.heard(Stuck)
    assert isinstance(stuck, Stuck)
    assert (stuck.subject, dict(stuck.problem.fields)) == ("Printer", {"product": "unknown"})


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

    def full(*_asked: object) -> None:
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
