"""Moments in words: relative under a day, otherwise date and time as the person's locale writes them."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, tzinfo

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_WEEK_DAYS = 6
"""A weekday's name is clear for as many days; the seventh would read like today."""


def ago(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """How long ago: `just now`, `5 min ago`, `3 h ago`, then date and time. A clock that runs ahead counts as now."""
    seconds = (now - moment).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    if seconds < _DAY:
        return f"{_span(seconds)} ago"
    return on(moment, now, zone)


def until(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """How soon: `now`, `in 40 s`, `in 12 min`, `in 3 h`, then date and time."""
    seconds = (moment - now).total_seconds()
    if seconds < 1:
        return "now"
    if seconds < _DAY:
        return f"in {_span(seconds)}"
    return on(moment, now, zone)


def due_words(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """When an answer is due: `by 14:30`, `by tomorrow 10:30`, `by Mon 10:30`, `by 30 Nov 10:30`."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    if days == 0:
        return f"by {clock(local)}"
    if days == 1:
        return f"by tomorrow {clock(local)}"
    if 0 < days <= _WEEK_DAYS:
        return f"by {_day(local)} {clock(local)}"
    return f"by {_date(local.date(), year=local.year != today.year)} {clock(local)}"


def on(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """Date and time, as short as it stays clear: `10:42` today, `Tue 14:02` this week, `3 Feb 2026 14:02`."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    away = abs((local.date() - today).days)
    if away == 0:
        return clock(local)
    if away <= _WEEK_DAYS and local.date() < today:
        return f"{_day(local)} {clock(local)}"
    return f"{_date(local.date(), year=local.year != today.year)} {clock(local)}"


def full(moment: datetime, zone: tzinfo | None = None) -> str:
    """Date and time in full, for tooltips and printed details."""
    local = moment.astimezone(zone)
    return f"{local.strftime('%A')} {_date(local.date(), year=True)} {clock(local)}"


def as_of(moment: datetime | None, now: datetime, zone: tzinfo | None = None) -> str:
    """The age of what is shown when it is not live: `As of 10:42` (APP-6)."""
    return "Not synced yet" if moment is None else f"As of {on(moment, now, zone)}"


def clock(moment: datetime) -> str:
    """The time of day; 12 or 24 hours as the locale has it."""
    return moment.strftime("%I:%M %p").lstrip("0") if _twelve_hours() else moment.strftime("%H:%M")


def length(span: timedelta) -> str:
    """A span of time: `40 s`, `12 min`, `3 h`, `2 days`."""
    seconds = max(0.0, span.total_seconds())
    if seconds < _DAY:
        return _span(seconds)
    days = int(seconds // _DAY)
    return "1 day" if days == 1 else f"{days} days"


def _twelve_hours() -> bool:
    """The locale shows it in how it writes 13:00."""
    return "13" not in time.strftime("%X", (2001, 2, 3, 13, 0, 0, 5, 34, 0))


def _span(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{int(seconds)} s"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} min"
    return f"{int(seconds // _HOUR)} h"


def _day(local: datetime) -> str:
    return local.strftime("%a")


def _date(day: date, *, year: bool) -> str:
    """In the order of the locale, which shows in how it writes 3 February 2001."""
    sample = datetime(2001, 2, 3, tzinfo=UTC).strftime("%x")
    month = day.strftime("%b")
    month_first = "2" in sample and "3" in sample and sample.find("2") < sample.find("3")
    if month_first and not sample.startswith("2001"):
        return f"{month} {day.day}, {day.year}" if year else f"{month} {day.day}"
    return f"{day.day} {month} {day.year}" if year else f"{day.day} {month}"
