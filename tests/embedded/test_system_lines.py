"""What the portal itself says in a conversation: it is nobody's own words, and no outsider reads a price in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import MONDAY, StandingClock, World, made
from tests.embedded.life import Life, begin
from tests.embedded.policies import grant, offer
from trayapp.core.policy import Permission


@pytest.fixture
def life(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """The portal of the profile `cases`, in Denver."""
    found = begin("cases", tmp_path / "portal", clock, app, loop)
    yield found
    found.end()


def lines(life: Life, ticket: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Author, side and words of all that was said."""
    return [(said["author"], said["side"], said["text"]) for said in life.conversation(ticket)]


@pytest.mark.rule("ST-7")
def test_that_a_ticket_goes_on_elsewhere_is_said_by_the_portal(life: Life) -> None:
    """Whoever wrote on the closed ticket did not write that line: it is the portal's, also for them."""
    ticket = life.ticket("closed")
    said = made(life.say("dana", ticket, "It is back"), 201)

    assert said["ticket"] is not None
    (line,) = life.conversation(ticket)
    assert (line["author"], line["side"], line["mine"]) == (
        life.portal.policy.portal_name,
        "system",
        False,
    )
    (pulled,) = [
        change["messages"]
        for change in made(life.client("dana").get("/changes"))["tickets"]
        if change["ticket"]["ref"] == ticket["ref"]
    ]
    assert [message["mine"] for message in pulled] == [False]


@pytest.mark.rule("ST-3")
@pytest.mark.rule("ST-6")
def test_what_a_timer_did_stands_in_the_conversation(life: Life) -> None:
    """A ticket that nobody answered says when it was resolved and closed by itself; reminders leave no line."""
    ticket = life.ticket("waiting_for_customer")
    life.clock.now = MONDAY + timedelta(days=9)

    assert life.status(ticket) == "closed"
    name = life.portal.policy.portal_name
    assert lines(life, ticket) == [
        (name, "system", "Resolved by itself after 5 days without an answer."),
        (name, "system", "Closed by itself after 3 days without an answer."),
    ]
    assert [said["at"] for said in life.conversation(ticket)] == [
        "2026-03-07T15:00:00Z",
        "2026-03-10T14:00:00Z",
    ]


@pytest.mark.rule("TK-7")
def test_somebody_from_outside_reads_no_price_in_the_conversation(world: World, app: FastAPI) -> None:
    """What an estimate costs stands in the estimate, which a collaborator is not shown."""
    offer(world, app, "collaborators", "estimates")
    grant(world, app, "basic", Permission.COLLABORATORS, Permission.ESTIMATES)
    ticket = world.create("dana")
    path = f"/tickets/{ticket['ref']['id']}"
    body = {"kind": "collaborator", "email": "tom@dentists.example"}
    made(world.client("dana").post(f"{path}/changes", json=body, headers=world.key()))
    proposal = {"title": "New till", "amount": "$1,440.00", "note": "With delivery"}
    made(world.client("sam").post(f"{path}/estimates", json=proposal, headers=world.key()), 201)

    seen = made(world.see("tom", ticket))
    assert seen["estimates"] == []
    told = made(world.client("tom").get(f"{path}/messages"))["messages"]
    assert told
    assert not [said for said in told if "1,440" in said["text"]]


@pytest.mark.rule("TK-7")
@pytest.mark.rule("ST-7")
def test_somebody_from_outside_does_not_go_on_from_a_ticket(world: World, app: FastAPI) -> None:
    """A collaborator only looks: a ticket of theirs cannot name a closed one that they were added to."""
    offer(world, app, "collaborators")
    grant(world, app, "basic", Permission.COLLABORATORS)
    ticket = world.create("dana")
    path = f"/tickets/{ticket['ref']['id']}/changes"
    body = {"kind": "collaborator", "email": "tom@dentists.example"}
    made(world.client("dana").post(path, json=body, headers=world.key()))
    closed = made(world.change("dana", ticket, kind="close"))

    wanted = {"subject": "Mine", "references": closed["ref"]["id"]}
    refused = world.client("tom").post("/tickets", json=wanted, headers=world.key())
    assert refused.status_code == 422
    assert list(refused.json()["fields"]) == ["references"]
    assert made(world.see("dana", ticket))["etag"] == closed["etag"]
