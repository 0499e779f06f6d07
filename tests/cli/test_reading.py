"""`trayapp search`, `articles`, `article`, `announcements` and `notices`, also with the portal gone."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.cli.conftest import Run
from tests.fakes.portal_process import PortalProcess


def rows(document: dict[str, object], name: str) -> list[dict[str, object]]:
    """A list of the document."""
    found = document[name]
    assert isinstance(found, list)
    return found


@pytest.mark.rule("INFO-4")
def test_articles_are_listed_and_read(run: Run, signed_in: PortalProcess) -> None:
    """The list names shelves by the portal's words; one article is read as text, and an unknown one ends with 2."""
    listed = rows(run("articles", "--json").document, "articles")
    first = listed[0]

    one = run("article", str(first["id"]), "--offline")

    assert str(first["title"]) in run("articles", "--offline").out
    assert str(first["title"]) in one.out
    assert str(first["body"]).splitlines()[0] in one.out
    of_shelf = rows(
        run("articles", "--shelf", str(first["shelf"]), "--json", "--offline").document, "articles"
    )
    assert {row["shelf"] for row in of_shelf} == {first["shelf"]}
    assert run("article", "nowhere", "--offline").code == 2


@pytest.mark.rule("INFO-4")
def test_a_shelf_that_is_not_there(run: Run, signed_in: PortalProcess) -> None:
    """A mistyped shelf ends with 2 and names those there are, it is not shown as an empty one."""
    shelves = {str(row["shelf"]) for row in rows(run("articles", "--json").document, "articles")}

    ran = run("articles", "--shelf", "nowhere", "--offline")

    assert ran.code == 2
    assert "There is no shelf nowhere." in ran.err
    assert all(shelf in ran.err for shelf in shelves)


@pytest.mark.rule("INFO-3")
def test_everything_is_searched(run: Run, signed_in: PortalProcess) -> None:
    """Tickets and articles that hold the words are found, each under its heading; nothing found is said."""
    title = str(rows(run("articles", "--json").document, "articles")[0]["title"])
    run("submit", "--no-facts", "--subject", f"About {title}", "--wait", "30")

    ran = run("search", *title.split()[:2])
    document = run("search", "--json", "--offline", *title.split()[:2]).document

    assert ran.code == 0
    assert title in ran.out
    assert rows(document, "tickets")
    assert title in [row["title"] for row in rows(document, "articles")]
    assert "Nothing found." in run("search", "zebra", "xylophone", "--offline").out


@pytest.mark.rule("INFO-1")
@pytest.mark.rule("APP-6")
def test_announcements_offline(run: Run, signed_in: PortalProcess, request: pytest.FixtureRequest) -> None:
    """What is announced is shown, also from the last sync, with its age; a ticket joins an incident by its id."""
    word = uuid4().hex[:8]
    with signed_in.client("agent") as agent:
        body = {
            "title": f"Mail is down {word}",
            "body": "We work on it",
            "severity": "outage",
            "incident": True,
        }
        key = {"Idempotency-Key": word}
        made = agent.post("announcements", json=body, headers=key).raise_for_status().json()
    told = run("announcements")
    joined = run(
        "submit", "--no-facts", "--subject", "No mail", "--joins", made["id"], "--wait", "30", "--json"
    )
    shown = run("show", str(joined.document["number"])).out
    request.getfixturevalue("nobody_there")

    offline = run("announcements")

    assert word in told.out
    assert word in shown
    assert word in offline.out
    assert "As of" in offline.err


@pytest.mark.rule("INFO-2")
def test_the_bell(run: Run, signed_in: PortalProcess) -> None:
    """What happened to a ticket is told and counted as new until it is marked as read."""
    ran = run("submit", "--no-facts", "--subject", "Ring", "--wait", "30", "--json")
    number = str(ran.document["number"])
    run("notices", "--mark-read")
    with signed_in.client("agent") as agent:
        key = {"Idempotency-Key": uuid4().hex}
        agent.post(f"tickets/{number}/messages", json={"text": "Try it now"}, headers=key).raise_for_status()

    told = run("notices")
    counted = run("notices", "--mark-read", "--offline", "--json").document

    (line,) = [line for line in told.out.splitlines() if "Ring" in line and line.startswith("*")]
    assert line.count(number) == 1
    assert counted["unread"] == 1
    assert rows(counted, "notices")[0]["unread"] is True
    assert run("notices", "--offline", "--json").document["unread"] == 0
