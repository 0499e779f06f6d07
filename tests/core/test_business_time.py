"""When an answer is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from trayapp.core.business_time import due_at, zone
from trayapp.core.policy import BusinessHours, Policy, Target

HOLIDAYS = (
    date(2026, 5, 25),  # a Monday
    date(2026, 7, 3),  # a Friday
    date(2026, 7, 4),  # a Saturday, which does not count anyway
    date(2026, 11, 26),  # a Thursday
    date(2026, 12, 25),  # a Friday
    date(2027, 1, 1),  # a Friday
)
NEW_YORK = Policy("1", "msp", "Acme IT", time_zone="America/New_York", hours=BusinessHours(holidays=HOLIDAYS))
"""Monday to Friday, 8:30 to 17:00, which is 8 h 30 min a day. Five hours behind UTC in winter, four in summer:
the clocks go forward on Sunday, 8 March 2026, and back on Sunday, 1 November 2026, both at 2:00."""
AT_NIGHT = replace(NEW_YORK, hours=BusinessHours(days=(0, 1, 2, 3, 4, 5, 6), opens="00:00", closes="06:00"))
"""Every day from midnight to 6:00: the night in which the clocks go forward has five hours, the other one seven."""
KOLKATA = replace(NEW_YORK, time_zone="Asia/Kolkata")
SYDNEY = replace(NEW_YORK, time_zone="Australia/Sydney")


def utc(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


BUSINESS = [
    # the day
    ("2026-11-23T10:00-05:00", 2, "2026-11-23T12:00-05:00", "within a day"),
    ("2026-11-23T16:00-05:00", 2, "2026-11-24T09:30-05:00", "1 h until 17:00, 1 h from 8:30 on Tuesday"),
    ("2026-11-23T16:50-05:00", 0.25, "2026-11-24T08:35-05:00", "10 min until 17:00, 5 min from 8:30"),
    ("2026-11-23T06:00-05:00", 2, "2026-11-23T10:30-05:00", "before opening: counted from 8:30"),
    ("2026-11-23T08:29:59-05:00", 2, "2026-11-23T10:30-05:00", "a second before opening"),
    ("2026-11-23T08:30-05:00", 2, "2026-11-23T10:30-05:00", "exactly at opening"),
    ("2026-11-23T16:59-05:00", 1, "2026-11-24T09:29-05:00", "1 min until 17:00, 59 min from 8:30"),
    ("2026-11-23T17:00-05:00", 1, "2026-11-24T09:30-05:00", "exactly at closing: nothing of that day counts"),
    ("2026-11-23T18:00-05:00", 2, "2026-11-24T10:30-05:00", "after closing: counted from Tuesday, 8:30"),
    ("2026-11-23T23:59-05:00", 2, "2026-11-24T10:30-05:00", "a minute before midnight"),
    ("2026-11-23T15:00-05:00", 2, "2026-11-23T17:00-05:00", "ends at closing, not at the next opening"),
    ("2026-11-23T08:30-05:00", 8.5, "2026-11-23T17:00-05:00", "exactly one whole day"),
    ("2026-11-23T10:00-05:00", 0, "2026-11-23T10:00-05:00", "no time at all, while support works"),
    ("2026-11-21T12:00-05:00", 0, "2026-11-23T08:30-05:00", "no time at all: as soon as support works"),
    # the week
    (
        "2026-11-20T16:45-05:00",
        2,
        "2026-11-23T10:15-05:00",
        "Friday 16:45: 15 min, then 1 h 45 min on Monday",
    ),
    (
        "2026-11-20T16:45-05:00",
        8,
        "2026-11-23T16:15-05:00",
        "Friday 16:45: 15 min, then 7 h 45 min on Monday",
    ),
    ("2026-11-20T16:45-05:00", 8.75, "2026-11-23T17:00-05:00", "Friday 16:45: 15 min and all of Monday"),
    ("2026-11-21T12:00-05:00", 2, "2026-11-23T10:30-05:00", "Saturday: counted from Monday, 8:30"),
    ("2026-11-22T23:00-05:00", 2, "2026-11-23T10:30-05:00", "Sunday night: counted from Monday, 8:30"),
    ("2026-11-16T10:00-05:00", 17, "2026-11-18T10:00-05:00", "two days: 7 h, 8 h 30 min, and 1 h 30 min"),
    ("2026-11-30T08:30-05:00", 42.5, "2026-12-04T17:00-05:00", "five days: exactly a week of work"),
    ("2026-11-30T08:30-05:00", 43, "2026-12-07T09:00-05:00", "a week of work, and half an hour on Monday"),
    # holidays
    ("2026-11-26T10:00-05:00", 2, "2026-11-27T10:30-05:00", "on a holiday: counted from Friday, 8:30"),
    ("2026-11-25T16:00-05:00", 2, "2026-11-27T09:30-05:00", "1 h on the eve, 1 h on the day after"),
    ("2026-12-24T16:30-05:00", 2, "2026-12-28T10:00-05:00", "30 min, holiday on Friday, weekend, 1 h 30 min"),
    ("2026-05-22T16:45-04:00", 2, "2026-05-26T10:15-04:00", "15 min, weekend, holiday on Monday, 1 h 45 min"),
    (
        "2026-07-02T16:30-04:00",
        1,
        "2026-07-06T09:00-04:00",
        "30 min, holidays on Friday and Saturday, 30 min",
    ),
    ("2026-12-31T16:00-05:00", 2, "2027-01-04T09:30-05:00", "1 h in the old year, 1 h in the new one"),
    ("2026-11-19T13:00-05:00", 45, "2026-11-27T15:30-05:00", "4 h, 4 whole days, holiday, and 7 h on Friday"),
    ("2028-02-28T16:00-05:00", 10, "2028-03-01T09:00-05:00", "1 h, all of 29 February, 30 min"),
    # daylight saving: support opens at 8:30 by its own clock
    ("2026-03-06T16:00-05:00", 2, "2026-03-09T09:30-04:00", "1 h, clocks go forward on Sunday, 1 h"),
    ("2026-03-06T16:45-05:00", 8, "2026-03-09T16:15-04:00", "Friday 16:45, clocks go forward on Sunday"),
    ("2026-03-08T01:30-05:00", 2, "2026-03-09T10:30-04:00", "in the night in which the clocks go forward"),
    ("2026-10-30T16:30-04:00", 2, "2026-11-02T10:00-05:00", "30 min, clocks go back on Sunday, 1 h 30 min"),
    ("2026-10-30T16:45-04:00", 8, "2026-11-02T16:15-05:00", "Friday 16:45, clocks go back on Sunday"),
    ("2026-11-01T01:30-05:00", 2, "2026-11-02T10:30-05:00", "in the hour that comes twice"),
    # written elsewhere
    ("2026-11-23T15:00+01:00", 2, "2026-11-23T11:00-05:00", "15:00 in Berlin is 9:00 in New York"),
    ("2026-11-24T07:00+09:00", 2, "2026-11-24T10:30-05:00", "Tuesday 7:00 in Tokyo is Monday 17:00: closing"),
    ("2026-11-23T09:00+09:00", 2, "2026-11-23T10:30-05:00", "Monday morning in Tokyo is Sunday evening"),
    ("2026-11-20T18:45-03:00", 2, "2026-11-23T10:15-05:00", "Friday 18:45 in São Paulo is Friday 16:45"),
]
"""Written, hours of the target, due, and why: worked out by hand."""


@pytest.mark.rule("PR-6")
@pytest.mark.parametrize(("written", "hours", "due"), [pytest.param(*row[:3], id=row[3]) for row in BUSINESS])
def test_only_hours_in_which_support_works_count(written: str, hours: float, due: str) -> None:
    """Business hours are counted by the clock on the wall where support is."""
    found = due_at(datetime.fromisoformat(written), Target(hours), NEW_YORK)
    assert found == datetime.fromisoformat(due)
    assert found.tzinfo is UTC


ELSEWHERE = [
    (AT_NIGHT, "2026-03-08T00:00-05:00", 4, "2026-03-08T05:00-04:00", "2:00 to 3:00 does not exist"),
    (AT_NIGHT, "2026-03-08T00:00-05:00", 6, "2026-03-09T01:00-04:00", "only five hours that night, 1 h more"),
    (AT_NIGHT, "2026-11-01T00:00-04:00", 4, "2026-11-01T03:00-05:00", "1:00 to 2:00 comes twice"),
    (
        AT_NIGHT,
        "2026-11-01T00:00-04:00",
        7,
        "2026-11-01T06:00-05:00",
        "seven hours that night, until closing",
    ),
    (AT_NIGHT, "2026-11-01T01:30-04:00", 1, "2026-11-01T01:30-05:00", "an hour after 1:30 it is 1:30 again"),
    (KOLKATA, "2026-11-20T16:45+05:30", 2, "2026-11-23T10:15+05:30", "Friday 16:45 at half an hour's offset"),
    (SYDNEY, "2026-04-03T16:00+11:00", 2, "2026-04-06T09:30+10:00", "clocks go back in April in the south"),
    (SYDNEY, "2026-10-02T16:00+10:00", 2, "2026-10-06T09:30+11:00", "and forward in October; Monday is off"),
]
"""The portal, written, hours of the target, due, and why."""


@pytest.mark.rule("PR-6")
@pytest.mark.parametrize(
    ("portal", "written", "hours", "due"), [pytest.param(*row[:4], id=row[4]) for row in ELSEWHERE]
)
def test_other_hours_and_zones_count_as_their_policy_says(
    portal: Policy, written: str, hours: float, due: str
) -> None:
    """Zone, days and hours are the policy's; an hour is sixty minutes, whatever the clock on the wall does."""
    if portal is SYDNEY:
        portal = replace(portal, hours=BusinessHours(holidays=(date(2026, 10, 5),)))
    assert due_at(datetime.fromisoformat(written), Target(hours), portal) == datetime.fromisoformat(due)


