"""Estimates: proposed by support, approved or declined by the employee."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.embedded.conftest import World, made, problem
from tests.embedded.policies import grant, offer
from tests.embedded.test_changes import pull
from trayapp.core.policy import Permission

pytestmark = pytest.mark.rule("TK-6")


@pytest.fixture
def office(world: World, app: FastAPI) -> World:
    """A portal with estimates, on which basic and manager decide."""
    offer(world, app, "estimates")
    for level in ("basic", "manager"):
        grant(world, app, level, Permission.ESTIMATES)
    return world


def propose(world: World, ticket: dict[str, Any], who: str = "sam", **body: str) -> httpx.Response:
    """An estimate for that ticket."""
    said = {"title": "New server", "amount": "12 hours, $1,440.00", **body}
    return world.client(who).post(f"/tickets/{ticket['ref']['id']}/estimates", json=said, headers=world.key())


def proposed(world: World, ticket: dict[str, Any]) -> str:
    """The id of a new estimate."""
    return str(made(propose(world, ticket), 201)["id"])


def decide(world: World, who: str, ticket: dict[str, Any], estimate: str, approve: bool) -> httpx.Response:
    """That person decides."""
    body = {"kind": "estimate", "estimate": estimate, "approve": approve}
    path = f"/tickets/{ticket['ref']['id']}/changes"
    return world.client(who).post(path, json=body, headers=world.key())


def letters(world: World) -> list[tuple[str, str]]:
    """Recipients and subjects of letters about estimates."""
    with world.portal.db.read() as tx:
        found = tx.execute("SELECT recipient, subject FROM mails WHERE kind = 'estimate' ORDER BY seq")
        return [(row["recipient"], row["subject"]) for row in found]


def told(world: World, who: str) -> list[str]:
    """What stands behind that person's bell about estimates, the newest first."""
    notices = made(world.client(who).get("/notices"))["notices"]
    return [notice["text"] for notice in notices if notice["kind"] == "estimate"]


def withdraw(world: World, ticket: dict[str, Any], estimate: str, who: str = "sam") -> httpx.Response:
    """That person takes it back."""
    return world.client(who).delete(f"/tickets/{ticket['ref']['id']}/estimates/{estimate}")


def test_an_estimate_stands_on_the_ticket_and_may_be_decided(office: World) -> None:
    """The requester sees title, amount and note, is granted the decision, and hears of it by bell and letter."""
    ticket = office.create("dana")
    assert "estimates" not in ticket["actions"]
    estimate = made(propose(office, ticket, note="Two disks"), 201)
    seen = made(office.see("dana", ticket))
    assert seen["estimates"] == [estimate]
    assert (estimate["state"], estimate["amount"], estimate["note"]) == (
        "proposed", "12 hours, $1,440.00", "Two disks"
    )  # fmt: skip
    assert "estimates" in seen["actions"]
    number = ticket["ref"]["number"]
    assert told(office, "dana") == [f"An estimate for ticket {number}: New server (12 hours, $1,440.00)."]
    assert letters(office) == [("dana@bakery.example", f"Ticket {number}: an estimate to decide")]


@pytest.mark.parametrize(("approve", "state"), [(True, "approved"), (False, "declined")])
def test_a_decision_stays_and_support_hears_of_it(office: World, approve: bool, state: str) -> None:
    """It is written on the ticket with who and when, said in the conversation, and support gets a letter."""
    ticket = office.create("dana")
    estimate = proposed(office, ticket)
    changed = made(decide(office, "dana", ticket, estimate, approve))
    assert (changed["estimates"][0]["state"], changed["estimates"][0]["decided_by"]) == (state, "Dana")
    assert changed["estimates"][0]["decided_at"] == "2026-03-02T15:00:00Z"
    assert "estimates" not in changed["actions"]
    thread = made(office.client("dana").get(f"/tickets/{ticket['ref']['id']}/messages"))["messages"]
    assert thread[-1]["side"] == "system"
    assert f"Dana has {state} the estimate" in thread[-1]["text"]
    assert letters(office)[-1] == (
        "sam@support.example",
        f"Ticket {ticket['ref']['number']}: estimate {state}",
    )
    assert f"Dana has {state}" in told(office, "sam")[0]


def test_a_manager_decides_for_the_company(office: World) -> None:
    """What a manager decided on a colleague's ticket its requester hears of."""
    ticket = office.create("dana")
    estimate = proposed(office, ticket)
    assert made(decide(office, "leo", ticket, estimate, True))["estimates"][0]["decided_by"] == "Leo"
    assert "Leo has approved" in told(office, "dana")[0]


