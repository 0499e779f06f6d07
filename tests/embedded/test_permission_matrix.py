"""Who may do what: twelve rules and five levels, cell by cell, over HTTP with five accounts of the profile `member`.

The table is written by hand from the rules. What the policy or the portal's code says plays no part in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import StandingClock, World, made, problem
from tests.embedded.life import begin

LEVELS = ("basic", "sales", "it", "manager", "primary")
MATRIX = {
    #          B    S    IT   M    P
    "ROLE-1": "x    x    x    x    x",
    "ROLE-2": "x    x    x    x    x",
    "ROLE-3": "-    -    -    m    x",  # m: to Manager level
    "ROLE-4": "-    -    -    x    x",
    "ROLE-5": "x    x    -    x    x",
    "ROLE-6": "x    x    x    x    x",
    "ROLE-7": "x    x    x    x    x",
    "ROLE-8": "-    -    x    x    x",
    "ROLE-9": "l    x    x    x    x",  # l: limited
    "ROLE-10": "-    -    x    x    x",
    "ROLE-11": "-    -    r    r    x",  # r: on request
    "ROLE-12": "-    -    -    -    x",
}
CELLS = [
    pytest.param(rule, level, mark, id=f"{rule}-{level}", marks=pytest.mark.rule(rule))
    for rule, marks in MATRIX.items()
    for level, mark in zip(LEVELS, marks.split(), strict=True)
]
ARTICLES = (
    ("articles", "How to draw a kitchen", True),
    ("newsletters", "Ten hints", True),
    ("update_notices", "Version 12 is there", True),
    ("company_info", "Your contact", True),
    ("company_info", "What your company agreed on", False),
    ("downloads", "Version 12, to download", True),
    ("licence_keys", "AB12-CD34", True),
)
"""Shelf, title, and whether it is also for those who see only a part."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, app: FastAPI, loop: BlockingPortal) -> Iterator[World]:
    """An account of each level in one company, named as the level; a colleague, and what support wrote."""
    life = begin("member", tmp_path_factory.mktemp("member"), StandingClock(), app, loop, "basic")
    for level in LEVELS:
        life.add(level, "bakery", level)
    for shelf, title, limited in ARTICLES:
        body = {"shelf": shelf, "title": title, "body": "Read this.", "limited": limited}
        made(life.client("sam").post("/articles", json=body, headers=life.key()), 201)
    yield life
    life.end()


def shelf(code: str) -> Callable[[World, str], str]:
    """Reads a shelf."""

    def read(world: World, level: str) -> str:
        seen = titles(world, level, code)
        assert seen in ([], [title for where, title, _ in ARTICLES if where == code])
        return "x" if seen else "-"

    return read


def company_information(world: World, level: str) -> str:
    """Reads what is for this company: all of it, or the part that is for everybody."""
    marks = {
        (): "-",
        ("Your contact",): "l",
        ("What your company agreed on", "Your contact"): "x",
    }
    return marks[tuple(sorted(titles(world, level, "company_info")))]


def titles(world: World, level: str, code: str) -> list[str]:
    """What that level reads on a shelf; with the changes comes the same."""
    client = world.client(level)
    read = [item["title"] for item in made(client.get("/articles", params={"shelf": code}))["articles"]]
    pulled = [item for item in made(client.get("/changes"))["articles"] if item["shelf"] == code]
    assert [item["title"] for item in pulled] == read
    return read


def asks(**draft: object) -> Callable[[World, str], str]:
    """Sends a ticket of that kind."""

    def send(world: World, level: str) -> str:
        answer = world.client(level).post("/tickets", json={"subject": "Wish"} | draft, headers=world.key())
        if answer.status_code == 201:
            assert answer.json()["nature"] == draft.get("nature")
            return "x"
        problem(answer, 403, "forbidden")
        return "-"

    return send


