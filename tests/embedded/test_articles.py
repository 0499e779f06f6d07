"""Articles: on shelves of the policy, for those whose level may read them."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI

from tests.embedded.conftest import World, made, problem
from tests.embedded.policies import grant, shelve
from tests.embedded.test_changes import ask_again, pull
from trayapp.core.policy import Permission
from trayapp.embedded import articles

pytestmark = pytest.mark.rule("INFO-4")
SHELVES = {
    "faq": "",
    "solutions": "articles",
    "newsletters": "newsletters",
    "notices": "update_notices",
    "company": "company_info",
    "downloads": "updates",
    "keys": "licence_keys",
}


@pytest.fixture
def library(world: World, app: FastAPI) -> World:
    """A portal with every kind of shelf, whose basic level may read none of those that ask for a permission."""
    shelve(world, app, **SHELVES)
    grant(world, app, "basic", Permission.CREATE, only=True)
    return world


def write(world: World, shelf: str, title: str = "How to", **body: Any) -> dict[str, Any]:
    """A new article by support."""
    said = {"shelf": shelf, "title": title, "body": "Turn it off and on.", **body}
    article: dict[str, Any] = made(world.client("sam").post("/articles", json=said, headers=world.key()), 201)
    return article


def titles(world: World, who: str, **params: str) -> list[str]:
    """What that person finds."""
    found = made(world.client(who).get("/articles", params=params))["articles"]
    return [article["title"] for article in found]


def test_an_article_is_read_as_it_was_written(library: World) -> None:
    """Shelf, title, text, link and keywords come back, in the list and by id."""
    written = write(library, "faq", url="https://help.example/1", keywords=["power", "reboot"])
    assert (written["shelf"], written["keywords"]) == ("faq", ["power", "reboot"])
    assert made(library.client("dana").get("/articles"))["articles"] == [written]
    assert made(library.client("dana").get(f"/articles/{written['id']}")) == written
    assert titles(library, "dana", shelf="solutions") == []


@pytest.mark.parametrize(
    ("shelf", "permission"),
    [
        pytest.param("solutions", Permission.ARTICLES, marks=pytest.mark.rule("ROLE-1")),
        pytest.param("newsletters", Permission.NEWSLETTERS, marks=pytest.mark.rule("ROLE-5")),
        pytest.param("notices", Permission.UPDATE_NOTICES, marks=pytest.mark.rule("ROLE-6")),
        pytest.param("company", Permission.COMPANY_INFO, marks=pytest.mark.rule("ROLE-9")),
        pytest.param("downloads", Permission.UPDATES, marks=pytest.mark.rule("ROLE-11")),
        pytest.param("keys", Permission.LICENCE_KEYS, marks=pytest.mark.rule("ROLE-12")),
    ],
)
def test_a_shelf_is_read_by_those_whose_level_may(
    library: World, app: FastAPI, shelf: str, permission: Permission
) -> None:
    """Without the shelf's permission its articles are not there, in the list, by id and with the changes."""
    article = write(library, shelf, limited=False)
    assert titles(library, "dana") == []
    problem(library.client("dana").get(f"/articles/{article['id']}"), 404, "not_found")
    assert pull(library, "dana")["articles"] == []
    grant(library, app, "basic", permission)
    assert titles(library, "dana") == ["How to"]
    assert pull(library, "dana")["articles"] == [article]


@pytest.mark.rule("ROLE-9")
def test_limited_information_is_what_is_for_everybody(library: World, app: FastAPI) -> None:
    """Who may read company information in part gets what is marked so; who may read all gets all."""
    write(library, "company", "For all", limited=True)
    write(library, "company", "For some", limited=False)
    grant(library, app, "basic", Permission.COMPANY_INFO_LIMITED)
    assert titles(library, "dana") == ["For all"]
    grant(library, app, "basic", Permission.COMPANY_INFO)
    assert sorted(titles(library, "dana")) == ["For all", "For some"]


