"""What time does to a ticket, whether the portal was on or off meanwhile (ST-3, ST-6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import MONDAY, StandingClock, made
from tests.embedded.life import Life, begin
from trayapp.core.policy import Timer
from trayapp.embedded import timers
from trayapp.embedded.profile import Profile


@pytest.fixture
def life(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """The portal of the profile `cases`, in Denver; it is Monday, 2 March, 8:00 there."""
    found = begin("cases", tmp_path / "portal", clock, app, loop)
    yield found
    found.end()


def at(day: float) -> datetime:
    """That many days after Monday, by the clock on the wall in Denver: from Sunday, 8 March on, an hour less in UTC."""
    moment = MONDAY + timedelta(days=day)
    return moment - timedelta(hours=1) if day >= 6 else moment


@pytest.mark.rule("ST-3")
@pytest.mark.rule("ST-6")
def test_a_ticket_that_waits_in_vain_is_reminded_of_resolved_and_closed(life: Life) -> None:
    """Reminders on days 1 to 4, Resolved on day 5, a reminder on day 7, Closed on day 8; each with its own moment."""
    ticket = life.ticket("waiting_for_customer")
    seen: dict[str, tuple[float, str]] = {}
    for hours in range(0, 24 * 9, 6):
        life.clock.now = MONDAY + timedelta(hours=hours)
        found = made(life.see("dana", ticket))
        seen.setdefault(found["status"], (hours / 24, found["status_since"]))

    assert seen == {
        "waiting_for_customer": (0, "2026-03-02T15:00:00Z"),
        "resolved": (5, "2026-03-07T15:00:00Z"),
        "closed": (8, "2026-03-10T14:00:00Z"),
    }
    assert life.letters("dana", "reminder", "status")[1:] == [
        ("reminder", at(1)),
        ("reminder", at(2)),
        ("reminder", at(3)),
        ("reminder", at(4)),
        ("status", at(5)),
        ("reminder", at(7)),
        ("status", at(8)),
    ]
    assert life.notices("dana") == ["status", *["reminder"] * 4, "status", "reminder", "status"]


@pytest.mark.rule("ST-3")
@pytest.mark.rule("ST-6")
def test_a_portal_that_was_off_for_ten_days_does_everything_at_its_own_moment(life: Life) -> None:
    """Resolved is stamped day 5 and Closed day 8, as if the portal had been on; reminders of the past are not sent."""
    ticket = life.ticket("waiting_for_customer")
    life.off_until(at(10))

    found = made(life.see("dana", ticket))

    assert (found["status"], found["status_since"]) == ("closed", "2026-03-10T14:00:00Z")
    assert found["updated_at"] == "2026-03-10T14:00:00Z"
    assert life.letters("dana", "reminder", "status")[1:] == [("status", at(5)), ("status", at(8))]


@pytest.mark.rule("ST-3")
def test_of_the_reminders_that_fell_into_the_time_off_only_the_last_is_sent(life: Life) -> None:
    """Off from day 0 to day 3.5: one reminder, that of day 3; the next one comes on day 4."""
    ticket = life.ticket("waiting_for_customer")
    life.off_until(at(3.5))
    assert life.status(ticket) == "waiting_for_customer"
    assert life.letters("dana", "reminder") == [("reminder", at(3))]

    life.clock.now = at(4)
    assert life.status(ticket) == "waiting_for_customer"
    assert life.letters("dana", "reminder") == [("reminder", at(3)), ("reminder", at(4))]


@pytest.mark.rule("ST-6")
def test_a_reminder_of_a_ticket_that_has_just_been_resolved_is_still_of_use(life: Life) -> None:
    """Off from day 0 to day 7: resolved on day 5, and reminded once, of the closing that is still ahead."""
    ticket = life.ticket("waiting_for_customer")
    life.off_until(at(7))
    assert life.status(ticket) == "resolved"
    assert life.letters("dana", "reminder", "status")[1:] == [("status", at(5)), ("reminder", at(7))]
    assert "It becomes Closed by itself on Tuesday, 2026-03-10 at 08:00" in life.letter("dana", "reminder")


@pytest.mark.rule("ST-3")
@pytest.mark.parametrize("off", [False, True], ids=["the portal on", "the portal off"])
def test_the_countdown_is_told(life: Life, off: bool) -> None:
    """The ticket says when its timer changes it and to what: on Saturday at 8:00, and then on Tuesday at 8:00."""
    ticket = life.ticket("waiting_for_customer")
    assert (ticket["status_until"], ticket["status_next"]) == ("2026-03-07T15:00:00Z", "resolved")
    if off:
        life.off_until(at(6))
    life.clock.now = at(6)
    found = made(life.see("dana", ticket))
    # the clocks were changed in between: still 8:00 in Denver
    assert (found["status_until"], found["status_next"]) == ("2026-03-10T14:00:00Z", "closed")


@pytest.mark.rule("ST-1")
@pytest.mark.rule("ST-2")
@pytest.mark.rule("ST-4")
@pytest.mark.rule("ST-5")
@pytest.mark.parametrize("status", ["new", "assigned", "waiting_for", "pending_support", "closed"])
def test_no_timer_runs_where_support_has_the_next_word(life: Life, status: str) -> None:
    """A ticket that does not wait for the employee stays where it is for weeks, and nobody is reminded."""
    ticket = life.ticket(status)
    assert (ticket["status_until"], ticket["status_next"]) == (None, None)
    life.off_until(MONDAY + timedelta(days=60))
    assert life.status(ticket) == status
    assert life.letters("dana", "reminder") == []


ACROSS = [
    pytest.param("waiting_for_customer", 4.9, False, marks=pytest.mark.rule("ST-3"), id="still waiting"),
    pytest.param("waiting_for_customer", 5, False, marks=pytest.mark.rule("ST-6"), id="just resolved"),
    pytest.param("waiting_for_customer", 7.9, False, marks=pytest.mark.rule("ST-6"), id="about to be closed"),
    pytest.param(
        "waiting_for_customer", 8, True, marks=pytest.mark.rule("ST-7"), id="resolved, and just closed"
    ),
    pytest.param("resolved", 2.9, False, marks=pytest.mark.rule("ST-6"), id="still resolved"),
    pytest.param("resolved", 3, True, marks=pytest.mark.rule("ST-7"), id="just closed"),
    pytest.param("resolved", 90, True, marks=pytest.mark.rule("ST-7"), id="long closed"),
]
"""A status, days in which the portal was off, and whether the ticket is closed by then."""


@pytest.mark.rule("ST-5")
@pytest.mark.parametrize(("status", "days", "over"), ACROSS)
def test_an_update_after_the_portal_was_off_across_the_moment(
    life: Life, status: str, days: float, over: bool
) -> None:
    """The words meet the ticket where time has brought it: back to support, or on in a new ticket."""
    ticket = life.ticket(status)
    life.off_until(at(days))
    said = made(life.say("dana", ticket), 201)
    assert life.status(ticket) == ("closed" if over else "pending_support")
    assert (said["ticket"] is not None) == over


@pytest.mark.parametrize(("status", "days", "over"), ACROSS)
def test_keeping_open_after_the_portal_was_off_across_the_moment(
    life: Life, status: str, days: float, over: bool
) -> None:
    """The wish is in time while the ticket is not closed; after that it is refused."""
    ticket = life.ticket(status)
    life.off_until(at(days))
    assert life.change("dana", ticket, kind="keep_open").status_code == (422 if over else 200)
    assert life.status(ticket) == ("closed" if over else "pending_support")


@pytest.mark.rule("ST-3")
def test_the_timer_begins_anew_with_the_status(life: Life) -> None:
    """Answered on day 4 and asked again on day 6, the ticket is resolved on day 11, after four more reminders."""
    ticket = life.ticket("waiting_for_customer")
    life.clock.now = at(4)
    life.say("dana", ticket)
    life.clock.now = at(6)
    made(life.change("sam", ticket, kind="status", status="waiting_for_customer"))
    for day in (7, 8, 9, 10, 11):
        life.clock.now = at(day) - timedelta(microseconds=1)
        assert life.status(ticket) == "waiting_for_customer"
    life.clock.now = at(11)
    assert life.status(ticket) == "resolved"
    assert [moment for _, moment in life.letters("dana", "reminder")][-4:] == [at(7), at(8), at(9), at(10)]


@pytest.mark.rule("ST-4")
def test_another_sub_status_does_not_restart_the_timer(life: Life) -> None:
    """Whom one waits for may change; since when one waits does not."""
    ticket = life.ticket("waiting_for_customer")
    life.clock.now = at(2)
    again = made(
        life.change("sam", ticket, kind="status", status="waiting_for_customer", sub_status="Your bank")
    )
    assert (again["sub_status"], again["status_until"]) == ("Your bank", ticket["status_until"])


def test_what_is_due_on_many_tickets_is_done_in_the_order_of_its_moments(life: Life) -> None:
    """Tickets that began to wait one after another change in that order, mixed with what became of the first."""
    first = life.ticket("waiting_for_customer", subject="First")
    life.clock.now = at(2)
    second = life.ticket("waiting_for_customer", subject="Second")
    life.clock.now = at(4)
    third = life.ticket("resolved", subject="Third")
    life.off_until(at(30))

    changes = made(life.client("dana").get("/changes"))["tickets"]

    # third closes on day 7, first (resolved on day 5) on day 8, second (resolved on day 7) on day 10
    assert [(each["ticket"]["subject"], each["ticket"]["updated_at"]) for each in changes] == [
        ("Third", "2026-03-09T14:00:00Z"),
        ("First", "2026-03-10T14:00:00Z"),
        ("Second", "2026-03-12T14:00:00Z"),
    ]
    assert {life.status(each) for each in (first, second, third)} == {"closed"}


def test_whoever_asks_after_the_moment_sees_it_done(life: Life) -> None:
    """Views and the feed of changes count a ticket that was due as done, without anybody having opened it."""
    ticket = life.ticket("resolved")
    cursor = made(life.client("dana").get("/changes"))["cursor"]
    life.clock.now = at(3)
    assert made(life.client("dana").get("/tickets?view=open"))["tickets"] == []
    (closed,) = made(life.client("dana").get("/tickets?view=closed"))["tickets"]
    (told,) = made(life.client("dana").get("/changes", params={"cursor": cursor}))["tickets"]
    assert closed["ref"] == told["ticket"]["ref"] == ticket["ref"]


def test_an_update_that_comes_after_the_moment_finds_the_ticket_moved(life: Life) -> None:
    """After the portal was off, words of day 6 meet a ticket that was resolved on day 5, and bring it back."""
    ticket = life.ticket("waiting_for_customer")
    life.off_until(at(6))
    made(life.say("dana", ticket), 201)
    assert life.status(ticket) == "pending_support"
    assert ("status", at(5)) in life.letters("dana")


def test_catching_up_twice_does_nothing_twice(life: Life) -> None:
    """Whoever looks next finds nothing left to do, also after one more restart."""
    life.ticket("waiting_for_customer")
    life.off_until(at(2.5))
    timers.catch_up(life.portal)
    before = life.letters("dana")
    timers.catch_up(life.portal)
    life.off_until(at(2.6))
    timers.catch_up(life.portal)
    assert life.letters("dana") == before


def test_nothing_due_costs_no_look_into_the_database(life: Life) -> None:
    """Once the next moment is known, requests before it do not ask the database for it."""
    life.ticket("waiting_for_customer")
    timers.catch_up(life.portal)
    assert not life.portal.alarm.rings(at(1) - timedelta(microseconds=1))
    assert life.portal.alarm.rings(at(1))


def test_a_clock_that_goes_back_does_no_harm(life: Life) -> None:
    """What was done stays done, and the next step comes at its own moment."""
    ticket = life.ticket("waiting_for_customer")
    life.clock.now = at(5)
    assert life.status(ticket) == "resolved"
    life.clock.now = at(3)
    assert life.status(ticket) == "resolved"
    life.clock.now = at(8)
    assert life.status(ticket) == "closed"


def with_timer(profile: Profile, status: str, timer: Timer | None) -> Profile:
    """The same profile, with another timer there."""
    policy = profile.policy
    statuses = tuple(replace(each, timer=timer) if each.code == status else each for each in policy.statuses)
    version = f"{policy.version}, {status}: {timer}"
    return replace(profile, policy=replace(policy, version=version, statuses=statuses))


def test_a_policy_with_other_days_holds_for_tickets_that_wait_already(life: Life) -> None:
    """Restarted with two days instead of five, the ticket is resolved two days after it began to wait."""
    ticket = life.ticket("waiting_for_customer")
    life.off_until(at(1.5), with_timer(life.profile, "waiting_for_customer", Timer(2, "resolved")))
    assert made(life.see("dana", ticket))["status_until"] == "2026-03-04T15:00:00Z"
    life.clock.now = at(2)
    found = made(life.see("dana", ticket))
    assert (found["status"], found["status_since"]) == ("resolved", "2026-03-04T15:00:00Z")


def test_a_policy_without_the_timer_lets_the_ticket_wait(life: Life) -> None:
    """Restarted with a policy that moves nothing, nothing moves; with one that does again, it does."""
    ticket = life.ticket("waiting_for_customer")
    timed = life.profile
    life.off_until(at(9), with_timer(timed, "waiting_for_customer", None))
    assert life.status(ticket) == "waiting_for_customer"
    life.off_until(at(9.5), timed)
    assert life.status(ticket) == "closed"


@pytest.mark.parametrize("timer", [Timer(3, "assigned"), Timer(0, "closed"), Timer(1e12, "closed")])
def test_a_timer_that_leads_nowhere_is_no_endless_loop(life: Life, timer: Timer) -> None:
    """To itself, at once, or beyond all time: the portal goes on, and the ticket stays."""
    life.off_until(at(0), with_timer(life.profile, "assigned", timer))
    ticket = life.ticket("assigned")
    life.clock.now = at(20)
    assert life.status(ticket) == "assigned"


@pytest.mark.parametrize(
    ("began", "moves"),
    [
        pytest.param(
            "2026-03-05T20:00", "2026-03-10T19:00", id="clocks go forward: 13:00 in Denver both times"
        ),
        pytest.param("2026-10-29T19:00", "2026-11-03T20:00", id="clocks go back: 13:00 in Denver both times"),
        pytest.param("2026-03-03T09:30", "2026-03-08T09:30", id="02:30 does not exist on that day: 03:30"),
        pytest.param("2026-10-27T07:30", "2026-11-01T07:30", id="01:30 comes twice on that day: the first"),
        pytest.param("2026-12-29T06:30", "2027-01-03T06:30", id="over the end of the year, 23:30 in Denver"),
        pytest.param("2028-02-26T06:00", "2028-03-02T06:00", id="with 29 February between, 23:00 in Denver"),
    ],
)
@pytest.mark.rule("ST-3")
def test_days_are_those_of_the_calendar_where_support_is(life: Life, began: str, moves: str) -> None:
    """Five days later at the same time of day in the portal's zone, also when the clocks were changed in between."""
    life.clock.now = datetime.fromisoformat(began).replace(tzinfo=UTC)
    ticket = life.ticket("waiting_for_customer")
    assert ticket["status_until"] == f"{moves}:00Z"
    life.clock.now = datetime.fromisoformat(moves).replace(tzinfo=UTC) - timedelta(seconds=1)
    assert life.status(ticket) == "waiting_for_customer"
    life.clock.forward(seconds=1)
    assert life.status(ticket) == "resolved"
