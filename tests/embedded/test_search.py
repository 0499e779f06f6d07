"""Search through everything that one may see."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI

from tests.embedded.conftest import World, made, problem
from tests.embedded.policies import shelve
from tests.embedded.test_announcements import announce
from tests.embedded.test_articles import write

pytestmark = pytest.mark.rule("INFO-3")


@pytest.fixture
def office(world: World, app: FastAPI) -> World:
    """A portal with a shelf for everybody and one for few."""
    shelve(world, app, faq="", keys="licence_keys")
    return world


def look(world: World, who: str, words: str, **params: Any) -> dict[str, list[str]]:
    """What that person finds: subjects and titles, by kind."""
    found = made(world.client(who).get("/search", params={"q": words, **params}))
    return {
        "tickets": [ticket["subject"] for ticket in found["tickets"]],
        "articles": [article["title"] for article in found["articles"]],
        "announcements": [announcement["title"] for announcement in found["announcements"]],
    }


def test_one_question_finds_tickets_articles_and_announcements(office: World) -> None:
    """Words are found in subjects, conversations, titles, texts and keywords, whatever their case."""
    ticket = office.create("dana", "Slow computer")
    office.say("dana", ticket, "It began with the SPOOLER")
    office.create("dana", "Something else")
    write(office, "faq", "Restart the spooler")
    write(office, "faq", "By keyword", keywords=["Spooler"])
    write(office, "faq", "Another")
    announce(office, "Maintenance", body="of the spooler", incident=False)
    announce(office, "Another", incident=False)
    found = look(office, "dana", " spooler ")
    assert (found["tickets"], found["announcements"]) == (["Slow computer"], ["Maintenance"])
    assert sorted(found["articles"]) == ["By keyword", "Restart the spooler"]
    assert look(office, "dana", ticket["ref"]["number"])["tickets"] == ["Slow computer"]


def test_only_what_one_may_see_is_found(office: World) -> None:
    """Neither tickets of others, nor articles of closed shelves or other companies, nor what is over."""
    office.create("dana", "needle")
    write(office, "keys", "needle")
    write(office, "faq", "needle for bakers", company="bakery")
    announce(office, "needle", ends_at="2026-03-02T16:00:00Z", incident=False)
    assert look(office, "tom", "needle") == {"tickets": [], "articles": [], "announcements": ["needle"]}
    office.clock.forward(hours=2)
    found = {"tickets": ["needle"], "articles": ["needle for bakers"], "announcements": []}
    assert look(office, "leo", "needle") == look(office, "dana", "needle") == found
    assert sorted(look(office, "sam", "needle")["articles"]) == ["needle", "needle for bakers"]


@pytest.mark.parametrize("words", ["", "   "])
def test_no_words_find_nothing(office: World, words: str) -> None:
    """An empty question is no question for everything."""
    office.create("dana")
    assert look(office, "dana", words) == {"tickets": [], "articles": [], "announcements": []}


@pytest.mark.parametrize("words", ["%", "_", "' OR 1=1 --", "\\"])
def test_signs_of_sql_are_only_signs(office: World, words: str) -> None:
    """A percent sign finds a percent sign and nothing else."""
    write(office, "faq", "Plain")
    write(office, "faq", f"With {words} inside")
    announce(office, "Plain", incident=False)
    found = look(office, "dana", words)
    assert (found["articles"], found["announcements"]) == ([f"With {words} inside"], [])


def test_what_is_found_is_bounded(office: World) -> None:
    """No more of each kind than was asked for, and nobody asks for more than 50."""
    for index in range(4):
        office.create("dana", f"needle {index}")
        write(office, "faq", f"needle {index}")
        announce(office, f"needle {index}", incident=False)
        office.clock.forward(minutes=1)
    found = look(office, "dana", "needle", limit=2)
    assert found["tickets"] == found["articles"] == found["announcements"] == ["needle 3", "needle 2"]
    problem(office.client("dana").get("/search?q=x&limit=51"), 422, "rejected")
    problem(office.client("dana").get("/search"), 422, "rejected")
