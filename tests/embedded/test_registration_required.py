"""From a day of the policy on, requests of people who are not registered are refused, with the way in (REG-3)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI

from tests.embedded.conftest import World, made, problem
from tests.embedded.policies import adopt, grant, offer
from trayapp.core.policy import Permission, RegistrationRules

NEW_YORK = ZoneInfo("America/New_York")
MIDNIGHT = datetime(2026, 3, 10, 0, 0, tzinfo=NEW_YORK).astimezone(UTC)
"""The first moment of the day from which on one must be registered, where support is."""


@pytest.fixture
def nick(world: World, app: FastAPI) -> World:
    """Nick, who is not registered; from 10 March on one must be."""
    rules = RegistrationRules(
        date(2026, 3, 10), "Only registered users get support.", request_url="/request-access"
    )
    adopt(world, app, registration=rules, time_zone="America/New_York")
    world.add("nick", "bakery", "basic", registered=False)
    return world


@pytest.mark.rule("REG-3")
def test_before_the_day_requests_pass(nick: World) -> None:
    """Until the last moment of the day before, tickets and answers of people who are not registered pass."""
    nick.clock.now = MIDNIGHT
    nick.clock.forward(microseconds=-1)
    ticket = nick.create("nick")
    made(nick.say("nick", ticket), 201)


@pytest.mark.rule("REG-3")
def test_from_the_day_on_they_are_refused_with_the_way_in(nick: World) -> None:
    """The refusal says why, since when, and where to ask for access; for tickets and for answers."""
    ticket = nick.create("nick")
    nick.clock.now = MIDNIGHT
    refused = nick.client("nick").post("/tickets", json={"subject": "Help"}, headers=nick.key())
    for response in (refused, nick.say("nick", ticket)):
        told = problem(response, 403, "not_registered")
        assert told["why"] == "Only registered users get support."
        assert told["since"] == "2026-03-10"
        assert told["request_url"] == f"{nick.portal.public_url}/request-access"
    assert made(nick.see("dana", nick.create("dana")))["relation"] == "own"


@pytest.mark.rule("REG-3")
def test_from_the_day_on_their_tickets_can_only_be_closed(nick: World, app: FastAPI) -> None:
    """Somebody who is not registered gets nothing done by changing an old ticket, and looks for nobody to add."""
    offer(nick, app, "subscribers", "estimates")
    grant(nick, app, "basic", Permission.SUBSCRIBERS, Permission.PRIORITY, Permission.ESTIMATES)
    ticket = nick.create("nick")
    nick.clock.now = MIDNIGHT
    for wish in (
        {"kind": "keep_open"},
        {"kind": "priority", "priority": "high"},
        {"kind": "subscriber", "email": "dana@bakery.example"},
        {"kind": "estimate", "estimate": "e_1", "approve": "true"},
    ):
        problem(nick.change("nick", ticket, **wish), 403, "not_registered")
    found = nick.client("nick").get("/contacts", params={"role": "subscriber", "q": "da"})
    problem(found, 403, "not_registered")
    assert made(nick.change("nick", ticket, kind="close"))["status"] == "closed"


@pytest.mark.rule("REG-3")
def test_what_was_refused_goes_through_with_the_same_key_later(nick: World) -> None:
    """The words are not lost: once the person is registered, the very same request makes the ticket."""
    nick.clock.now = MIDNIGHT
    key = nick.key()
    problem(
        nick.client("nick").post("/tickets", json={"subject": "Help"}, headers=key), 403, "not_registered"
    )
    with nick.portal.work() as work:
        work.tx.execute("UPDATE accounts SET registered = 1 WHERE id = ?", (nick.people["nick"].id,))
    assert (
        made(nick.client("nick").post("/tickets", json={"subject": "Help"}, headers=key), 201)["subject"]
        == "Help"
    )


@pytest.mark.rule("REG-3")
def test_who_is_refused_may_read_why(nick: World) -> None:
    """Probe, policy, articles and what was written before stay readable for somebody who is not registered."""
    ticket = nick.create("nick")
    nick.clock.now = MIDNIGHT
    client = nick.client("nick")
    assert made(client.get("/probe"))["me"]["registered"] is False
    rules = made(client.get("/policy"))["registration"]
    assert (rules["refused"], rules["request_url"]) == (
        "Only registered users get support.",
        "/request-access",
    )
    assert made(client.get("/articles"))["articles"] == []
    assert made(nick.see("nick", ticket))["relation"] == "own"


@pytest.mark.rule("REG-3")
def test_without_a_day_nobody_is_refused(world: World) -> None:
    """A policy that names no day lets everybody who has an account ask for support."""
    world.add("nick", "bakery", "basic", registered=False)
    assert world.portal.policy.registration.required_from is None
    assert world.create("nick")["relation"] == "own"
