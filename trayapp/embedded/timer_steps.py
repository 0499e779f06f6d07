"""What the timer of a status does next, and when: worked out from the policy, nothing else (ST-3, ST-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from trayapp.core.business_time import zone
from trayapp.core.policy import Policy


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a timer does."""

    at: datetime
    to: str | None
    """The status the ticket becomes; `None`: the employee is reminded."""


def next_step(policy: Policy, status: str, since: datetime | None, reminded: int = 0) -> Step | None:
    """The next step of a ticket that entered the status then, with so many reminders behind it."""
    found = policy.status(status)
    timer = found.timer if found else None
    if timer is None or timer.days <= 0 or since is None:  # at once and round and round: that is no timer
        return None
    where = zone(policy.time_zone)
    later = sorted(timer.reminders)[reminded:]
    at = days_after(since, later[0] if later else timer.days, where)
    return Step(at, None if later else timer.to) if at else None


def change_of(policy: Policy, status: str, since: datetime | None) -> Step | None:
    """When its timer changes the status, and to which, whatever reminders come before."""
    found = policy.status(status)
    timer = found.timer if found else None
    return next_step(policy, status, since, len(timer.reminders)) if timer else None


def days_after(since: datetime, days: float, where: ZoneInfo) -> datetime | None:
    """The same time of day so many days later, in that zone; UTC. `None`: no calendar holds it.

    A part of a day is so many hours after that. A time that the clocks skip is that much later.
    """
    try:
        whole = int(days)
        local = since.astimezone(where) + timedelta(days=whole)
        return local.astimezone(UTC) + timedelta(days=days - whole)
    except OverflowError:
        return None
