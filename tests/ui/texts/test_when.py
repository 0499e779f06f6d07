"""Moments in words."""

from __future__ import annotations

import locale
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from trayapp.ui.texts.when import ago, as_of, day_of, due_words, full, itself, length, on, on_day, until

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)  # a Monday


@pytest.fixture(autouse=True)
def _plain_locale() -> Iterator[None]:
    before = locale.setlocale(locale.LC_ALL)
    locale.setlocale(locale.LC_ALL, "C")
    yield
    locale.setlocale(locale.LC_ALL, before)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-30, "just now"),
        (59, "just now"),
        (5 * 60, "5 min ago"),
        (3 * 3600 + 59, "3 h ago"),
        (23 * 3600, "23 h ago"),
        (3 * 86400, "Fri 10:42"),
        (30 * 86400, "Oct 24 10:42"),
        (400 * 86400, "Oct 19, 2025 10:42"),
    ],
)
def test_the_past_is_relative_under_a_day(seconds: int, words: str) -> None:
    """Under a day it is told how long ago, then when."""
    assert ago(NOW - timedelta(seconds=seconds), NOW, UTC) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "now"), (40, "in 40 s"), (12 * 60, "in 12 min"), (5 * 3600, "in 5 h"), (2 * 86400, "Nov 25 10:42")],
)
def test_the_future_is_relative_under_a_day(seconds: int, words: str) -> None:
    """Under a day it is told how soon, then when."""
    assert until(NOW + timedelta(seconds=seconds), NOW, UTC) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (4, "by 14:42"),
        (24, "by tomorrow 10:42"),
        (72, "by Thu 10:42"),
        (24 * 6, "by Sun 10:42"),
        (24 * 7, "by Nov 30 10:42"),
        (24 * 60, "by Jan 22, 2027 10:42"),
    ],
)
def test_a_due_time_is_as_short_as_it_stays_clear(hours: int, words: str) -> None:
    """The day is named only where it is not today."""
    assert due_words(NOW + timedelta(hours=hours), NOW, UTC) == words


def test_times_are_told_in_the_zone_asked_for() -> None:
    """A moment late on Monday in UTC is Tuesday further east."""
    east = timezone(timedelta(hours=10))

    assert due_words(NOW + timedelta(hours=6), NOW, east) == "by tomorrow 02:42"


def test_the_age_of_what_is_shown_is_told() -> None:
    """As of a time, or that nothing was ever synced."""
    assert as_of(NOW - timedelta(hours=1), NOW, UTC) == "As of 09:42"
    assert as_of(None, NOW, UTC) == "Not synced yet"


def test_a_moment_in_full_has_weekday_date_and_time() -> None:
    """For tooltips nothing is left out."""
    assert full(NOW, UTC) == "Monday Nov 23, 2026 10:42"


def test_a_span_is_told_in_its_largest_unit() -> None:
    """Seconds, minutes, hours or days."""
    spans = [timedelta(seconds=40), timedelta(minutes=90), timedelta(days=1), timedelta(days=4, hours=5)]

    assert [length(span) for span in spans] == ["40 s", "1 h", "1 day", "4 days"]


def test_hours_follow_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the locale writes 1 PM, so do we."""
    monkeypatch.setattr("trayapp.ui.texts.when._twelve_hours", lambda: True)

    assert on(NOW, NOW, UTC) == "10:42 AM"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (20, "within a minute"),
        (60, "in 1 minute, at 10:43"),
        (3 * 3600 + 1800, "in 3 hours, at 14:12"),
        (23 * 3600, "in 23 hours, tomorrow at 09:42"),
        (3 * 86400, "on Thursday 10:42"),
        (7 * 86400, "on November 30 10:42"),
        (60 * 86400, "on January 22, 2027 10:42"),
    ],
)
def test_what_happens_by_itself_is_told_in_whole_words(seconds: int, words: str) -> None:
    """How long and at what time under a day; the weekday while it is clear; then the date."""
    assert itself(NOW + timedelta(seconds=seconds), NOW, UTC) == words


def test_a_day_is_named_past_and_to_come() -> None:
    """Today needs no name."""
    days = [on_day(NOW + timedelta(days=away), NOW, UTC) for away in (-30, -2, 0, 2)]

    assert days == ["on October 24 10:42", "on Saturday 10:42", "at 10:42", "on Wednesday 10:42"]


def test_a_date_that_travelled_as_text_is_written_as_the_locale_does() -> None:
    """What is no date is shown as it came."""
    assert (day_of("2026-12-03"), day_of("soon")) == ("Dec 3, 2026", "soon")