BY_THE_CLOCK = [
    ("2026-11-27T17:00-05:00", 48, "2026-11-29T17:00-05:00", "Friday evening to Sunday evening"),
    ("2026-12-24T16:00-05:00", 24, "2026-12-25T16:00-05:00", "holidays count, too"),
    ("2026-11-20T16:45-05:00", 120, "2026-11-25T16:45-05:00", "five days from Friday 16:45"),
    ("2026-03-07T10:00-05:00", 48, "2026-03-09T11:00-04:00", "clocks go forward: two times 24 h"),
    ("2026-10-31T10:00-04:00", 48, "2026-11-02T09:00-05:00", "clocks go back: two times 24 h"),
    ("2026-10-30T10:00-04:00", 120, "2026-11-04T09:00-05:00", "five times 24 h"),
    ("2026-11-23T15:00+01:00", 24, "2026-11-24T09:00-05:00", "written in Berlin"),
]
"""Written, hours of the target, due, and why."""


@pytest.mark.rule("PR-4")
@pytest.mark.rule("PR-5")
@pytest.mark.parametrize(
    ("written", "hours", "due"), [pytest.param(*row[:3], id=row[3]) for row in BY_THE_CLOCK]
)
def test_other_targets_are_counted_by_the_clock(written: str, hours: float, due: str) -> None:
    """A target that names no business hours runs day and night, and every hour of it is sixty minutes."""
    target = Target(hours, business=False)
    assert due_at(datetime.fromisoformat(written), target, NEW_YORK) == datetime.fromisoformat(due)