def requests_accounts(world: World, level: str) -> str:
    """Asks for an account of each level for somebody."""
    granted = []
    for wanted in LEVELS:
        body = {
            "action": "add",
            "name": "Kim Lee",
            "email": f"{wanted}.by.{level}@bakery.example",
            "level": wanted,
        }
        answer = world.client(level).post("/registrations", json=body, headers=world.key())
        if answer.status_code == 201:
            assert (answer.json()["state"], answer.json()["level"]) == ("done", wanted)
            granted.append(wanted)
        elif answer.status_code == 422:
            assert problem(answer, 422, "rejected")["fields"].keys() == {"level"}
        else:
            problem(answer, 403, "forbidden")
    marks = {(): "-", LEVELS[:4]: "m", LEVELS: "x"}
    return marks[tuple(granted)]


def answers_colleagues(world: World, level: str) -> str:
    """Looks at the ticket of a colleague, and replies."""
    ticket = world.create("dana")
    seen, said = world.see(level, ticket), world.say(level, ticket)
    listed = made(world.client(level).get("/tickets", params={"view": "company"}))["tickets"]
    assert (ticket["ref"] in [item["ref"] for item in listed]) == (seen.status_code == 200)
    if seen.status_code == 200:
        made(said, 201)
        return "x"
    problem(seen, 404, "not_found")
    problem(said, 404, "not_found")
    return "-"


def gets_updates(world: World, level: str) -> str:
    """Reads where the software is, or asks for it by ticket."""
    if titles(world, level, "downloads"):
        return "x"
    update = asks(nature="update", fields={"installed_version": "11", "backup_made": "yes"})
    return "r" if update(world, level) == "x" else "-"


DEEDS: dict[str, Callable[[World, str], str]] = {
    "ROLE-1": shelf("articles"),
    "ROLE-2": asks(),
    "ROLE-3": requests_accounts,
    "ROLE-4": answers_colleagues,
    "ROLE-5": shelf("newsletters"),
    "ROLE-6": shelf("update_notices"),
    "ROLE-7": asks(
        nature="session",
        fields={
            "session_kind": "call_return",
            "phone": "555-0100",
            "preferred_day": "2026-03-09",
            "preferred_time": "morning",
        },
    ),
    "ROLE-8": asks(nature="development", fields={"goal": "A report", "budget": "no"}),
    "ROLE-9": company_information,
    "ROLE-10": asks(nature="licences", fields={"licence_kind": "computer", "computers": "2"}),
    "ROLE-11": gets_updates,
    "ROLE-12": shelf("licence_keys"),
}


@pytest.mark.parametrize(("rule", "level", "mark"), CELLS)
def test_each_level_gets_what_the_table_says(world: World, rule: str, level: str, mark: str) -> None:
    """What an account of that level gets from the portal is what its cell of the table says."""
    assert DEEDS[rule](world, level) == mark


OFFERED = {
    "ROLE-1": {"articles": "x"},
    "ROLE-2": {"create": "x"},
    "ROLE-3": {"register": "mx"},
    "ROLE-4": {"company": "x"},
    "ROLE-5": {"newsletters": "x"},
    "ROLE-6": {"update_notices": "x"},
    "ROLE-7": {"sessions": "x"},
    "ROLE-8": {"order_development": "x"},
    "ROLE-9": {"company_info": "x", "company_info_limited": "l"},
    "ROLE-10": {"order_licences": "x"},
    "ROLE-11": {"updates": "x", "request_updates": "r"},
    "ROLE-12": {"licence_keys": "x"},
}
"""By rule, the permissions that the app goes by, and the marks of the table for which each is held."""


@pytest.mark.parametrize(("rule", "level", "mark"), CELLS)
def test_the_probe_tells_the_app_the_same(world: World, rule: str, level: str, mark: str) -> None:
    """The app is told of exactly those permissions that the portal honours, so it offers nothing else."""
    told = set(made(world.client(level).get("/probe"))["me"]["permissions"])

    assert told & OFFERED[rule].keys() == {code for code, marks in OFFERED[rule].items() if mark in marks}


@pytest.mark.rule("ROLE-3")
@pytest.mark.parametrize(
    ("level", "grants"),
    [("basic", ()), ("sales", ()), ("it", ()), ("manager", LEVELS[:4]), ("primary", LEVELS)],
)
def test_the_probe_names_the_levels_one_may_request(
    world: World, level: str, grants: tuple[str, ...]
) -> None:
    """A Manager offers levels up to Manager, a Primary every one, the others none."""
    assert made(world.client(level).get("/probe"))["me"]["grants"] == list(grants)
