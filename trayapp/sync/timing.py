"""When the worker looks again. Pure: what happened, how the portal's announcements stand, and chance are handed in.

A portal in trouble is never asked more often than one that is well, and nobody's pause ends together with another's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trayapp.core.events import Link
from trayapp.core.retry import FIRST_DELAY, SHORTEST_DELAY, around, backoff, later
from trayapp.sync.engine import Report

LOCKED_PAUSE = 5.0
"""Seconds to leave to another process that is syncing."""


@dataclass(frozen=True, slots=True)
class Times:
    """How patient the program is. Seconds; tests of whole fleets run with shorter ones."""

    quiet: float = 600.0
    """Between two looks while the portal announces changes: only to be sure."""
    soon: float = 60.0
    """At most, between two tries to reach a portal that few depend on."""
    eager: float = 300.0
    """At most, between two tries to reach a portal of which nobody knows how many depend on it."""
    refused: float = 900.0
    """At most, between two questions to a portal that refuses: only a person can change that."""
    patient: float = 1800.0
    """The longest crowd that is believed."""


TIMES = Times()


@dataclass(frozen=True, slots=True)
class Pace:
    """How the worker stands with its portal."""

    poll: float
    """Seconds between two looks where nothing is announced, as set."""
    announced: bool = False
    """The portal will say when there is news."""
    crowd: float | None = None
    """Seconds over which the portal wants all who depend on it to come back; `None`: it did not say."""
    waiting: bool = False
    """Something of the employee's is not delivered yet."""
    times: Times = TIMES

    @property
    def apart(self) -> float:
        """Seconds between two looks at a portal that is well, on average."""
        return max(self.poll, self.times.quiet if self.announced else self.crowd or 0.0)

    @property
    def longest(self) -> float:
        """Seconds between two tries to reach a portal that is gone, at most."""
        if self.crowd is None:
            return self.times.eager
        # full jitter: half of it on average; few have something to send, and they come first
        return max(self.times.soon, self.crowd * (0.5 if self.waiting else 2.0))

    @property
    def first(self) -> float:
        """Seconds until the second try to reach it, at most.

        Those of a crowd are spread over its time from the first failure on; the quick tries of a few are for a few.
        The price: in a large fleet, who lost the portal for a moment looks again later than in a small office.
        """
        return FIRST_DELAY if self.waiting else max(FIRST_DELAY, self.crowd or 0.0)


def pause(
    report: Report, failures: int, next_due: datetime | None, now: datetime, pace: Pace, jitter: float
) -> float:
    """Seconds to sleep after a pass, unless woken. `failures`: passes that ended early in a row.

    Without a network the portal is asked nothing, however many look for it: who has one again goes on soon.
    """
    if report.locked:
        return LOCKED_PAUSE
    if report.retry_after is not None:
        return max(later(report.retry_after, jitter, _crowded(pace)), SHORTEST_DELAY)
    if report.problem is not None:
        if report.problem.params.get("reason") == "no_network":
            return backoff(failures, jitter, pace.times.soon)
        if report.link is Link.OFFLINE:
            return backoff(failures, jitter, pace.longest, pace.first)
        return backoff(failures, jitter, pace.times.refused)
    asleep = around(pace.apart, jitter)
    if next_due is None:
        return asleep
    return min(max((next_due - now).total_seconds(), SHORTEST_DELAY), asleep)


def _crowded(pace: Pace) -> float:
    """Seconds over which those who were told the same moment come back: what they heard before on a line is over."""
    crowd = pace.crowd or 0.0
    return crowd / 2 if pace.waiting else max(pace.poll, crowd)