@pytest.mark.rule("ROLE-12")
def test_what_is_for_one_company_is_read_by_it_alone(library: World, app: FastAPI) -> None:
    """A licence key of one company is not there for another; support reads everything."""
    grant(library, app, "basic", Permission.LICENCE_KEYS)
    write(library, "keys", "KEY-1", company="bakery")
    assert [titles(library, who) for who in ("dana", "tom", "sam")] == [["KEY-1"], [], ["KEY-1"]]


@pytest.mark.rule("ROLE-13")
@pytest.mark.parametrize("path", ["/articles", "/articles/k_1", "/search?q=how"])
def test_documents_are_for_those_who_signed_in(library: World, path: str) -> None:
    """Without an account nothing can be read."""
    problem(library.client(None).get(path), 401, "sign_in")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"shelf": "attic"}, "shelf"),
        ({"company": "nobody"}, "company"),
        ({"title": ""}, "title"),
        ({"url": "javascript:alert(1)"}, "url"),
    ],
)
def test_an_article_that_fits_nowhere_is_refused(library: World, wrong: dict[str, str], field: str) -> None:
    """An unknown shelf or company, no title, or a link that is none is told by field."""
    body = {"shelf": "faq", "title": "X", "body": "Y", **wrong}
    told = library.client("sam").post("/articles", json=body, headers=library.key())
    assert field in problem(told, 422, "rejected")["fields"]


def test_only_support_writes_articles(library: World) -> None:
    """Whatever their level, others neither write nor withdraw."""
    article = write(library, "faq")
    for who in ("dana", "leo", "maya"):
        body = {"shelf": "faq", "title": "X", "body": "Y"}
        problem(library.client(who).post("/articles", json=body, headers=library.key()), 403, "forbidden")
        problem(library.client(who).delete(f"/articles/{article['id']}"), 403, "forbidden")


def test_articles_come_with_the_changes_once_for_each_change_of_them(library: World) -> None:
    """All of them when one was added or taken away, null otherwise, and then nothing new is 304."""
    first = write(library, "faq")
    page = pull(library, "dana")
    assert page["articles"] == [first]
    assert ask_again(library, "dana", page["cursor"]).status_code == 304
    library.create("dana")
    page = pull(library, "dana", page["cursor"])
    assert page["articles"] is None
    second = write(library, "faq", "Newer")
    page = pull(library, "dana", page["cursor"])
    assert {article["title"] for article in page["articles"]} == {"Newer", "How to"}
    assert library.client("sam").delete(f"/articles/{second['id']}").status_code == 204
    assert pull(library, "dana", page["cursor"])["articles"] == [first]
    problem(library.client("sam").delete(f"/articles/{second['id']}"), 404, "not_found")


def test_another_policy_makes_the_cursor_gone(library: World, app: FastAPI) -> None:
    """Who may now read more, or less, starts over and gets exactly that."""
    write(library, "solutions")
    cursor = pull(library, "dana")["cursor"]
    grant(library, app, "basic", Permission.ARTICLES)
    problem(library.client("dana").get("/changes", params={"cursor": cursor}), 410, "cursor_gone")


def test_what_is_told_is_bounded(library: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest articles are told up to a number and a length, so that no answer grows without end."""
    for index in range(4):
        write(library, "faq", str(index), body="x" * 100)
        library.clock.forward(minutes=1)
    monkeypatch.setattr(articles, "_LENGTH", 250)
    assert titles(library, "dana") == ["3", "2"]
    with library.portal.db.read() as tx:
        found = articles.readable(tx, library.portal.policy, library.people["dana"], articles.Wanted(most=1))
    assert [article.title for article in found] == ["3"]


def test_writing_again_with_the_same_key_makes_one(library: World) -> None:
    """What support sends twice stands on the shelf once."""
    body = {"shelf": "faq", "title": "X", "body": "Y"}
    key = library.key()
    answers = [made(library.client("sam").post("/articles", json=body, headers=key), 201) for _ in range(2)]
    assert answers[0] == answers[1]
    assert titles(library, "dana") == ["X"]
