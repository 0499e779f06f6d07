"""Portals that are out of reach, busy, or want a sign-in: what waits, and what goes on by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.memory_portal import NATIVE, START, Fault
from tests.sync.conftest import House
from trayapp.core.errors import (
    Busy,
    Forbidden,
    Misconfigured,
    NotRegistered,
    Offline,
    ServerFault,
    SignIn,
    TrayAppError,
)
from trayapp.core.events import Link, LinkChanged
from trayapp.core.model import Capabilities
from trayapp.core.operation import OpState
from trayapp.core.ports import Portal


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
    """429 with Retry-After: the operation waits as told and up to half as long, and coming online changes nothing."""
    op, other = house.create("Printer"), house.create("Screen")
    house.portal.faults.append(Fault("submit", Busy(retry_after=300.0)))

    report = house.sync()
    next_at, state = house.op(op).next_at, house.op(other).state
    house.later(seconds=200)
    house.sync()

    assert report.retry_after == 300.0
    assert (next_at, state) == (START + timedelta(seconds=450), OpState.QUEUED)
    assert house.portal.subjects() == ["Screen"]
    house.later(seconds=251)
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


@pytest.mark.parametrize("trouble", [Misconfigured(reason="certificate"), SignIn(), NotRegistered()])
def test_a_trouble_that_went_by_way_of_another_is_gone_all_the_same(
    house: House, trouble: TrayAppError
) -> None:
    """A hotel's network refuses, then there is none, then the office: what stood for the first goes out by itself."""
    op = house.create("Printer")
    house.portal.always["probe"] = trouble
    house.sync()
    refused = house.op(op).state
    house.portal.always["probe"] = Offline()
    house.sync()
    house.portal.always.clear()

    house.sync()

    assert (refused, house.op(op).state) == (OpState.NEEDS_USER, OpState.DONE)
