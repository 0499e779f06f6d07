"""Accounts that support decides about: every request is a ticket (REG-2), or a form that needs no account (REG-5)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import StandingClock, World, made, problem
from tests.embedded.life import Life, begin
from tests.embedded.people import activate, add, ask, letters
from tests.embedded.policies import adopt
from trayapp.core.errors import Forbidden
from trayapp.embedded import registrations


@pytest.fixture
def clients(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """The profile `registered`: users Dana and Leo, the Main support user Maya; Tom elsewhere."""
    life = begin("registered", tmp_path / "portal", clock, app, loop)
    life.add("maya", "bakery", "main")
    yield life
    life.end()


@pytest.fixture
def cases(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """The profile `cases`, where a form registers people without signing in."""
    life = begin("cases", tmp_path / "portal", clock, app, loop)
    yield life
    life.end()


def decide(
    world: World, who: str, request: dict[str, Any], deed: str = "approve", **more: str
) -> httpx.Response:
    """That person decides about a request."""
    path = f"/registrations/{request['id']}/{deed}"
    return world.client(who).post(path, json=more, headers=world.key())


@pytest.mark.rule("REG-2")
def test_a_request_for_an_account_is_a_ticket(clients: Life) -> None:
    """Any registered user may ask; support gets a ticket that the asker sees, and no account is made yet."""
    told = made(add(clients, "dana", level="user", note="She takes over the night desk."), 201)

    assert told["state"] == "asked"
    ticket = made(clients.client("dana").get(f"/tickets/{told['ticket']['id']}"))
    assert (ticket["subject"], ticket["relation"]) == ("Register Kim Lee", "own")
    for words in ("kim@bakery.example", "bakery", "Registered user", "She takes over the night desk."):
        assert words in ticket["description"]
    assert letters(clients, "kim@bakery.example") == []
    assert len(letters(clients, "sam@support.example", "team")) == 1


@pytest.mark.rule("REG-2")
def test_support_approves_and_the_person_activates(clients: Life) -> None:
    """Approving makes the account, sends its activation letter, and tells the asker on the ticket and by letter."""
    told = made(add(clients, "dana", level="user"), 201)
    waiting = made(clients.client("sam").get("/registrations", params={"state": "asked"}))["asked"]
    assert [item["id"] for item in waiting] == [told["id"]]

    assert made(decide(clients, "sam", told, note="Welcome."))["state"] == "done"

    activate(clients, "kim", "kim@bakery.example")
    me = made(clients.client("kim").get("/probe"))["me"]
    assert (me["company"], me["level"]) == ("bakery", "user")
    assert "Welcome." in letters(clients, "dana@bakery.example", "registration")[0]
    ticket = made(clients.client("dana").get(f"/tickets/{told['ticket']['id']}"))
    bucket = clients.portal.policy.bucket(ticket["status"])
    assert bucket == "resolved"
    thread = made(clients.client("dana").get(f"/tickets/{told['ticket']['id']}/messages"))["messages"]
    assert "Kim Lee was registered" in thread[-1]["text"]
    assert made(clients.client("sam").get("/registrations", params={"state": "asked"}))["asked"] == []


@pytest.mark.rule("REG-2")
def test_support_may_decline(clients: Life) -> None:
    """A request that is declined makes no account; the asker hears why."""
    told = made(add(clients, "dana", level="user"), 201)
    assert made(decide(clients, "sam", told, "decline", note="She has left."))["state"] == "declined"
    assert "She has left." in letters(clients, "dana@bakery.example", "registration")[0]
    assert letters(clients, "kim@bakery.example") == []


def test_a_request_is_decided_once_and_by_support(clients: Life) -> None:
    """Nobody else decides, what was decided stays, and what is not there is not found."""
    told = made(add(clients, "dana", level="user"), 201)
    for deed in ("approve", "decline"):
        problem(decide(clients, "maya", told, deed), 403, "forbidden")
    made(decide(clients, "sam", told, "decline"))
    problem(decide(clients, "sam", told), 422, "rejected")
    problem(decide(clients, "sam", {"id": "r_none"}), 404, "not_found")


@pytest.mark.rule("REG-2")
def test_only_the_main_support_user_requests_a_removal(clients: Life) -> None:
    """A user is refused; the Main support user's request is a ticket, and support removes the account."""
    problem(ask(clients, "dana", action="remove", email="leo@bakery.example"), 403, "forbidden")
    told = made(ask(clients, "maya", action="remove", email="leo@bakery.example", note="Has left."), 201)
    assert (told["state"], told["name"]) == ("asked", "Leo")
    assert made(clients.see("maya", {"ref": told["ticket"]}))["subject"] == "Remove Leo"
    made(clients.client("leo").get("/probe"))

    made(decide(clients, "sam", told))

    problem(clients.client("leo").get("/probe"), 401, "sign_in")
    assert "Leo" in letters(clients, "maya@bakery.example", "registration")[0]


@pytest.mark.rule("REG-2")
def test_the_number_of_users_is_not_limited(clients: Life) -> None:
    """One user asks for many, and all of them are made."""
    for number in range(25):
        made(decide(clients, "sam", made(add(clients, "dana", f"kim{number}@bakery.example"), 201)))
    with clients.portal.db.read() as tx:
        row = tx.execute("SELECT count(*) AS users FROM accounts WHERE state = 'invited'").fetchone()
    assert row["users"] == 25


