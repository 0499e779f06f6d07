"""How long the worker sleeps."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.fakes.memory_portal import START
from trayapp.core.events import Link
from trayapp.core.operation import Problem
from trayapp.sync.engine import Report
from trayapp.sync.timing import LOCKED_PAUSE, Pace, pause

POLL = Pace(60.0)
QUIET = Pace(60.0, announced=True, crowd=2.0)
WELL = Report(link=Link.ONLINE)
CUT_OFF = Report(link=Link.OFFLINE, problem=Problem("offline", {"reason": "no_network"}))
DOWN = Report(link=Link.OFFLINE, problem=Problem("offline"))
BLOCKED = Report(link=Link.BLOCKED, problem=Problem("misconfigured"))


def seconds(
    report: Report, failures: int = 0, due: datetime | None = None, pace: Pace = POLL, jitter: float = 1.0
) -> float:
    """The pause, with the longest jitter unless said otherwise."""
    return pause(report, failures, due, START, pace, jitter)


@pytest.mark.parametrize(
    ("pace", "middle"), [(POLL, 60.0), (QUIET, 600.0), (Pace(3600.0, announced=True), 3600.0)]
)
def test_a_portal_that_is_well_is_looked_at_around_its_interval(pace: Pace, middle: float) -> None:
    """From half the interval to half as much again; rarely where the portal announces what is new."""
    naps = [seconds(WELL, pace=pace, jitter=jitter) for jitter in (0.0, 0.5, 1.0)]

    assert naps == [middle / 2, middle, middle * 1.5]


@pytest.mark.parametrize(("due_in", "slept"), [(30, 30.0), (3600, 90.0), (0, 1.0), (-3600, 1.0)])
def test_the_next_due_operation_ends_the_sleep(due_in: float, slept: float) -> None:
    """It wakes for what is due, and never spins, even when what is due cannot be had."""
    assert seconds(WELL, due=START + timedelta(seconds=due_in)) == slept


@pytest.mark.parametrize(
    ("pace", "longest"),
    [
        (POLL, 300.0),
        (QUIET, 60.0),
        (Pace(60.0, crowd=700.0), 1400.0),
        (Pace(60.0, crowd=700.0, waiting=True), 350.0),
    ],
)
def test_a_portal_out_of_reach_is_looked_for_as_often_as_it_can_bear(pace: Pace, longest: float) -> None:
    """Few come back within a minute, a large fleet over the time that was named; who has words to send within five."""
    assert seconds(DOWN, 1, pace=pace) == (700.0 if pace.crowd == 700.0 and not pace.waiting else 10.0)
    assert seconds(DOWN, 50, pace=pace) == longest
    assert seconds(DOWN, 50, pace=pace, jitter=0.5) == longest / 2


def test_a_portal_that_refuses_is_asked_less_and_less() -> None:
    """What only the employee can change is not asked for every minute."""
    assert [seconds(BLOCKED, failures) for failures in (1, 5, 50)] == [10.0, 810.0, 900.0]


@pytest.mark.parametrize(
    ("pace", "asked", "latest"),
    [
        (POLL, 7200.0, 10_800.0),
        (POLL, 2.0, 62.0),
        (QUIET, 2.0, 62.0),
        (Pace(60.0, announced=True, crowd=700.0), 2.0, 702.0),
        (Pace(60.0, crowd=700.0, waiting=True), 2.0, 352.0),
        (Pace(60.0, crowd=4.0, waiting=True), 30.0, 45.0),
    ],
)
def test_a_busy_portal_is_obeyed(pace: Pace, asked: float, latest: float) -> None:
    """Never earlier than Retry-After says; and everybody who was told the same comes at a moment of their own."""
    busy = Report(problem=Problem("busy"), retry_after=asked)

    assert seconds(busy, 3, pace=pace, jitter=0.0) == asked
    assert seconds(busy, 3, pace=pace) == latest


def test_another_process_that_syncs_is_left_a_moment() -> None:
    """While the lock is taken the worker comes back soon."""
    assert seconds(Report(locked=True)) == LOCKED_PAUSE


def test_without_a_network_it_is_looked_for_often_however_many_depend_on_the_portal() -> None:
    """The portal hears nothing of it, and a desk whose own network is back goes on within a minute."""
    assert seconds(CUT_OFF, 50, pace=Pace(60.0, crowd=1200.0)) == 60.0
