"""How somebody becomes a user who was asked for by a colleague (REG-1, REG-4, ROLE-3), and ceases to be one (REG-2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import StandingClock, World, made, problem
from tests.embedded.life import Life, begin
from tests.embedded.people import activate, add, ask, give_token, letters
from tests.embedded.policies import adopt, grant
from trayapp.core.policy import Permission


@pytest.fixture
def member(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """The profile `member`: basic Dana and Leo, Manager Mona and Primary Pia of one company, basic Tom of another."""
    life = begin("member", tmp_path / "portal", clock, app, loop, "basic")
    life.add("mona", "bakery", "manager")
    life.add("pia", "bakery", "primary")
    yield life
    life.end()


@pytest.mark.rule("REG-4")
@pytest.mark.rule("ROLE-3")
def test_a_manager_adds_somebody_who_activates_by_letter(member: Life) -> None:
    """Name, address and level are enough: the person gets a letter, chooses a password, and only then is a user."""
    told = made(add(member, "mona", level="it"), 201)

    assert (told["state"], told["ticket"], told["level"]) == ("done", None, "it")
    assert len(letters(member, "kim@bakery.example")) == 1
    activate(member, "kim", "kim@bakery.example")
    me = made(member.client("kim").get("/probe"))["me"]
    assert (me["name"], me["company"], me["level"], me["registered"]) == ("Kim Lee", "bakery", "it", True)


@pytest.mark.rule("REG-4")
def test_an_account_that_is_not_activated_cannot_be_used(member: Life) -> None:
    """Before the letter is answered no token of the account is accepted."""
    made(add(member, "mona", level="basic"), 201)
    with member.portal.db.read() as tx:
        row = tx.execute("SELECT id FROM accounts WHERE email = 'kim@bakery.example'").fetchone()
    give_token(member, "kim", row["id"])

    problem(member.client("kim").get("/probe"), 401, "sign_in")


@pytest.mark.rule("ROLE-3")
def test_a_manager_does_not_make_a_primary(member: Life) -> None:
    """A level above one's own grants is refused at that field, and nothing is made."""
    told = problem(add(member, "mona", level="primary"), 422, "rejected")

    assert list(told["fields"]) == ["level"]
    assert "Manager" in told["fields"]["level"]
    assert letters(member, "kim@bakery.example") == []
    assert made(add(member, "pia", level="primary"), 201)["level"] == "primary"


@pytest.mark.rule("ROLE-3")
def test_without_a_level_the_lowest_is_taken(member: Life) -> None:
    """Who does not name a level gets the lowest that the asker may request."""
    assert made(add(member, "pia"), 201)["level"] == "basic"


@pytest.mark.rule("ROLE-3")
def test_other_levels_add_nobody(member: Life) -> None:
    """A Basic is refused, whatever level is asked for."""
    problem(add(member, "dana", level="basic"), 403, "forbidden")
    assert letters(member, "kim@bakery.example") == []


@pytest.mark.rule("REG-4")
def test_a_registration_takes_effect_once(member: Life) -> None:
    """The same request with the same key makes one account and sends one letter; it is found by that key."""
    body = {"action": "add", "name": "Kim Lee", "email": "kim@bakery.example", "level": "sales"}
    first, second = (
        member.client("mona").post("/registrations", json=body, headers={"Idempotency-Key": "once"})
        for _ in range(2)
    )

    assert made(first, 201) == made(second, 201)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert len(letters(member, "kim@bakery.example")) == 1
    found = made(member.client("mona").get("/registrations", params={"op_id": "once"}))["asked"]
    assert [item["id"] for item in found] == [first.json()["id"]]
    assert made(member.client("mona").get("/registrations", params={"op_id": "other"}))["asked"] == []
    assert made(member.client("pia").get("/registrations", params={"op_id": "once"}))["asked"] == []


def test_who_has_an_account_is_not_added_again(member: Life) -> None:
    """A colleague who has an account, or is invited, is refused at the address, in words of its own."""
    assert "already" in problem(add(member, "mona", "LEO@bakery.example"), 422, "rejected")["fields"]["email"]
    made(add(member, "mona"), 201)
    assert "letter" in problem(add(member, "mona"), 422, "rejected")["fields"]["email"]


def test_nobody_learns_who_works_elsewhere(member: Life) -> None:
    """An address of another company is answered like one that nobody has; support alone hears the difference."""
    unknown = made(add(member, "mona", "nobody@dentists.example", level="basic"), 201)
    known = made(add(member, "mona", "tom@dentists.example", level="basic"), 201)

    shown = {"action", "name", "company", "level", "note", "ticket", "at"}
    assert {key: unknown[key] for key in shown} == {key: known[key] for key in shown}
    assert letters(member, "tom@dentists.example") == []
    assert "tom@dentists.example" in letters(member, "sam@support.example", "registration")[0]
    assert member.people["tom"].company_id == _company(member, "tom@dentists.example")


