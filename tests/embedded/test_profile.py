"""One's own profile (INFO-6): name, telephone, address at once; another e-mail address by a letter to it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.embedded.conftest import World, made, problem
from tests.embedded.people import letters, link_in
from tests.embedded.policies import grant
from trayapp.core.policy import Permission
from trayapp.embedded import new_email

HOME = {"street": "12 Mill Lane", "city": "Salem", "region": "MA", "postcode": "01970", "country": "USA"}
EMPTY = dict.fromkeys(HOME, "")


def edit(world: World, who: str = "dana", **wish: Any) -> httpx.Response:
    """That person edits their profile."""
    body = {"name": "Dana", "email": f"{who}@bakery.example"} | wish
    return world.client(who).post("/profile", json=body, headers=world.key())


def me(world: World, who: str = "dana") -> dict[str, Any]:
    """Their account as the app gets it."""
    told: dict[str, Any] = made(world.client(who).get("/probe"))["me"]
    return told


@pytest.mark.rule("INFO-6")
def test_name_and_telephone_count_at_once(world: World) -> None:
    """The new name stands in the account and on tickets; the telephone number among the details."""
    ticket = world.create("dana")
    assert made(edit(world, name="  Dana   Ortiz ", phone="555-0100"))["ticket"] is None
    assert (me(world)["name"], me(world)["details"]["phone"]) == ("Dana Ortiz", "555-0100")
    assert made(world.see("leo", ticket))["requester"] == "Dana Ortiz"


@pytest.mark.rule("INFO-6")
def test_an_own_address_counts_only_when_the_company_s_is_not_used(world: World) -> None:
    """With the company's address in use, what stands in the hidden fields changes nothing."""
    made(edit(world, use_company_address=True, address=HOME))
    assert (me(world)["details"]["use_company_address"], me(world)["details"]["address"]) == (True, EMPTY)
    made(edit(world, use_company_address=False, address=HOME))
    assert (me(world)["details"]["use_company_address"], me(world)["details"]["address"]) == (False, HOME)
    made(edit(world, use_company_address=True))
    assert me(world)["details"]["address"] == HOME


@pytest.mark.rule("INFO-6")
def test_the_company_s_address_is_shown(world: World) -> None:
    """The app gets the address of the company, to show it where it is used."""
    with world.portal.work() as work:
        work.tx.execute(
            "UPDATE companies SET address = ? WHERE id = ?",
            ('{"street": "1 High Street"}', world.people["dana"].company_id),
        )
    assert me(world)["details"]["company_address"] == EMPTY | {"street": "1 High Street"}


@pytest.mark.rule("INFO-6")
def test_another_address_counts_once_it_is_confirmed(world: World) -> None:
    """A letter goes to the new address; until its link is followed, the old address stays."""
    made(edit(world, email="dana.ortiz@bakery.example"))
    assert me(world)["email"] == "dana@bakery.example"
    assert me(world)["details"]["pending_email"] == "dana.ortiz@bakery.example"

    new_email.confirm(world.portal, link_in(letters(world, "dana.ortiz@bakery.example")[0]))

    assert (me(world)["email"], me(world)["details"]["pending_email"]) == ("dana.ortiz@bakery.example", "")


@pytest.mark.rule("INFO-6")
def test_the_same_wish_sends_one_letter(world: World) -> None:
    """Saving the profile again sends no second letter; going back to the old address drops the wish."""
    made(edit(world, email="dana.ortiz@bakery.example"))
    made(edit(world, email="dana.ortiz@bakery.example", phone="555-0100"))
    assert len(letters(world, "dana.ortiz@bakery.example")) == 1
    made(edit(world, email="DANA@bakery.example"))
    assert me(world)["details"]["pending_email"] == ""


@pytest.mark.rule("INFO-6")
def test_nobody_learns_which_addresses_are_known(world: World) -> None:
    """An address that somebody has is answered like any other; its owner alone hears, and no link takes it."""
    free = edit(world, email="free@dentists.example")
    taken = edit(world, email="tom@dentists.example")
    assert made(free).keys() == made(taken).keys()
    assert me(world)["details"]["pending_email"] == "tom@dentists.example"
    assert "?link=" not in letters(world, "tom@dentists.example")[0]


def test_nobody_is_sent_letters_without_end(world: World) -> None:
    """Wanting an address again and again sends it a few letters; then the portal asks to come back later."""
    wishes = ["victim@elsewhere.example", "other@elsewhere.example"] * 3
    for email in wishes:
        made(edit(world, email=email))
    told = edit(world, email="victim@elsewhere.example")
    problem(told, 429, "busy")
    assert int(told.headers["Retry-After"]) > 0
    assert len(letters(world, "victim@elsewhere.example")) == 3


@pytest.mark.rule("INFO-6")
def test_an_edit_is_found_by_its_key(world: World) -> None:
    """The client can ask whether an edit arrived; a ticket made with a key is no edit."""
    made(edit(world, phone="555-0100"))
    found = made(world.client("dana").get("/profile", params={"op_id": f"key-{world.keys}"}))["asked"]
    assert [item["ticket"] for item in found] == [None]
    world.create("dana")
    for key in (f"key-{world.keys}", "key-unheard-of"):
        assert made(world.client("dana").get("/profile", params={"op_id": key}))["asked"] == []


def test_a_level_without_that_right_edits_nothing(world: World, app: FastAPI) -> None:
    """Editing the profile is a permission like any other."""
    grant(world, app, "basic", Permission.CREATE, only=True)
    problem(edit(world, phone="555-0100"), 403, "forbidden")


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "nobody"}, "email"),
        ({"phone": "5" * 51}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"phone": "call me"}, "phone"),
        ({"address": {"street": "1 Mill\nLane"}}, "address.street"),
        ({"password": "secret words"}, "password"),
    ],
)
def test_what_is_wrong_is_named_by_field(world: World, wish: dict[str, Any], field: str) -> None:
    """Each thing that is wrong is told at its field; a password is never taken here."""
    assert list(problem(edit(world, **wish), 422, "rejected")["fields"]) == [field]


def test_a_number_that_stands_there_may_stay(world: World) -> None:
    """Whoever changes something else is not asked about a number that support wrote; none at all is fine, too."""
    with world.portal.work() as work:
        work.tx.execute("UPDATE accounts SET phone = '12' WHERE id = ?", (world.people["dana"].id,))

    made(edit(world, name="Dana Ortiz", phone="12"))
    made(edit(world, phone=""))
