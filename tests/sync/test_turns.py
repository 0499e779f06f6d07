"""What the store writes while the portal works, and what is left when a batch ends in the middle."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from tests.fakes.memory_portal import NATIVE, Fault
from tests.sync.conftest import House
from trayapp.core.errors import Busy, LocalFault
from trayapp.core.events import Delivered, Event
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, FileKind, Once, TicketRef
from trayapp.core.operation import OpState
from trayapp.core.ports import Progress, Steps


def states_while_sending(house: House, subject: str) -> list[OpState]:
    """The states of all operations at the moment when the portal works on that ticket."""
    seen: list[OpState] = []
    create = house.portal._create

    def look(op: object, draft: object) -> object:
        if getattr(draft, "subject", "") == subject:
            seen.extend(item.state for item in house.outbox.ops.values())
        return create(op, draft)  # type: ignore[arg-type]

    house.portal._create = look  # type: ignore[method-assign,assignment]
    house.sync()
    return seen


def test_the_store_writes_while_the_portal_works(house: House) -> None:
    """While the second is on its way, the first is settled and the third claimed already."""
    for subject in ("one", "two", "three", "four"):
        house.create(subject)

    states = states_while_sending(house, "two")

    assert states == [OpState.DONE, OpState.SENDING, OpState.SENDING, OpState.QUEUED]
    assert house.portal.subjects() == ["one", "two", "three", "four"]
    assert house.outbox.pending() == []


def test_nothing_is_claimed_ahead_where_nothing_can_be_looked_up(house: House) -> None:
    """A kill must not make a ticket doubtful that was never sent, if the portal cannot tell."""
    house.portal.capabilities = replace(NATIVE, submit_once=Once.NONE)
    for subject in ("one", "two"):
        house.create(subject)

    assert states_while_sending(house, "one") == [OpState.SENDING, OpState.QUEUED]


def test_what_was_claimed_ahead_is_given_back(house: House) -> None:
    """A batch that ends early leaves nothing in the middle of being sent."""
    first, second = house.create("one"), house.create("two")
    house.portal.faults.append(Fault("submit", Busy(retry_after=60.0)))

    house.sync()

    assert (house.op(first).state, house.op(second).state) == (OpState.WAITING, OpState.QUEUED)
    assert not house.op(second).doubtful


def test_the_last_of_a_batch_is_settled(house: House) -> None:
    """When nothing more is due, or the batch is full, no outcome is left in memory."""
    for number in range(101):
        house.create(f"Ticket {number}")

    house.sync()

    assert {op.state for op in house.outbox.ops.values()} == {OpState.DONE}
    assert {op.attempts for op in house.outbox.ops.values()} == {1}
    assert len(house.heard(Delivered)) == 101


def test_a_full_disk_while_the_portal_works_is_not_the_portal_s_fault(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outcome of what was on its way is not guessed: it is looked up in the next pass, and sent once."""
    for subject in ("one", "two", "three"):
        house.create(subject)
    settle = house.outbox.settle
    writes = 0

    def full(*args: object) -> None:
        nonlocal writes
        writes += 1
        if writes == 1:
            raise LocalFault(reason="disk_full")
        settle(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(house.outbox, "settle", full)

    with pytest.raises(LocalFault):
        house.sync()
    house.sync()

    assert sorted(house.portal.subjects()) == ["one", "three", "two"]
    assert house.outbox.pending() == []


def test_a_listener_that_fails_spoils_no_outcome(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception of whoever hears the events does not pass for an answer of the portal."""
    for subject in ("one", "two"):
        house.create(subject)

    def deaf(event: Event) -> None:
        if isinstance(event, Delivered):
            raise ZeroDivisionError

    house.told = type("Deaf", (list,), {"append": lambda self, event: deaf(event)})()
    house.restart()

    with pytest.raises(ZeroDivisionError):
        house.sync()
    house.told = []
    house.restart()
    house.sync()

    assert sorted(house.portal.subjects()) == ["one", "two"]
    assert house.outbox.pending() == []


def test_a_long_upload_keeps_no_outcome_waiting(house: House) -> None:
    """The number of a ticket is told before the files of the next one begin to travel."""
    first = house.create("one")
    picture = house.spool.put(io.BytesIO(b"pixels"), "a.png", "image/png", FileKind.SCREENSHOT)
    house.create("two", (picture,))
    told: list[OpState] = []
    submit = house.portal.submit

    def look(op: OpId, draft: Draft, steps: Steps, progress: Progress) -> TicketRef:
        told.append(house.op(first).state)
        return submit(op, draft, steps, progress)

    house.portal.submit = look  # type: ignore[method-assign]
    house.sync()

    assert told == [OpState.SENDING, OpState.DONE]
