"""When an answer is due."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from trayapp.core.business_time import due_at, zone
from trayapp.core.policy import BusinessHours, Policy, Target

NEW_YORK = Policy("1", "msp", "Acme IT", time_zone="America/New_York")
"""Monday to Friday, 8:30 to 17:00 in New York: five hours behind UTC in winter, four in summer."""
BERLIN_HOLIDAY = Policy(
    "1", "msp", "Acme IT", time_zone="Europe/Berlin", hours=BusinessHours(holidays=(date(2026, 12, 25),))
)


def utc(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.rule("PR-6")
@pytest.mark.parametrize(
    ("written", "hours", "due"),
    [
        pytest.param("2026-11-23T15:00", 2, "2026-11-23T17:00", id="within the day"),
        pytest.param("2026-11-23T21:00", 2, "2026-11-24T14:30", id="over the evening"),
        pytest.param("2026-11-23T05:00", 2, "2026-11-23T15:30", id="before opening"),
        pytest.param("2026-11-21T18:00", 2, "2026-11-23T15:30", id="on a Saturday"),
        pytest.param("2026-11-27T21:00", 8, "2026-11-30T20:30", id="over a weekend"),
        pytest.param("2026-11-23T13:30", 8.5, "2026-11-23T22:00", id="exactly a day"),
        pytest.param("2026-11-23T22:00", 1, "2026-11-24T14:30", id="at closing"),
        pytest.param("2026-11-23T15:00", 17, "2026-11-25T15:00", id="two days on"),
    ],
)
def test_business_hours_are_counted_in_the_portal_s_zone(written: str, hours: float, due: str) -> None:
    """Only hours in which support works count, by the clock on the wall where support is."""
    assert due_at(utc(written), Target(hours), NEW_YORK) == utc(due)


@pytest.mark.rule("PR-4")
@pytest.mark.rule("PR-5")
def test_other_targets_are_counted_by_the_clock() -> None:
    """48 hours from Friday evening end on Sunday evening."""
    assert due_at(utc("2026-11-27T22:00"), Target(48, business=False), NEW_YORK) == utc("2026-11-29T22:00")


@pytest.mark.rule("PR-6")
def test_daylight_saving_moves_the_day_not_the_promise() -> None:
    """On the Monday after the clocks change, support opens an hour later in UTC, and an hour is an hour."""
    assert due_at(utc("2026-10-30T20:30"), Target(2), NEW_YORK) == utc("2026-11-02T15:00")


@pytest.mark.rule("PR-6")
def test_holidays_do_not_count() -> None:
    """Written late on the day before Christmas, a Thursday, it is due on the Monday after."""
    assert due_at(utc("2026-12-24T15:30"), Target(2), BERLIN_HOLIDAY) == utc("2026-12-28T09:00")


def test_a_portal_that_never_works_promises_nothing() -> None:
    """No business day at all, or a day without hours: there is no such moment, and no endless search for it."""
    never = Policy("1", "msp", "Acme IT", hours=BusinessHours(days=()))
    empty = Policy("1", "msp", "Acme IT", hours=BusinessHours(opens="17:00", closes="17:00"))

    assert due_at(utc("2026-11-23T15:00"), Target(1), never) is None
    assert due_at(utc("2026-11-23T15:00"), Target(1), empty) is None


@pytest.mark.parametrize("name", ["Middle/Earth", "", "../../etc/passwd", "/etc/localtime", "a\0b"])
def test_an_unknown_zone_is_utc(name: str) -> None:
    """A name from the portal that is no zone does no harm."""
    assert zone(name).key == "UTC"


@pytest.mark.parametrize("business", [True, False])
def test_a_target_beyond_all_time_promises_nothing(business: bool) -> None:
    """A portal's number that no calendar holds is no promise, and no fault."""
    assert due_at(datetime(2026, 3, 2, tzinfo=UTC), Target(1e300, business=business), NEW_YORK) is None
