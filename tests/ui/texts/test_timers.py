"""What a ticket's status will do by itself, in words."""

from __future__ import annotations

import locale
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.ui.samples import NOW
from tests.ui.tickets.cases import case, case_policy
from trayapp.core.policy import Bucket, Policy, Status
from trayapp.ui.texts.timers import Known, countdown

SYNCED = Known(NOW)


@pytest.fixture(autouse=True)
def _plain_locale() -> Iterator[None]:
    """English names of days."""
    before = locale.setlocale(locale.LC_ALL)
    locale.setlocale(locale.LC_ALL, "C")
    yield
    locale.setlocale(locale.LC_ALL, before)


def said(status: str, left: timedelta, known: Known = SYNCED, **changes: object) -> str:
    """The countdown of a case in that status."""
    following = {"yours": "resolved", "resolved": "closed"}.get(status)
    ticket = case(status=status, status_until=NOW + left, status_next=following)
    return countdown(replace(ticket, **changes), case_policy(), NOW, known, UTC)  # type: ignore[arg-type]


@pytest.mark.rule("ST-3")
@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(seconds=30), "Resolves by itself within a minute, unless you answer."),
        (timedelta(minutes=12), "Resolves by itself in 12 minutes, at 10:54, unless you answer."),
        (timedelta(hours=3), "Resolves by itself in 3 hours, at 13:42, unless you answer."),
        (timedelta(hours=20), "Resolves by itself in 20 hours, tomorrow at 06:42, unless you answer."),
        (timedelta(days=3, hours=4), "Resolves by itself on Thursday 14:42, unless you answer."),
        (timedelta(days=10), "Resolves by itself on December 3 10:42, unless you answer."),
    ],
)
def test_what_waits_for_you_says_when_it_resolves(left: timedelta, words: str) -> None:
    """Relative under a day, otherwise by weekday or date; and what stops it."""
    assert said("yours", left) == words


@pytest.mark.rule("ST-6")
def test_what_is_resolved_says_when_it_closes() -> None:
    """An update goes on with it until then."""
    words = said("resolved", timedelta(days=2))

    assert words == "Closes by itself on Wednesday 10:42; share an update to go on with it."


@pytest.mark.rule("APP-6")
@pytest.mark.rule("ST-3")
def test_offline_a_moment_that_passed_is_no_promise_any_more() -> None:
    """The portal was not heard since: it was to happen, and nobody here knows whether it did."""
    words = said("yours", timedelta(hours=-26), Known(NOW - timedelta(days=2)))

    assert words == "Was to resolve by itself on Sunday 08:42; not synced since Sat 10:42."
    assert said("yours", timedelta(hours=-2), Known(None)) == (
        "Was to resolve by itself at 08:42; not synced yet."
    )


def test_a_portal_that_is_late_is_called_so() -> None:
    """It was heard after the moment, and the status still stands."""
    words = said("resolved", timedelta(hours=-1))

    assert words == "Was to close by itself at 09:42; the portal has not done so yet."


def test_an_answer_on_its_way_counts_only_once_it_arrives() -> None:
    """What waits in the outbox does not stop the portal's timer."""
    words = said("yours", timedelta(hours=3), replace(SYNCED, on_its_way=True))

    assert words == "Resolves by itself in 3 hours, at 13:42, unless what you sent arrives before."


def test_who_may_not_answer_is_not_told_to() -> None:
    """Nor is anybody where an answer changes nothing."""
    assert said("yours", timedelta(hours=3), replace(SYNCED, may_answer=False)).endswith("at 13:42.")
    assert said("new", timedelta(hours=3), status_next="closed").endswith("at 13:42.")


def test_the_timer_of_the_policy_tells_where_it_leads() -> None:
    """A portal that names only the moment is understood by its policy; a code nobody knows is said as it is."""
    assert said("yours", timedelta(hours=3), status_next=None).startswith("Resolves by itself")
    assert said("new", timedelta(hours=3), status_next="on_ice").startswith("Becomes On ice by itself")
    assert said("new", timedelta(hours=3), status_next=None).startswith("Changes by itself")


def test_without_a_timer_there_is_no_countdown() -> None:
    """Nothing is said where nothing runs."""
    assert countdown(case(), case_policy(), NOW, SYNCED) == ""


def test_the_clock_on_the_wall_counts() -> None:
    """Over a change of the clocks the moment is told as the clock on the wall will show it."""
    new_york = ZoneInfo("America/New_York")
    saturday = datetime(
        2026, 10, 31, 18, 0, tzinfo=UTC
    )  # 14:00 in New York, the day before its clocks go back
    monday = datetime(2026, 11, 2, 19, 0, tzinfo=UTC)  # 14:00 there
    ticket = case(status="yours", status_until=monday, status_next="resolved")

    assert "on Monday 14:00" in countdown(ticket, case_policy(), saturday, Known(saturday), new_york)


def test_the_words_follow_the_policy_and_not_the_codes() -> None:
    """Whatever the next status is called, its bucket says whether it resolves or closes."""
    policy = Policy(
        "1", "x", "x", statuses=(Status("a", "A", "", Bucket.OPEN), Status("z", "Done", "", Bucket.CLOSED))
    )
    ticket = case(status="a", status_until=NOW + timedelta(hours=3), status_next="z")

    assert countdown(ticket, policy, NOW, SYNCED, UTC) == "Closes by itself in 3 hours, at 13:42."
