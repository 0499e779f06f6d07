"""People who are added to a ticket: subscribers of the same company (TK-8), collaborators from outside (TK-7)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.embedded.conftest import World, made, problem
from tests.embedded.people import letters
from tests.embedded.policies import grant, offer
from trayapp.core.policy import Permission
from trayapp.embedded import invitations, participants

LEO, TOM = "leo@bakery.example", "tom@dentists.example"


@pytest.fixture
def shared(world: World, app: FastAPI) -> World:
    """Everybody may add people: both features are offered, and a Basic has both permissions. Ira is a colleague."""
    offer(world, app, "subscribers", "collaborators")
    grant(world, app, "basic", Permission.SUBSCRIBERS, Permission.COLLABORATORS)
    world.add("ira", "bakery", "basic")
    return world


def put(
    world: World, ticket: dict[str, Any], role: str, email: str, *, on: bool = True, by: str = "dana"
) -> httpx.Response:
    """Somebody is added to the ticket, or taken off it."""
    path = f"/tickets/{ticket['ref']['id']}/changes"
    return world.client(by).post(path, json={"kind": role, "email": email, "on": on}, headers=world.key())


def people(ticket: dict[str, Any]) -> list[tuple[str, str]]:
    """Role and address of each."""
    return [(item["role"], item["email"]) for item in ticket["people"]]


@pytest.mark.rule("TK-8")
def test_a_subscriber_reads_and_replies(shared: World) -> None:
    """A colleague who is added sees the ticket with all that was said, among their own open ones, and may answer."""
    ticket = shared.create("dana")
    made(shared.say("dana", ticket, "Look at this"), 201)
    problem(shared.see("ira", ticket), 404, "not_found")

    told = made(put(shared, ticket, "subscriber", "IRA@bakery.example"))

    assert people(told) == [("subscriber", "ira@bakery.example")]
    seen = made(shared.see("ira", ticket))
    assert (seen["relation"], seen["actions"]) == ("subscriber", ["leave", "update"])
    assert people(seen) == people(told)
    assert made(shared.say("ira", ticket, "I have it, too"), 201)["mine"] is True
    (change,) = made(shared.client("ira").get("/changes"))["tickets"]
    assert [message["text"] for message in change["messages"]] == ["Look at this", "I have it, too"]
    for view in ("open", "company", "all"):
        listed = made(shared.client("ira").get("/tickets", params={"view": view}))["tickets"]
        assert [item["ref"] for item in listed] == [ticket["ref"]]


@pytest.mark.rule("TK-8")
def test_a_subscriber_hears_of_everything(shared: World) -> None:
    """Being added, an answer, a status and a priority: each comes by letter and behind the bell."""
    ticket = shared.create("dana")
    made(put(shared, ticket, "subscriber", "ira@bakery.example"))
    made(shared.say("sam", ticket, "Try again"), 201)
    made(shared.change("sam", ticket, kind="priority", priority="high"))
    made(shared.change("sam", ticket, kind="status", status="assigned"))

    rung = made(shared.client("ira").get("/notices"))["notices"]
    assert {item["kind"] for item in rung} == {"person", "answer", "status"}
    assert len(rung) == len(letters(shared, "ira@bakery.example")) == 4
    assert letters(shared, TOM) == []


@pytest.mark.rule("TK-8")
def test_a_manager_who_subscribes_keeps_their_rights(shared: World) -> None:
    """A subscriber whose level sees the whole company may do what it may, and sees the ticket afterwards."""
    ticket = shared.create("dana")
    made(put(shared, ticket, "subscriber", LEO))
    seen = made(shared.see("leo", ticket))
    assert seen["relation"] == "subscriber"
    assert set(seen["actions"]) >= {"close", "priority", "update"}
    cursor = made(shared.client("leo").get("/changes"))["cursor"]

    made(put(shared, ticket, "subscriber", LEO, on=False))

    page = made(shared.client("leo").get("/changes", params={"cursor": cursor}))
    assert (page["removed"], [item["ticket"]["relation"] for item in page["tickets"]]) == ([], ["company"])


@pytest.mark.rule("TK-6")
@pytest.mark.rule("TK-9")
def test_subscribing_takes_no_view_of_money_away(shared: World, app: FastAPI) -> None:
    """A Manager who subscribes still decides about estimates and sees what was billed; a Basic decides nothing."""
    offer(shared, app, "subscribers", "estimates", "credits")
    for level in ("basic", "manager"):
        grant(shared, app, level, Permission.ESTIMATES, Permission.CREDITS)
    ticket = shared.create("dana")
    for who in (LEO, "ira@bakery.example"):
        made(put(shared, ticket, "subscriber", who))
    path = f"/tickets/{ticket['ref']['id']}"
    estimate = {"title": "Rewire", "amount": "3 hours"}
    made(shared.client("sam").post(f"{path}/estimates", json=estimate, headers=shared.key()), 201)
    made(shared.client("sam").post(f"{path}/credits", json={"amount": 2}, headers=shared.key()), 201)

    leo, ira = (made(shared.see(who, ticket)) for who in ("leo", "ira"))

    assert ("estimates" in leo["actions"], leo["credits"]) == (True, 2.0)
    assert ("estimates" in ira["actions"], ira["credits"]) == (False, 2.0)


@pytest.mark.rule("TK-8")
def test_who_is_taken_off_sees_it_no_longer(shared: World) -> None:
    """The ticket is gone for them, with the next pull, and they hear no more of it."""
    ticket = shared.create("dana")
    made(put(shared, ticket, "subscriber", "ira@bakery.example"))
    cursor = made(shared.client("ira").get("/changes"))["cursor"]
    assert people(made(put(shared, ticket, "subscriber", "ira@bakery.example", on=False))) == []
    assert made(shared.client("ira").get("/changes", params={"cursor": cursor}))["removed"] == [
        ticket["ref"]["id"]
    ]
    problem(shared.see("ira", ticket), 404, "not_found")


@pytest.mark.rule("TK-8")
@pytest.mark.parametrize("email", [TOM, "nobody@bakery.example", "sam@support.example"])
def test_only_a_colleague_subscribes(shared: World, email: str) -> None:
    """Somebody of another company is refused like somebody unknown, by the address."""
    ticket = shared.create("dana")
    told = problem(put(shared, ticket, "subscriber", email), 422, "rejected")
    assert told["fields"] == {
        "email": "Nobody with this address has access to the portal for the company of this ticket."
    }


@pytest.mark.rule("TK-8")
def test_who_cannot_sign_in_does_not_subscribe(shared: World) -> None:
    """An account that was removed counts as nobody."""
    ticket = shared.create("dana")
    with shared.portal.work() as work:
        invitations.remove(work, shared.people["ira"].id)
    problem(put(shared, ticket, "subscriber", "ira@bakery.example"), 422, "rejected")


@pytest.mark.rule("TK-7")
def test_a_collaborator_comes_from_outside_and_only_reads(shared: World) -> None:
    """Somebody outside of the organisation who is added sees the case in a view of its own, and may do nothing."""
    ticket = shared.create("dana")
    told = made(put(shared, ticket, "collaborator", TOM))

    assert people(told) == [("collaborator", TOM)]
    seen = made(shared.see("tom", ticket))
    assert (seen["relation"], seen["actions"], seen["people"]) == ("collaborator", ["leave"], [])
    problem(shared.say("tom", ticket), 403, "forbidden")
    problem(put(shared, ticket, "collaborator", "ira@bakery.example", by="tom"), 403, "forbidden")
    listed = made(shared.client("tom").get("/tickets", params={"view": "collaborator"}))["tickets"]
    assert [item["ref"] for item in listed] == [ticket["ref"]]
    assert "collaborator" in made(shared.client("tom").get("/probe"))["capabilities"]["views"]
    assert len(letters(shared, TOM, "person")) == 1


@pytest.mark.rule("TK-7")
@pytest.mark.parametrize(
    ("email", "reason"),
    [
        ("nobody@elsewhere.example", "Nobody with this address"),
        ("sam@support.example", "Nobody with this address"),
        ("ira@bakery.example", "of the same company"),
        ("dana@bakery.example", "whose ticket it is"),
    ],
)
def test_who_cannot_collaborate_is_refused_with_the_reason(shared: World, email: str, reason: str) -> None:
    """Somebody unknown, support itself, a colleague and the requester are refused by the address."""
    told = problem(put(shared, shared.create("dana"), "collaborator", email), 422, "rejected")
    assert list(told["fields"]) == ["email"]
    assert reason in told["fields"]["email"]


@pytest.mark.rule("TK-7")
def test_adding_twice_changes_nothing(shared: World) -> None:
    """Who is there already is not told again; who is not there cannot be taken off."""
    ticket = shared.create("dana")
    first = made(put(shared, ticket, "collaborator", TOM))
    second = made(put(shared, ticket, "collaborator", TOM))
    assert first["etag"] == second["etag"]
    assert len(letters(shared, TOM, "person")) == 1
    made(put(shared, ticket, "collaborator", TOM, on=False))
    told = problem(put(shared, ticket, "collaborator", TOM, on=False), 422, "rejected")
    assert "email" in told["fields"]


@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
def test_nobody_is_added_where_it_is_not_offered(shared: World, app: FastAPI) -> None:
    """Without the feature, or without the permission, nobody is added, and the app is not offered it."""
    ticket = shared.create("dana")
    offer(shared, app)
    for role, email in (("subscriber", "ira@bakery.example"), ("collaborator", TOM)):
        problem(put(shared, ticket, role, email), 403, "forbidden")
        problem(shared.client("dana").get("/contacts", params={"q": email, "role": role}), 403, "forbidden")
    told = made(shared.client("dana").get("/probe"))
    assert told["capabilities"]["contacts"] is False
    assert not {"subscribers", "collaborators"} & set(told["me"]["permissions"])
    assert not {"subscribers", "collaborators"} & set(made(shared.see("dana", ticket))["actions"])


@pytest.mark.rule("TK-8")
def test_nobody_is_added_to_a_closed_ticket(shared: World) -> None:
    """A closed ticket is left as it is."""
    ticket = made(shared.change("dana", shared.create("dana"), kind="close"))
    told = problem(put(shared, ticket, "subscriber", "ira@bakery.example"), 422, "rejected")
    assert "closed" in told["fields"][""]


def test_a_ticket_takes_only_so_many(shared: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit an address is refused, and nobody is taken off for it."""
    monkeypatch.setattr(participants, "MOST", 1)
    ticket = shared.create("dana")
    made(put(shared, ticket, "subscriber", "ira@bakery.example"))
    problem(put(shared, ticket, "collaborator", TOM), 422, "rejected")
    assert people(made(shared.see("dana", ticket))) == [("subscriber", "ira@bakery.example")]


