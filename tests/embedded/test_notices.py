"""The bell: what happened to tickets of mine, with the changes and as a list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.embedded.conftest import World, made, problem
from tests.embedded.test_changes import ask_again, pull
from trayapp.embedded import bell, notices

pytestmark = pytest.mark.rule("INFO-2")


def tell(world: World, who: str, *texts: str, ticket: dict[str, Any] | None = None) -> None:
    """One notice for each text."""
    for text in texts:
        with world.portal.work() as work:
            row = None
            if ticket:
                row = work.tx.execute("SELECT * FROM tickets WHERE id = ?", (ticket["ref"]["id"],)).fetchone()
            notices.tell(work, [world.people[who].id], "account", text, row)


def texts(page: dict[str, Any]) -> list[str]:
    """What they say."""
    return [notice["text"] for notice in page["notices"]]


def test_notices_come_with_the_changes_oldest_first_and_once(world: World) -> None:
    """Only my own, only what is new since the cursor, and then nothing new is 304."""
    tell(world, "dana", "one", "two")
    page = pull(world, "dana")
    assert texts(page) == ["one", "two"]
    assert ask_again(world, "dana", page["cursor"]).status_code == 304
    tell(world, "dana", "three")
    assert texts(pull(world, "dana", page["cursor"])) == ["three"]
    assert texts(pull(world, "leo")) == []


def test_a_notice_names_its_ticket(world: World) -> None:
    """A click on it can open the ticket: id, number and subject are there, and when it was."""
    ticket = world.create("dana", "Printer")
    tell(world, "dana", "one", ticket=ticket)
    tell(world, "dana", "two")
    named, bare = pull(world, "dana")["notices"]
    assert (named["ticket"], named["subject"], named["at"]) == (
        ticket["ref"],
        "Printer",
        "2026-03-02T15:00:00Z",
    )
    assert (bare["ticket"], bare["subject"], bare["kind"]) == (None, "", "account")


def test_a_first_pull_tells_of_the_last_thirty_days(world: World) -> None:
    """What is older is found in the list only."""
    tell(world, "dana", "old")
    world.clock.now += bell.AT_FIRST + timedelta(seconds=1)
    tell(world, "dana", "new")
    assert texts(pull(world, "dana")) == ["new"]
    assert texts(made(world.client("dana").get("/notices"))) == ["new", "old"]


def test_a_first_pull_tells_of_no_more_than_a_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many only the newest are told, on one page."""
    monkeypatch.setattr(bell, "MOST", 3)
    tell(world, "dana", *"abcde")
    page = pull(world, "dana")
    assert (texts(page), page["more"]) == (["c", "d", "e"], False)


@pytest.mark.parametrize("limit", [1, 2, 500])
def test_many_notices_come_page_by_page(world: World, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """Each notice and each ticket is told once, in the order of what happened, whatever a page holds."""
    cursor: str | None = pull(world, "dana")["cursor"]
    monkeypatch.setattr(bell, "MOST", 2)
    tell(world, "dana", "a", "b", "c")
    world.create("dana", "first")
    tell(world, "dana", "d", "e", "f")
    world.create("dana", "second")
    told, tickets, more = list[str](), list[str](), True
    while more:
        page = pull(world, "dana", cursor, limit=limit)
        assert len(page["notices"]) <= 2
        told += texts(page)
        tickets += [item["ticket"]["subject"] for item in page["tickets"]]
        cursor, more = page["cursor"], page["more"]
    assert (told, tickets) == (list("abcdef"), ["first", "second"])
    assert ask_again(world, "dana", str(cursor)).status_code == 304


def test_the_list_comes_in_pages_newest_first(world: World) -> None:
    """Following `next` gives every notice once; a position that is none is refused."""
    tell(world, "dana", *"abcde")
    seen, after = list[str](), ""
    while after is not None:
        asked = {"limit": "2"} | ({"after": after} if after else {})
        page = made(world.client("dana").get("/notices", params=asked))
        seen += texts(page)
        after = page["next"]
    assert seen == list("edcba")
    problem(world.client("dana").get("/notices?after=x"), 422, "rejected")
    tell(world, "leo", "mine")
    his = made(world.client("leo").get("/notices"))["notices"][0]["id"]
    problem(world.client("dana").get(f"/notices?after={his}"), 422, "rejected")


def kinds(world: World, who: str) -> list[str]:
    """Kinds of what stands behind that person's bell, the newest first."""
    return [notice["kind"] for notice in made(world.client(who).get("/notices"))["notices"]]


@pytest.mark.rule("TK-5")
def test_an_answer_of_support_and_a_new_status_stand_behind_the_bell(world: World) -> None:
    """What support does to my ticket I hear of; what I do myself I do not."""
    ticket = world.create("dana")
    made(world.say("sam", ticket), 201)
    made(world.change("sam", ticket, kind="status", status="waiting_for_customer"))
    assert kinds(world, "dana") == ["status", "answer"]
    made(world.say("dana", ticket), 201)
    assert kinds(world, "dana") == ["status", "answer"]


@pytest.mark.rule("ST-3")
def test_a_reminder_and_what_a_timer_does_stand_behind_the_bell(world: World) -> None:
    """A ticket that waits for me reminds me each day, and then says that it was resolved."""
    ticket = world.create("dana")
    made(world.change("sam", ticket, kind="status", status="waiting_for_customer"))
    for _ in range(5):
        world.clock.forward(days=1)
        world.see("dana", ticket)
    assert kinds(world, "dana") == ["status", *["reminder"] * 4, "status"]


@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
def test_who_is_added_to_a_ticket_hears_of_it(world: World) -> None:
    """A colleague made subscriber, and somebody from outside made collaborator, each get a notice."""
    ticket = world.create("maya")
    world.add("kim", "bakery", "basic")
    for kind, email in (("subscriber", "kim@bakery.example"), ("collaborator", "tom@dentists.example")):
        body = {"kind": kind, "email": email}
        path = f"/tickets/{ticket['ref']['id']}/changes"
        made(world.client("maya").post(path, json=body, headers=world.key()))
    assert (kinds(world, "kim"), kinds(world, "tom")) == (["person"], ["person"])
