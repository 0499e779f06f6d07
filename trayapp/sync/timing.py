"""When the worker looks again. Pure."""

from __future__ import annotations

from datetime import datetime

from trayapp.core.events import Link
from trayapp.core.retry import SHORTEST_DELAY, backoff
from trayapp.sync.engine import Report

LONGEST_PAUSE = 900.0
"""Seconds; a portal that refuses or fails is asked less and less often, down to this."""
LOCKED_PAUSE = 5.0
"""Seconds to leave to another process that is syncing."""


def pause(
    report: Report, failures: int, next_due: datetime | None, now: datetime, poll: float, jitter: float
) -> float:
    """Seconds to sleep after a pass, unless woken. `failures`: passes that ended early in a row; `poll`: seconds
    between two looks at a portal that is well.

    A portal that cannot be reached may be back at any moment, so it is looked for at least every `poll` seconds.
    """
    if report.locked:
        return LOCKED_PAUSE
    if report.retry_after is not None:
        return max(report.retry_after, SHORTEST_DELAY)
    if report.problem is not None:
        return min(backoff(failures, jitter), poll if report.link is Link.OFFLINE else LONGEST_PAUSE)
    if next_due is None:
        return poll
    return min(max((next_due - now).total_seconds(), SHORTEST_DELAY), poll)
