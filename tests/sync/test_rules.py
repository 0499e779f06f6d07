"""A policy that cannot be used: the last good one holds, and syncing goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.memory_portal import POLICY
from tests.sync.conftest import House
from trayapp.core.errors import ServerFault, UnusablePolicy
from trayapp.core.events import Link, PolicyChanged, PolicyRefused
from trayapp.core.policy import SCHEMA, Policy

FUTURE = replace(POLICY, version="9", schema=SCHEMA + 1)
TORN = replace(POLICY, version="9", default_priority="nowhere")


@pytest.mark.expect_log("is not taken")
@pytest.mark.parametrize(("policy", "reason"), [(FUTURE, "future"), (TORN, "contradictory")])
def test_the_last_good_one_stays(house: House, policy: Policy, reason: str) -> None:
    """A policy from the future, or one that contradicts itself, is not taken; tickets go on; it is told once."""
    house.sync()
    house.portal.rules = policy
    op = house.create("Printer")

    for _ in range(3):
        house.later(minutes=11)
        house.sync()

    (told,) = house.heard(PolicyRefused)
    assert isinstance(told, PolicyRefused)
    assert told.problem is not None
    assert told.problem == house.notes.refused_policy()
    assert (told.problem.kind, told.problem.params["reason"]) == ("unusable_policy", reason)
    assert house.notes.policy() == POLICY
    assert house.op(op).finished


@pytest.mark.expect_log("is not taken")
def test_one_that_cannot_be_read(house: House) -> None:
    """A policy that does not decode stops nothing; before any good one there is none, and the tickets still go."""
    house.portal.always["policy"] = UnusablePolicy("no JSON", reason="unreadable")
    op = house.create("Printer")

    report = house.sync()

    assert (report.link, house.notes.policy(), house.op(op).finished) == (Link.ONLINE, None, True)


@pytest.mark.expect_log("is not taken")
def test_a_good_one_is_taken_again(house: House) -> None:
    """When the portal's policy can be used again it is, and that is told."""
    house.portal.rules = TORN
    house.sync()
    house.portal.rules = POLICY
    house.later(minutes=11)

    house.sync()

    assert house.notes.policy() == POLICY
    assert house.notes.refused_policy() is None
    assert [
        event.problem is None for event in house.heard(PolicyRefused) if isinstance(event, PolicyRefused)
    ] == [
        False,
        True,
    ]
    assert house.heard(PolicyChanged) != []


def test_a_portal_that_fails_is_no_bad_policy(house: House) -> None:
    """A failure of the portal is met as ever: nothing is noted against its policy."""
    house.portal.always["policy"] = ServerFault()

    report = house.sync()

    assert report.link is Link.OFFLINE
    assert house.notes.refused_policy() is None
