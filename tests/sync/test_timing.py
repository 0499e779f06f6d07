"""How long the worker sleeps."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.fakes.memory_portal import START
from trayapp.core.events import Link
from trayapp.core.operation import Problem
from trayapp.sync.engine import Report
from trayapp.sync.timing import LOCKED_PAUSE, LONGEST_PAUSE, pause

POLL = 60.0
WELL = Report(link=Link.ONLINE)
DOWN = Report(link=Link.OFFLINE, problem=Problem("offline"))
BLOCKED = Report(link=Link.BLOCKED, problem=Problem("misconfigured"))


def seconds(report: Report, failures: int = 0, due: datetime | None = None) -> float:
    """The pause with the longest jitter."""
    return pause(report, failures, due, START, POLL, 1.0)


def test_a_portal_that_is_well_is_polled() -> None:
    """With nothing due the worker sleeps a whole polling interval."""
    assert seconds(WELL) == POLL


@pytest.mark.parametrize(("due_in", "slept"), [(30, 30.0), (3600, POLL), (0, 1.0), (-3600, 1.0)])
def test_the_next_due_operation_ends_the_sleep(due_in: float, slept: float) -> None:
    """It wakes for what is due, and never spins, even when what is due cannot be had."""
    assert seconds(WELL, due=START + timedelta(seconds=due_in)) == slept


def test_a_portal_out_of_reach_is_looked_for_every_interval() -> None:
    """Offline backs off, but never beyond the polling interval: the network may be back at any moment."""
    assert [seconds(DOWN, failures) for failures in (1, 2, 3, 50)] == [10.0, 30.0, POLL, POLL]


def test_a_portal_that_refuses_is_asked_less_and_less() -> None:
    """What only the employee can change is not asked for every minute."""
    assert [seconds(BLOCKED, failures) for failures in (1, 5, 50)] == [10.0, 810.0, LONGEST_PAUSE]


def test_a_busy_portal_is_obeyed() -> None:
    """Retry-After is the pause, longer than the polling interval or not."""
    assert seconds(Report(problem=Problem("busy"), retry_after=7200.0), 3) == 7200.0


def test_another_process_that_syncs_is_left_a_moment() -> None:
    """While the lock is taken the worker comes back soon."""
    assert seconds(Report(locked=True)) == LOCKED_PAUSE
