"""The views of tickets (TK-3): what each shows, and which are offered."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI

from tests.embedded.conftest import World, made, problem
from tests.embedded.policies import adopt, offer
from trayapp.core.policy import View


@pytest.fixture
def busy(world: World, app: FastAPI) -> World:
    """Dana has an open, a resolved and a closed ticket; Leo an open one; Tom's is shared with Dana."""
    offer(world, app, "collaborators")
    for who, subject in (("dana", "open"), ("dana", "resolved"), ("dana", "closed"), ("leo", "leo's")):
        ticket = world.create(who, subject)
        if subject in {"resolved", "closed"}:
            made(world.change("sam", ticket, kind="status", status=subject))
    shared: dict[str, Any] = world.create("tom", "tom's")
    path = f"/tickets/{shared['ref']['id']}/changes"
    wish = {"kind": "collaborator", "email": "dana@bakery.example"}
    made(world.client("sam").post(path, json=wish, headers=world.key()))
    return world


def shown(world: World, who: str, view: str) -> set[str]:
    """Subjects of the tickets in that view."""
    listed = made(world.client(who).get("/tickets", params={"view": view}))["tickets"]
    return {item["subject"] for item in listed}


@pytest.mark.rule("TK-3")
@pytest.mark.parametrize(
    ("view", "subjects"),
    [
        ("open", {"open", "resolved"}),
        ("company", {"open", "resolved"}),
        ("closed", {"closed"}),
        ("collaborator", {"tom's"}),
        ("completed", {"resolved", "closed"}),
        ("all", {"open", "resolved", "closed", "tom's"}),
    ],
)
def test_what_each_view_shows(busy: World, view: str, subjects: set[str]) -> None:
    """Each view shows its tickets, and no other."""
    assert shown(busy, "dana", view) == subjects


@pytest.mark.rule("TK-3")
@pytest.mark.rule("ROLE-4")
def test_my_company_s_open_tickets(busy: World) -> None:
    """Who sees the whole company finds colleagues' open tickets in a view of their own, not among their open ones."""
    assert shown(busy, "leo", "open") == {"leo's"}
    assert shown(busy, "leo", "company") == {"leo's", "open", "resolved"}
    assert shown(busy, "leo", "closed") == {"closed"}


def offered(world: World, who: str) -> set[str]:
    """The views that the probe offers."""
    return set(made(world.client(who).get("/probe"))["capabilities"]["views"])


@pytest.mark.rule("TK-3")
def test_the_policy_s_views_are_offered(busy: World, app: FastAPI) -> None:
    """Only views that the policy names are offered, and none that this version does not know."""
    named = tuple(View(code, code.title()) for code in ("open", "completed", "all", "starred"))
    adopt(busy, app, views=named)
    assert offered(busy, "dana") == {"open", "completed", "all"}


@pytest.mark.rule("TK-3")
def test_a_view_is_offered_to_whom_it_shows_something(busy: World, app: FastAPI) -> None:
    """The company's view is for levels that see it; that of collaborators only where the portal has them."""
    adopt(busy, app, views=())
    assert offered(busy, "dana") == {"open", "closed", "collaborator", "all"}
    assert offered(busy, "leo") == {"open", "company", "closed", "collaborator", "all"}
    offer(busy, app)
    assert offered(busy, "dana") == {"open", "closed", "all"}


def test_a_view_that_is_none_is_refused(busy: World) -> None:
    """An unknown view is told at its field."""
    answer = busy.client("dana").get("/tickets", params={"view": "starred"})
    assert list(problem(answer, 422, "rejected")["fields"]) == ["view"]