@pytest.mark.rule("PR-6")
@pytest.mark.parametrize(
    "hours",
    [
        pytest.param(BusinessHours(days=()), id="no day at all"),
        pytest.param(BusinessHours(opens="17:00", closes="17:00"), id="days of no length"),
        pytest.param(BusinessHours(opens="17:00", closes="08:30"), id="closed before it opens"),
    ],
)
@pytest.mark.parametrize("target", [0, 1])
def test_a_portal_that_never_works_promises_nothing(hours: BusinessHours, target: float) -> None:
    """There is no such moment, and no endless search for it."""
    never = replace(NEW_YORK, hours=hours)
    assert due_at(utc("2026-11-23T15:00"), Target(target), never) is None


@pytest.mark.parametrize("name", ["Middle/Earth", "", "../../etc/passwd", "/etc/localtime", "a\0b"])
def test_an_unknown_zone_is_utc(name: str) -> None:
    """A name from the portal that is no zone does no harm."""
    assert zone(name).key == "UTC"


@pytest.mark.parametrize("business", [True, False])
def test_a_target_beyond_all_time_promises_nothing(business: bool) -> None:
    """A portal's number that no calendar holds is no promise, and no fault."""
    assert due_at(datetime(2026, 3, 2, tzinfo=UTC), Target(1e300, business=business), NEW_YORK) is None


@pytest.mark.parametrize("written", ["9999-12-31T23:00", "9999-12-31T12:00", "0001-01-01T00:30"])
def test_the_ends_of_the_calendar_promise_nothing(written: str) -> None:
    """A ticket of the last day, or of a moment that the portal's zone cannot tell, has no due time and does no harm."""
    assert due_at(utc(written), Target(20), NEW_YORK) is None
