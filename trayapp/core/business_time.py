"""Business hours: when an answer is due (PR-2 to PR-6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trayapp.core.policy import BusinessHours, Policy, Target

_HORIZON_DAYS = 3660
"""A policy whose every day is a holiday must not search for ever."""


def due_at(start: datetime, target: Target, policy: Policy) -> datetime | None:
    """When the target promises an answer to a ticket written at `start`; UTC. `None`: the policy has no such moment."""
    try:
        left = timedelta(hours=target.most)
        if target.business:
            return _worked(start.astimezone(UTC), left, policy)
        return start.astimezone(UTC) + left
    except OverflowError:
        return None


def _worked(start: datetime, left: timedelta, policy: Policy) -> datetime | None:
    """When support has worked for so long since `start`."""
    for opens, closes in _business_days(start, policy.hours, zone(policy.time_zone)):
        begins = max(start, opens)
        if begins >= closes:
            continue
        if left <= closes - begins:
            return begins + left
        left -= closes - begins
    return None


def zone(name: str) -> ZoneInfo:
    """The portal's time zone; UTC for a name this computer does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _business_days(
    start: datetime, hours: BusinessHours, where: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """Opening and closing of each business day from `start` on, in UTC, so that daylight saving is counted right."""
    opens, closes = time.fromisoformat(hours.opens), time.fromisoformat(hours.closes)
    first = start.astimezone(where).date()
    for offset in count():
        if offset > _HORIZON_DAYS:
            return
        day = first + timedelta(days=offset)
        if day.weekday() in hours.days and day not in hours.holidays:
            yield _moment(day, opens, where), _moment(day, closes, where)


def _moment(day: date, clock: time, where: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, where).astimezone(UTC)
