"""Whoever was added to a ticket may take themselves off it, and nobody else by that (TK-7, TK-8)."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from tests.embedded.conftest import World, made, problem
from tests.embedded.policies import grant, offer
from tests.embedded.test_participants import put
from trayapp.core.policy import Permission

IRA, TOM, LEO = "ira@bakery.example", "tom@dentists.example", "leo@bakery.example"


@pytest.fixture
def shared(world: World, app: FastAPI) -> World:
    """Managers may add people, a Basic may not. Ira is a Basic, and dana's colleague."""
    offer(world, app, "subscribers", "collaborators")
    grant(world, app, "basic", Permission.CREATE, Permission.UPDATE, Permission.CLOSE, only=True)
    world.add("ira", "bakery", "basic")
    return world


@pytest.mark.parametrize(
    ("who", "role", "email"),
    [
        pytest.param("ira", "subscriber", IRA, marks=pytest.mark.rule("TK-8")),
        pytest.param("tom", "collaborator", TOM, marks=pytest.mark.rule("TK-7")),
    ],
)
@pytest.mark.parametrize("closed", [False, True])
def test_one_may_leave_a_ticket(shared: World, who: str, role: str, email: str, *, closed: bool) -> None:
    """They see it no more, are told so by the feed, and hear of nothing; sent again, nothing else happens."""
    ticket = shared.create("dana")
    made(put(shared, ticket, role, email, by="leo"))
    if closed:
        made(shared.change("dana", ticket, kind="close"))
    assert "leave" in made(shared.see(who, ticket))["actions"]
    cursor = made(shared.client(who).get("/changes"))["cursor"]
    path, body = (
        f"/tickets/{ticket['ref']['id']}/changes",
        {"kind": role, "email": email.upper(), "on": False},
    )
    key = shared.key()

    left = made(shared.client(who).post(path, json=body, headers=key))

    assert (left["actions"], [each for each in left["people"] if each["email"] == email]) == ([], [])
    problem(shared.see(who, ticket), 404, "not_found")
    page = made(shared.client(who).get("/changes", params={"cursor": cursor}))
    assert (page["tickets"], page["removed"]) == ([], [ticket["ref"]["id"]])
    assert made(shared.see("dana", ticket))["people"] == []
    assert made(shared.client(who).post(path, json=body, headers=key)) == left


@pytest.mark.rule("TK-8")
def test_leaving_takes_nobody_else_off(shared: World) -> None:
    """A Basic who was added cannot take a colleague off, nor leave in a role that is not theirs."""
    ticket = shared.create("dana")
    made(put(shared, ticket, "subscriber", IRA, by="leo"))
    made(put(shared, ticket, "subscriber", LEO, by="leo"))
    problem(put(shared, ticket, "subscriber", LEO, on=False, by="ira"), 403, "forbidden")
    problem(put(shared, ticket, "collaborator", IRA, on=False, by="ira"), 422, "rejected")
    problem(put(shared, ticket, "subscriber", "dana@bakery.example", on=False), 422, "rejected")
    assert len(made(shared.see("dana", ticket))["people"]) == 2


@pytest.mark.rule("TK-8")
@pytest.mark.rule("ROLE-4")
def test_a_manager_who_leaves_still_sees_the_ticket(shared: World) -> None:
    """Their level shows it to them; they only hear of it no longer."""
    ticket = shared.create("dana")
    made(put(shared, ticket, "subscriber", LEO, by="leo"))
    left = made(put(shared, ticket, "subscriber", LEO, on=False, by="leo"))
    assert (left["relation"], left["people"]) == ("company", [])
    assert "leave" not in left["actions"]