def test_deciding_again_is_harmless_but_not_otherwise(office: World) -> None:
    """The same decision changes nothing more; the opposite one is refused with who decided."""
    ticket = office.create("dana")
    estimate = proposed(office, ticket)
    first = made(decide(office, "dana", ticket, estimate, True))
    assert made(decide(office, "dana", ticket, estimate, True))["etag"] == first["etag"]
    fields = problem(decide(office, "leo", ticket, estimate, False), 422, "rejected")["fields"]
    assert fields["estimate"] == "This estimate was approved already, by Dana."


def test_what_was_withdrawn_cannot_be_decided(office: World) -> None:
    """It still stands on the ticket as withdrawn, asks for nothing, and a late decision learns why."""
    ticket = office.create("dana")
    estimate = proposed(office, ticket)
    assert [withdraw(office, ticket, estimate).status_code for _ in range(2)] == [204, 204]
    seen = made(office.see("dana", ticket))
    assert (seen["estimates"][0]["state"], "estimates" in seen["actions"]) == ("withdrawn", False)
    fields = problem(decide(office, "dana", ticket, estimate, True), 422, "rejected")["fields"]
    assert fields["estimate"] == "Support has withdrawn this estimate."
    assert "was withdrawn" in told(office, "dana")[0]


def test_what_was_decided_cannot_be_withdrawn(office: World) -> None:
    """Support cannot take back what the employee approved."""
    ticket = office.create("dana")
    estimate = proposed(office, ticket)
    decide(office, "dana", ticket, estimate, True)
    problem(withdraw(office, ticket, estimate), 422, "rejected")
    problem(withdraw(office, ticket, "e_none"), 404, "not_found")


def test_a_closed_ticket_has_nothing_to_decide(office: World) -> None:
    """Once it is closed an estimate is neither proposed nor decided; the reason says that it is closed."""
    ticket = office.create("dana")
    estimate = proposed(office, ticket)
    closed = made(office.change("dana", ticket, kind="close"))
    assert "estimates" not in closed["actions"]
    assert "closed" in problem(decide(office, "dana", ticket, estimate, True), 422, "rejected")["fields"][""]
    problem(propose(office, ticket), 422, "rejected")


def test_an_estimate_of_another_ticket_is_not_there(office: World) -> None:
    """An estimate is decided on its own ticket only."""
    estimate = proposed(office, office.create("dana", "one"))
    other = office.create("dana", "two")
    fields = problem(decide(office, "dana", other, estimate, True), 422, "rejected")["fields"]
    assert fields["estimate"] == "There is no such estimate on this ticket."


def test_only_support_proposes_and_withdraws(office: World) -> None:
    """An employee proposes nothing, whatever their level; support does not decide."""
    ticket = office.create("dana")
    estimate = proposed(office, ticket)
    for who in ("dana", "leo", "maya"):
        problem(propose(office, ticket, who), 403, "forbidden")
        problem(withdraw(office, ticket, estimate, who), 403, "forbidden")
    problem(propose(office, ticket, "tom"), 404, "not_found")
    problem(decide(office, "sam", ticket, estimate, True), 403, "forbidden")


def test_a_level_without_the_permission_sees_but_does_not_decide(office: World) -> None:
    """Maya's level sees the ticket of her company and is refused."""
    ticket = office.create("dana")
    estimate = proposed(office, ticket)
    seen = made(office.see("maya", ticket))
    assert (len(seen["estimates"]), "estimates" in seen["actions"]) == (1, False)
    problem(decide(office, "maya", ticket, estimate, True), 403, "forbidden")


def test_a_portal_without_estimates_refuses_them(office: World, app: FastAPI) -> None:
    """A feature that the policy does not name is not offered, shown or accepted."""
    ticket = office.create("dana")
    estimate = proposed(office, ticket)
    offer(office, app)
    seen = made(office.see("dana", ticket))
    assert (seen["estimates"], "estimates" in seen["actions"]) == ([], False)
    problem(decide(office, "dana", ticket, estimate, True), 403, "forbidden")
    problem(propose(office, ticket), 403, "forbidden")


@pytest.mark.rule("TK-7")
def test_a_collaborator_does_not_see_what_work_costs(office: World) -> None:
    """Somebody outside of the company sees the ticket without its estimates, and decides nothing."""
    from tests.embedded.test_access import share

    ticket = office.create("dana")
    estimate = proposed(office, ticket)
    share(office, ticket, "tom")
    seen = made(office.see("tom", ticket))
    assert (seen["relation"], seen["estimates"]) == ("collaborator", [])
    problem(decide(office, "tom", ticket, estimate, True), 403, "forbidden")


def test_a_new_estimate_comes_with_the_changes(office: World) -> None:
    """The ticket has changed, and the notice comes on the same page."""
    ticket = office.create("dana")
    cursor = pull(office, "dana")["cursor"]
    proposed(office, ticket)
    page = pull(office, "dana", cursor)
    assert [len(item["ticket"]["estimates"]) for item in page["tickets"]] == [1]
    assert [notice["kind"] for notice in page["notices"]] == ["estimate"]
