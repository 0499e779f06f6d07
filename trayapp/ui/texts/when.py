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


def itself(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """When something happens by itself: `in 3 hours, at 14:00`, `on Thursday 14:00`, `on 3 December 14:00`."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    seconds = (moment - now).total_seconds()
    if seconds < _MINUTE:
        return "within a minute"
    if seconds < _DAY:
        return f"in {_long_span(seconds)}, {'tomorrow ' if days else ''}at {clock(local)}"
    return on_day(moment, now, zone)


def on_day(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """On which day, past or to come: `at 14:00` today, `on Thursday 14:00`, `on 3 December 14:00`."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    away = abs((local.date() - today).days)
    if away == 0:
        return f"at {clock(local)}"
    if away <= _WEEK_DAYS:
        return f"on {local.strftime('%A')} {clock(local)}"
    return f"on {_date(local.date(), year=local.year != today.year, month='%B')} {clock(local)}"


def day_of(text: str) -> str:
    """A date that travelled as `2026-12-03`, as the locale writes it; the text itself when it is none."""
    try:
        return _date(date.fromisoformat(text), year=True)
    except ValueError:
        return text


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


def _long_span(seconds: float) -> str:
    hours, minutes = int(seconds // _HOUR), int(seconds % _HOUR // _MINUTE)
    if hours:
        return "1 hour" if hours == 1 else f"{hours} hours"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _day(local: datetime) -> str:
    return local.strftime("%a")


def _date(day: date, *, year: bool, month: str = "%b") -> str:
    """In the order of the locale, which shows in how it writes 3 February 2001."""
    sample = datetime(2001, 2, 3, tzinfo=UTC).strftime("%x")
    name = day.strftime(month)
    month_first = "2" in sample and "3" in sample and sample.find("2") < sample.find("3")
    if month_first and not sample.startswith("2001"):
        return f"{name} {day.day}, {day.year}" if year else f"{name} {day.day}"
    return f"{day.day} {name} {day.year}" if year else f"{day.day} {name}"
