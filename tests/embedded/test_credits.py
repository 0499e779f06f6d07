"""Service credits that were billed for the work on tickets."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.embedded.conftest import World, made, problem
from tests.embedded.policies import grant, offer
from tests.embedded.test_access import share
from trayapp.core.policy import Permission
from trayapp.embedded import credits as credit_rows

pytestmark = pytest.mark.rule("TK-9")


@pytest.fixture
def office(world: World, app: FastAPI) -> World:
    """A portal that bills credits and shows them to basic and manager."""
    offer(world, app, "credits")
    for level in ("basic", "manager"):
        grant(world, app, level, Permission.CREDITS)
    return world


def charge(
    world: World, ticket: dict[str, Any], amount: Any, note: str = "", who: str = "sam"
) -> httpx.Response:
    """Credits for that ticket."""
    path = f"/tickets/{ticket['ref']['id']}/credits"
    return world.client(who).post(path, json={"amount": amount, "note": note}, headers=world.key())


def total(world: World, who: str) -> float | None:
    """What that person's company was billed."""
    with world.portal.db.read() as tx:
        return credit_rows.total(tx, world.people[who].company_id)


def test_what_was_billed_stands_on_the_ticket(office: World) -> None:
    """The sum of all that was billed and given back, exactly; nothing at all is null and not zero."""
    ticket = office.create("dana")
    assert ticket["credits"] is None
    for amount in (0.1, 0.2, 2, -1):
        made(charge(office, ticket, amount), 201)
    assert made(office.see("dana", ticket))["credits"] == 1.3
    assert made(office.see("leo", ticket))["credits"] == 1.3


def test_the_list_tells_what_was_billed_for_which_ticket(office: World) -> None:
    """Each ticket of mine with its entries, and the sum for the whole company."""
    mine, other = office.create("leo", "Mine"), office.create("dana", "Hers")
    office.create("dana", "Free")
    charge(office, mine, 3, "Two visits")
    charge(office, mine, 1.5, "By telephone")
    charge(office, other, 4)
    bill = made(office.client("dana").get("/credits"))
    assert [(item["ticket"]["number"], item["total"]) for item in bill["tickets"]] == [
        (other["ref"]["number"], 4)
    ]
    assert bill["total"] == total(office, "dana") == 8.5
    bill = made(office.client("leo").get("/credits"))
    assert [(item["subject"], item["total"]) for item in bill["tickets"]] == [("Hers", 4), ("Mine", 4.5)]
    assert [(each["amount"], each["note"]) for each in bill["tickets"][1]["entries"]] == [
        (3, "Two visits"), (1.5, "By telephone")
    ]  # fmt: skip
    assert total(office, "tom") is None
    assert made(office.client("tom").get("/credits")) == {"total": None, "tickets": []}


def test_who_may_not_see_credits_sees_none(office: World, app: FastAPI) -> None:
    """A level without the permission, a collaborator, and everybody when the policy does not name credits."""
    ticket = office.create("dana")
    charge(office, ticket, 5)
    share(office, ticket, "tom")
    assert [made(office.see(who, ticket))["credits"] for who in ("maya", "tom", "sam")] == [None, None, 5]
    problem(office.client("maya").get("/credits"), 403, "forbidden")
    assert made(office.client("tom").get("/credits"))["tickets"] == []
    offer(office, app)
    assert made(office.see("dana", ticket))["credits"] is None
    problem(office.client("dana").get("/credits"), 403, "forbidden")
    problem(charge(office, ticket, 1), 403, "forbidden")


def test_only_support_bills(office: World) -> None:
    """Nobody else, whatever their level; and nobody bills for a ticket that they do not see."""
    ticket = office.create("dana")
    for who in ("dana", "leo", "maya"):
        problem(charge(office, ticket, 1, who=who), 403, "forbidden")
    problem(charge(office, ticket, 1, who="tom"), 404, "not_found")


@pytest.mark.parametrize("amount", ["much", 1e300, None])
def test_an_amount_is_a_number_within_bounds(office: World, amount: Any) -> None:
    """What is no amount is refused by field."""
    ticket = office.create("dana")
    assert "amount" in problem(charge(office, ticket, amount), 422, "rejected")["fields"]


def test_billing_again_with_the_same_key_bills_once(office: World) -> None:
    """What support sends twice is billed once."""
    ticket = office.create("dana")
    path, key = f"/tickets/{ticket['ref']['id']}/credits", office.key()
    for _ in range(2):
        assert made(office.client("sam").post(path, json={"amount": 2}, headers=key), 201)["credits"] == 2
