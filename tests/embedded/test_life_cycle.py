"""Where the words of people lead a ticket, status by status (ST-1 to ST-7, TK-4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import MONDAY, StandingClock, made, problem
from tests.embedded.life import Life, begin
from trayapp.core.policy import Bucket
from trayapp.embedded import tickets
from trayapp.embedded.profile import Profile

LATER = MONDAY + timedelta(days=1, hours=2)
"""While the portal was off; nothing but a reminder was due."""


@pytest.fixture
def life(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """The portal of the profile `cases`."""
    found = begin("cases", tmp_path / "portal", clock, app, loop)
    yield found
    found.end()


EACH_STATUS = [
    pytest.param("new", "new", marks=pytest.mark.rule("ST-1")),
    pytest.param("assigned", "pending_support", marks=pytest.mark.rule("ST-2")),
    pytest.param("waiting_for_customer", "pending_support", marks=pytest.mark.rule("ST-3")),
    pytest.param("waiting_for", "pending_support", marks=pytest.mark.rule("ST-4")),
    pytest.param("pending_support", "pending_support", marks=pytest.mark.rule("ST-5")),
    pytest.param("resolved", "pending_support", marks=pytest.mark.rule("ST-6")),
    pytest.param("closed", "closed", marks=pytest.mark.rule("ST-7")),
]
"""A status, and where an update leads from there."""


@pytest.mark.rule("TK-4")
@pytest.mark.rule("ST-5")
@pytest.mark.parametrize(("status", "after"), EACH_STATUS)
@pytest.mark.parametrize("off", [False, True], ids=["the portal on", "the portal off meanwhile"])
def test_an_update_in_each_status(life: Life, status: str, after: str, off: bool) -> None:
    """Words of the employee send the ticket to support for review; in a closed one they make a new ticket."""
    ticket = life.ticket(status)
    if off:
        life.off_until(LATER)
    said = made(life.say("dana", ticket, "Any news?"), 201)

    assert life.status(ticket) == after
    goes_on = after == "closed"
    assert (said["ticket"] is not None) == goes_on
    words = [each["text"] for each in life.conversation(ticket) if each["side"] == "employee"]
    assert words == ([] if goes_on else ["Any news?"])


@pytest.mark.parametrize(("status", "after"), EACH_STATUS)
def test_words_of_support_change_no_status(life: Life, status: str, after: str) -> None:
    """An answer of the staff leaves the ticket where it is; on a closed one it is refused."""
    ticket = life.ticket(status)
    assert life.say("sam", ticket).status_code == (422 if status == "closed" else 201)
    assert life.status(ticket) == status


@pytest.mark.rule("TK-4")
@pytest.mark.parametrize(("status", "after"), EACH_STATUS)
def test_an_employee_closes_in_each_status(life: Life, status: str, after: str) -> None:
    """Help is no longer needed: the ticket is closed from wherever it is, and no timer runs any more."""
    ticket = life.ticket(status)
    closed = made(life.change("dana", ticket, kind="close"))
    assert (closed["status"], closed["status_until"]) == ("closed", None)
    life.off_until(MONDAY + timedelta(days=40))
    assert life.letters("dana", "reminder") == []


@pytest.mark.rule("ST-3")
@pytest.mark.rule("ST-6")
@pytest.mark.parametrize("status", ["waiting_for_customer", "resolved"])
def test_keeping_a_ticket_open_stops_its_timer(life: Life, status: str) -> None:
    """It goes back to support, the conversation says who kept it open, and it is not ended by itself any more."""
    ticket = life.ticket(status)
    assert "keep_open" in ticket["actions"]
    kept = made(life.change("dana", ticket, kind="keep_open"))
    assert (kept["status"], kept["status_until"]) == ("pending_support", None)
    assert "keep_open" not in kept["actions"]
    (told,) = life.conversation(ticket)
    assert (told["side"], told["author"], told["text"]) == (
        "system",
        life.profile.policy.portal_name,
        "Dana keeps this ticket open.",
    )
    life.off_until(MONDAY + timedelta(days=40))
    assert life.status(ticket) == "pending_support"


@pytest.mark.rule("ST-3")
@pytest.mark.rule("ST-6")
@pytest.mark.parametrize("status", ["new", "assigned", "waiting_for", "pending_support"])
def test_keeping_an_open_ticket_open_changes_nothing(life: Life, status: str) -> None:
    """The wish is not offered where nothing ends the ticket, and one that arrives late finds it fulfilled."""
    ticket = life.ticket(status)
    assert "keep_open" not in ticket["actions"]
    assert (
        made(life.change("dana", ticket, kind="keep_open"))["etag"] == made(life.see("dana", ticket))["etag"]
    )
    assert life.conversation(ticket) == []


@pytest.mark.rule("ST-7")
def test_a_ticket_that_was_closed_meanwhile_cannot_be_kept_open(life: Life) -> None:
    """Off while the ticket was resolved and closed: the wish of day 9 is refused with the reason."""
    ticket = life.ticket("waiting_for_customer")
    life.off_until(MONDAY + timedelta(days=9))
    told = problem(life.change("dana", ticket, kind="keep_open"), 422, "rejected")
    assert "closed" in told["fields"][""]


@pytest.mark.rule("TK-7")
@pytest.mark.parametrize("kind", ["keep_open", "close"])
def test_who_only_looks_keeps_nothing_open_and_closes_nothing(life: Life, kind: str) -> None:
    """A collaborator is refused, and the ticket stays as it is."""
    ticket = life.ticket("resolved")
    with life.portal.work() as work:
        work.tx.execute(
            "INSERT INTO participants VALUES (?, ?, 'collaborator', 0, 0)",
            (ticket["ref"]["id"], life.people["tom"].id),
        )
    problem(life.change("tom", ticket, kind=kind), 403, "forbidden")
    assert life.status(ticket) == "resolved"


@pytest.mark.rule("ST-2")
def test_support_moves_a_ticket_only_where_its_status_leads(life: Life) -> None:
    """In this profile a ticket that was taken is not new again, and the refusal names the ways there are."""
    ticket = life.ticket("assigned")
    told = problem(life.change("sam", ticket, kind="status", status="new"), 422, "rejected")
    assert told["fields"]["status"].startswith("From Assigned a ticket goes to Waiting For Customer, ")
    assert life.status(ticket) == "assigned"


@pytest.mark.rule("ST-4")
def test_a_way_is_not_needed_to_name_somebody_else(life: Life) -> None:
    """The sub status changes within a status, whatever ways lead out of it."""
    ticket = life.ticket("waiting_for")
    named = made(life.change("sam", ticket, kind="status", status="waiting_for", sub_status="The county"))
    assert named["sub_status"] == "The county"


def without(profile: Profile, **parts: object) -> Profile:
    """The same profile, whose statuses differ in these parts."""
    policy = profile.policy
    statuses = tuple(replace(status, **parts) for status in policy.statuses)  # type: ignore[arg-type]
    return replace(profile, policy=replace(policy, version=f"{policy.version}+", statuses=statuses))


@pytest.mark.rule("ST-3")
def test_where_an_update_leads_nowhere_keeping_open_leads_to_the_start(life: Life) -> None:
    """A status that names no way for updates: Keep open makes the ticket new again."""
    life.off_until(MONDAY, without(life.profile, on_update=None, next=()))
    ticket = life.ticket("resolved")
    assert made(life.change("dana", ticket, kind="keep_open"))["status"] == "new"


@pytest.mark.rule("ST-7")
def test_where_the_policy_makes_no_new_ticket_a_closed_one_takes_no_words(life: Life) -> None:
    """The update is refused with the reason, and only a reference is offered."""
    life.off_until(MONDAY, without(life.profile, new_ticket=False))
    ticket = life.ticket("closed")
    assert made(life.see("dana", ticket))["actions"] == ["reference"]
    assert "closed" in problem(life.say("dana", ticket), 422, "rejected")["fields"][""]
    assert len(made(life.client("dana").get("/tickets?view=all"))["tickets"]) == 1


@pytest.mark.parametrize("name", ["registered", "member", "requests", "msp"])
@pytest.mark.rule("ST-7")
def test_the_same_code_lives_by_other_policies(
    name: str, tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal
) -> None:
    """In every profile a ticket begins, waits, ends and goes on as its own statuses say."""
    level = {"registered": "user", "requests": "user"}.get(name, "basic")
    life = begin(name, tmp_path / "portal", clock, app, loop, level)
    try:
        for status in life.profile.policy.statuses:
            reached = life.create("dana")
            with life.portal.work() as work:
                row = tickets.by_id(work.tx, reached["ref"]["id"])
                tickets.move(life.portal, work, row, status.code)
            said = made(life.say("dana", reached), 201)
            expected = status.code if said["ticket"] else status.on_update or status.code
            assert life.status(reached) == expected
            assert (said["ticket"] is not None) == (status.bucket is Bucket.CLOSED)
    finally:
        life.end()