@pytest.mark.rule("REG-2")
def test_only_who_may_removes_somebody(member: Life, app: FastAPI) -> None:
    """Who may not is refused; who may removes people of their own company, whose tokens are good no longer."""
    problem(ask(member, "pia", action="remove", email="dana@bakery.example"), 403, "forbidden")
    grant(member, app, "primary", Permission.REMOVE)
    ticket = member.create("dana")

    assert made(ask(member, "pia", action="remove", email="dana@bakery.example"), 201)["state"] == "done"

    problem(member.client("dana").get("/probe"), 401, "sign_in")
    assert made(member.see("pia", ticket))["requester"] == "Dana"


@pytest.mark.rule("REG-2")
def test_nobody_is_removed_from_elsewhere(member: Life, app: FastAPI) -> None:
    """Somebody of another company, unknown, or removed is refused alike; oneself with a reason of its own."""
    grant(member, app, "primary", Permission.REMOVE)
    made(ask(member, "pia", action="remove", email="leo@bakery.example"), 201)
    told = [
        problem(ask(member, "pia", action="remove", email=email), 422, "rejected")["fields"]
        for email in ("tom@dentists.example", "nobody@bakery.example", "leo@bakery.example")
    ]
    assert told[0] == told[1] == told[2]
    yourself = problem(ask(member, "pia", action="remove", email="pia@bakery.example"), 422, "rejected")
    assert yourself["fields"]["email"] != told[0]["email"]
    made(member.client("tom").get("/probe"))


def test_who_was_removed_may_come_back(member: Life, app: FastAPI) -> None:
    """The account that is made anew is the old one, with the new level, and without its old password and tokens."""
    grant(member, app, "primary", Permission.REMOVE)
    ticket = member.create("dana")
    made(ask(member, "pia", action="remove", email="dana@bakery.example"), 201)
    made(add(member, "pia", "dana@bakery.example", level="it"), 201)

    problem(member.client("dana").get("/probe"), 401, "sign_in")
    activate(member, "dana", "dana@bakery.example")
    assert made(member.client("dana").get("/probe"))["me"]["level"] == "it"
    assert made(member.see("dana", ticket))["relation"] == "own"


@pytest.mark.rule("REG-1")
def test_an_owner_becomes_the_main_support_user_by_confirming(member: Life, app: FastAPI) -> None:
    """Support registers a company's owner, who gets a letter; by confirming it they get the level of an owner."""
    body = {"action": "add", "name": "Olga Ruiz", "email": "olga@florist.example", "company": "florist"}
    made(ask(member, "sam", **body), 201)
    letter = letters(member, "olga@florist.example", "activation")[0]
    assert "owner" in letter

    activate(member, "olga", "olga@florist.example")

    me = made(member.client("olga").get("/probe"))["me"]
    assert (me["company"], me["level"]) == ("florist", member.portal.policy.registration.owner_level)
    assert made(add(member, "olga", "kim@florist.example", level="primary"), 201)["company"] == "florist"


def test_the_next_one_of_a_company_is_no_owner(member: Life) -> None:
    """Whom support adds to a company that has people gets the level that was named, or the lowest."""
    body = {"action": "add", "name": "Kim Lee", "email": "kim@bakery.example", "company": "bakery"}
    made(ask(member, "sam", **body), 201)
    activate(member, "kim", "kim@bakery.example")
    assert made(member.client("kim").get("/probe"))["me"]["level"] == "basic"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "  "}, "name"),
        ({"level": "emperor"}, "level"),
        ({"company": "dentists"}, "company"),
        ({"email": "no address"}, "email"),
        ({"name": "Kim\nLee"}, "name"),
    ],
)
def test_what_is_wrong_is_named_by_field(member: Life, body: dict[str, str], field: str) -> None:
    """Each thing that is wrong is told at its field, and nothing is made."""
    told = problem(add(member, "mona", **{"level": "basic"} | body), 422, "rejected")

    assert list(told["fields"]) == [field]
    assert made(member.client("mona").get("/registrations"))["asked"] == []


def test_only_active_accounts_get_in(world: World, app: FastAPI) -> None:
    """Invited and removed are both answered by sign_in, without a word about why."""
    adopt(world, app)
    for state in ("invited", "removed"):
        with world.portal.work() as work:
            work.tx.execute("UPDATE accounts SET state = ? WHERE id = ?", (state, world.people["dana"].id))
        problem(world.client("dana").get("/probe"), 401, "sign_in")


def _company(world: World, email: str) -> str:
    with world.portal.db.read() as tx:
        row = tx.execute("SELECT company_id FROM accounts WHERE email = ?", (email,)).fetchone()
    return str(row["company_id"])