@pytest.mark.rule("REG-3")
def test_who_is_known_but_not_registered_becomes_so(clients: Life) -> None:
    """A colleague asks for somebody who is not registered; once support agrees, their tickets pass."""
    clients.add("nick", "bakery", "user", registered=False)
    problem(
        clients.client("nick").post("/tickets", json={"subject": "Help"}, headers=clients.key()),
        403,
        "not_registered",
    )

    made(decide(clients, "sam", made(add(clients, "dana", "nick@bakery.example"), 201)))

    assert made(clients.client("nick").get("/probe"))["me"]["registered"] is True
    assert clients.create("nick")["relation"] == "own"
    assert len(letters(clients, "nick@bakery.example", "registration")) == 1


@pytest.mark.rule("REG-2")
def test_who_is_not_registered_registers_nobody(clients: Life) -> None:
    """Only registered users ask for others, also before the day from which on it is needed for tickets."""
    clients.add("nick", "bakery", "user", registered=False)
    problem(add(clients, "nick"), 403, "not_registered")


def form(world: World, email: str, company: str = "Bakery") -> None:
    """Somebody fills in the form that needs no account."""
    with world.portal.work() as work:
        registrations.ask_without_account(world.portal, work, company, "Kim Lee", email, "Night desk")


@pytest.mark.rule("REG-5")
def test_a_form_without_signing_in_reaches_support(cases: Life) -> None:
    """What was filled in is recorded and told to support by letter; nothing goes to the address yet."""
    form(cases, "kim@bakery.example")

    (waiting,) = made(cases.client("sam").get("/registrations", params={"state": "asked"}))["asked"]
    assert (waiting["email"], waiting["company"], waiting["ticket"]) == ("kim@bakery.example", "Bakery", None)
    assert "Night desk" in letters(cases, "sam@support.example", "registration")[0]
    assert letters(cases, "kim@bakery.example") == []
    assert made(cases.client("dana").get("/registrations"))["asked"] == []


@pytest.mark.rule("REG-5")
def test_support_follows_up_by_e_mail(cases: Life) -> None:
    """Approving it sends the activation letter; the company is the one of that name, whatever its capitals."""
    form(cases, "kim@bakery.example")
    (waiting,) = made(cases.client("sam").get("/registrations"))["asked"]
    made(decide(cases, "sam", waiting))
    activate(cases, "kim", "kim@bakery.example")
    assert made(cases.client("kim").get("/probe"))["me"]["company"] == "bakery"


def test_support_says_which_company_and_level(cases: Life) -> None:
    """Where nobody was signed in, support may correct company and level; an unknown level is refused."""
    form(cases, "kim@florist.example", "Florst")
    (waiting,) = made(cases.client("sam").get("/registrations"))["asked"]
    assert "level" in problem(decide(cases, "sam", waiting, level="king"), 422, "rejected")["fields"]
    made(decide(cases, "sam", waiting, company="Florist", level="user"))
    activate(cases, "kim", "kim@florist.example")
    assert made(cases.client("kim").get("/probe"))["me"]["company"] == "Florist"


@pytest.mark.rule("REG-5")
def test_the_form_does_not_tell_who_has_an_account(cases: Life) -> None:
    """For an address that has an account the form does the same to see; only that address gets a letter."""
    form(cases, "dana@bakery.example")
    assert "There is one already" in letters(cases, "dana@bakery.example", "account")[0]
    assert made(cases.client("sam").get("/registrations"))["asked"] == []


@pytest.mark.rule("REG-6")
def test_a_first_time_user_of_a_known_company_gets_the_account(cases: Life, app: FastAPI) -> None:
    """Where policy allows it, an address of a company's domain gets the activation letter at once; others wait."""
    rules = cases.portal.policy.registration
    adopt(cases, app, registration=type(rules)(self_service="account"))
    with cases.portal.work() as work:
        work.tx.execute("UPDATE companies SET domain = 'Bakery.example' WHERE name = 'bakery'")

    form(cases, "kim@bakery.example", "whatever they typed")
    form(cases, "kim@elsewhere.example")

    activate(cases, "kim", "kim@bakery.example")
    me = made(cases.client("kim").get("/probe"))["me"]
    assert (me["company"], me["level"]) == ("bakery", "user")
    assert letters(cases, "kim@elsewhere.example") == []
    waiting = made(cases.client("sam").get("/registrations", params={"state": "asked"}))["asked"]
    assert [item["email"] for item in waiting] == ["kim@elsewhere.example"]


@pytest.mark.rule("REG-6")
def test_a_letter_that_was_lost_comes_again(cases: Life, app: FastAPI) -> None:
    """Who is invited and fills in the form again gets a new letter; the link of the first is good no longer."""
    rules = cases.portal.policy.registration
    adopt(cases, app, registration=type(rules)(self_service="account"))
    with cases.portal.work() as work:
        work.tx.execute("UPDATE companies SET domain = 'bakery.example' WHERE name = 'bakery'")
    form(cases, "kim@bakery.example")
    form(cases, "kim@bakery.example")
    first, second = letters(cases, "kim@bakery.example", "activation")
    assert first != second
    activate(cases, "kim", "kim@bakery.example")


@pytest.mark.rule("REG-5")
def test_where_it_is_off_nobody_registers_by_form(cases: Life, app: FastAPI) -> None:
    """A portal whose policy offers no form accepts none."""
    adopt(cases, app, registration=type(cases.portal.policy.registration)(self_service="off"))
    with pytest.raises(Forbidden):
        form(cases, "kim@bakery.example")