def find(world: World, q: str, role: str, who: str = "dana") -> list[str]:
    """Addresses of those whom that person finds."""
    found = made(world.client(who).get("/contacts", params={"q": q, "role": role}))["contacts"]
    return [item["email"] for item in found]


@pytest.mark.rule("TK-8")
def test_colleagues_are_found_by_a_part_of_name_or_address(shared: World) -> None:
    """A few letters find colleagues; not oneself, not those who are gone, and nobody of another company."""
    with shared.portal.work() as work:
        invitations.remove(work, shared.people["maya"].id)
    assert find(shared, "ir", "subscriber") == ["ira@bakery.example"]
    assert find(shared, "LEO@", "subscriber") == [LEO]
    assert find(shared, "", "subscriber") == ["ira@bakery.example", LEO]
    assert find(shared, "tom", "subscriber") == []
    assert find(shared, "%", "subscriber") == []


@pytest.mark.rule("TK-7")
def test_others_are_found_by_their_whole_address_only(shared: World) -> None:
    """Nobody reads another company's people letter by letter."""
    assert find(shared, "Tom@Dentists.example", "collaborator") == [TOM]
    for words in ("tom", "tom@dentists", "@dentists.example", "%", ""):
        assert find(shared, words, "collaborator") == []
    assert find(shared, LEO, "collaborator") == find(shared, "sam@support.example", "collaborator") == []
