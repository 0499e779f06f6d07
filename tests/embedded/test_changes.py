"""What changed since a cursor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.embedded.conftest import World, made, problem
from trayapp.embedded import bulk, policy_file
from trayapp.embedded.portal import open_portal


def pull(world: World, who: str, cursor: str | None = None, **params: Any) -> dict[str, Any]:
    """One page."""
    asked = params | ({"cursor": cursor} if cursor else {})
    page: dict[str, Any] = made(world.client(who).get("/changes", params=asked))
    return page


def ask_again(world: World, who: str, cursor: str) -> httpx.Response:
    """The question of a client that has everything."""
    return world.client(who).get(
        "/changes", params={"cursor": cursor}, headers={"If-None-Match": f'"{cursor}"'}
    )


@pytest.mark.rule("APP-6")
def test_only_what_changed_since_the_cursor_is_told(world: World) -> None:
    """A ticket that did not change is not told again, nor is a message."""
    first, _ = world.create("dana", "one"), world.create("dana", "two")
    world.say("dana", first, "before")
    page = pull(world, "dana")
    assert [item["ticket"]["subject"] for item in page["tickets"]] == ["two", "one"]
    assert page["more"] is False
    world.say("sam", first, "after")
    news = pull(world, "dana", page["cursor"])["tickets"]
    assert [item["ticket"]["subject"] for item in news] == ["one"]
    assert [message["text"] for message in news[0]["messages"]] == ["after"]


def test_a_conversation_can_be_left_out_and_asked_for_in_parts(world: World) -> None:
    """The feed names the ticket alone; its messages come so many at a time, after the one that is named."""
    ticket = world.create("dana")
    for words in ("one", "two", "three"):
        world.say("sam", ticket, words)
    (change,) = pull(world, "dana", messages="false")["tickets"]
    assert change["messages"] is None
    path, client = f"/tickets/{ticket['ref']['id']}/messages", world.client("dana")
    first = made(client.get(path, params={"limit": "2"}))["messages"]
    rest = made(client.get(path, params={"limit": "2", "after": first[-1]["id"]}))["messages"]
    assert [each["text"] for each in (*first, *rest)] == ["one", "two", "three"]


def test_nothing_new_is_304(world: World) -> None:
    """A client that has everything gets 304, also when others' tickets changed; then news comes as usual."""
    ticket = world.create("dana")
    cursor = pull(world, "dana")["cursor"]
    world.create("tom")
    assert ask_again(world, "dana", cursor).status_code == 304
    page = pull(world, "dana", cursor)
    assert page == {
        "about": page["about"], "tickets": [], "cursor": cursor, "more": False, "announcements": None, "removed": [],
        "articles": None, "notices": [],
    }  # fmt: skip
    world.say("sam", ticket)
    assert ask_again(world, "dana", cursor).status_code == 200


def test_an_empty_portal_says_once_that_it_is_empty(world: World) -> None:
    """The first page without a cursor is complete even when there is nothing."""
    page = pull(world, "dana")
    assert (page["tickets"], page["announcements"]) == ([], [])
    assert ask_again(world, "dana", page["cursor"]).status_code == 304


@pytest.mark.parametrize("cursor", ["nonsense", "AAAA", "é", "."])
def test_a_cursor_that_is_none_is_gone(world: World, cursor: str) -> None:
    """What never was a cursor of this portal makes the client start over."""
    problem(world.client("dana").get("/changes", params={"cursor": cursor}), 410, "cursor_gone")


def test_a_cursor_of_another_database_or_person_is_gone(world: World, tmp_path: Path) -> None:
    """A cursor holds for one database and one person only; so does one from the future of a restored backup."""
    world.create("dana")
    cursor = pull(world, "dana")["cursor"]
    problem(world.client("leo").get("/changes", params={"cursor": cursor}), 410, "cursor_gone")
    with world.portal.work() as work:
        work.tx.execute("UPDATE counters SET value = 0 WHERE name = 'change'")
    problem(world.client("dana").get("/changes", params={"cursor": cursor}), 410, "cursor_gone")
    other = open_portal(policy_file.load("msp"), tmp_path / "other")
    assert other.db.id != world.portal.db.id
    other.close()


def test_more_rights_make_the_cursor_gone(world: World) -> None:
    """Who becomes manager sees old tickets they never got, so they start over."""
    world.create("dana")
    world.add("kim", "bakery", "basic")
    cursor = pull(world, "kim")["cursor"]
    with world.portal.work() as work:
        work.tx.execute("UPDATE accounts SET level = 'manager' WHERE id = ?", (world.people["kim"].id,))
    problem(world.client("kim").get("/changes", params={"cursor": cursor}), 410, "cursor_gone")
    assert len(pull(world, "kim")["tickets"]) == 1


STEP = st.tuples(st.sampled_from(["create", "say", "status", "pull"]), st.integers(0, 4))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=25), limit=st.integers(1, 3))
def test_walking_page_by_page_misses_nothing(world: World, steps: list[tuple[str, int]], limit: int) -> None:
    """Whatever happens between pages, one who follows the cursor ends with every ticket and every message."""
    known: dict[str, dict[str, Any]] = {}
    said: dict[str, set[str]] = {}
    cursor: str | None = None

    def take() -> bool:
        nonlocal cursor
        page = pull(world, "leo", cursor, limit=limit)
        assert len(page["tickets"]) <= limit
        for item in page["tickets"]:
            number = item["ticket"]["ref"]["number"]
            known[number] = item["ticket"]
            said.setdefault(number, set()).update(message["id"] for message in item["messages"])
        cursor = page["cursor"]
        return bool(page["more"])

    tickets = [world.create("dana")]
    for step, which in steps:
        ticket = tickets[which % len(tickets)]
        if step == "create":
            tickets.append(world.create("dana"))
        elif step == "say":
            world.say("sam", ticket)
        elif step == "status":
            world.change("sam", ticket, kind="status", status=["new", "assigned", "waiting_for"][which % 3])
        else:
            take()
    while take():
        pass
    for ticket in tickets:
        number = ticket["ref"]["number"]
        assert known[number] == made(world.see("leo", ticket))
        thread = made(world.client("leo").get(f"/tickets/{number}/messages"))["messages"]
        assert said[number] == {message["id"] for message in thread}


@pytest.mark.parametrize("limit", [0, 501])
def test_pages_have_a_largest_size(world: World, limit: int) -> None:
    """A page holds 1 to 500 tickets."""
    problem(world.client("dana").get("/changes", params={"limit": limit}), 422, "rejected")


@pytest.mark.rule("INFO-1")
def test_announcements_come_with_the_changes(world: World) -> None:
    """Everybody gets all announcements that are not over, once for each change of them."""
    cursor = pull(world, "tom")["cursor"]
    body = {"title": "Outage", "body": "Sorry", "severity": "outage", "ends_at": "2026-03-02T18:00:00Z"}
    posted = made(world.client("sam").post("/announcements", json=body, headers=world.key()), 201)
    assert posted["starts_at"] == "2026-03-02T15:00:00Z"
    page = pull(world, "tom", cursor)
    assert page["announcements"] == [posted]
    assert pull(world, "tom", page["cursor"])["announcements"] is None
    world.clock.forward(hours=3)
    assert pull(world, "tom")["announcements"] == []
    assert world.client("sam").delete(f"/announcements/{posted['id']}").status_code == 204
    assert pull(world, "tom", page["cursor"])["announcements"] == []
    problem(world.client("sam").delete(f"/announcements/{posted['id']}"), 404, "not_found")


@pytest.mark.parametrize("who", ["dana", "leo", "sam", "tom"])
def test_nothing_new_costs_the_same_with_many_tickets(world: World, who: str) -> None:
    """The database does no more steps for an empty page when there are a thousand tickets."""
    world.create("dana")
    few = steps(world, who)
    with world.portal.work() as work:
        # as fill() counts from the first number, make room for it
        work.tx.execute("UPDATE tickets SET number = 1")
        bulk.fill(world.portal, work, [world.people["dana"], world.people["sam"]], 1000)
    assert steps(world, who) <= few + 20


def steps(world: World, who: str) -> int:
    """How many instructions SQLite runs for an empty page."""
    cursor = pull(world, who)["cursor"]
    while (page := pull(world, who, cursor, limit=500))["cursor"] != cursor:
        cursor = page["cursor"]
    counted = [0]

    def count() -> int:
        counted[0] += 1
        return 0

    with world.portal.db.read() as connection:
        connection.set_progress_handler(count, 1)
    assert ask_again(world, who, cursor).status_code == 304
    with world.portal.db.read() as connection:
        connection.set_progress_handler(None, 1)
    return counted[0]


@pytest.mark.rule("TK-3")
def test_views_show_what_they_name(world: World) -> None:
    """Open: my own; company: all of the company that are open; closed and all: whatever I see."""
    mine, theirs, done = (
        world.create("leo", "mine"),
        world.create("dana", "theirs"),
        world.create("dana", "done"),
    )
    assert mine["relation"] == "own"
    world.change("dana", done, kind="close")

    def subjects(view: str) -> list[str]:
        found = made(world.client("leo").get("/tickets", params={"view": view}))["tickets"]
        return [ticket["subject"] for ticket in found]

    assert subjects("open") == ["mine"]
    assert subjects("company") == ["theirs", "mine"]
    assert subjects("closed") == ["done"]
    assert subjects("all") == ["done", "theirs", "mine"]
    assert theirs["subject"] == "theirs"
    problem(world.client("leo").get("/tickets?view=funny"), 422, "rejected")


@pytest.mark.rule("INFO-3")
def test_search_looks_everywhere(world: World) -> None:
    """Words are found in subject, description, messages, and the number; signs of SQL are only signs."""
    first = world.create("dana", "Printer jam", description="in the hall")
    second = world.create("dana", "100% CPU_load")
    world.say("sam", second, "I restarted the spooler")

    def found(words: str) -> list[str]:
        page = made(world.client("dana").get("/tickets", params={"view": "all", "q": words}))
        return [ticket["ref"]["number"] for ticket in page["tickets"]]

    one, two = first["ref"]["number"], second["ref"]["number"]
    assert [found(words) for words in ("JAM", "hall", "spooler", two)] == [[one], [one], [two], [two]]
    assert [found(words) for words in ("100%", "U_l", "%", "' OR 1=1 --")] == [[two], [two], [two], []]


def test_the_list_comes_in_pages(world: World) -> None:
    """Following `next` gives every ticket once, the last changed first."""
    for index in range(5):
        world.create("dana", str(index))
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        asked = {"limit": "2"} | ({"after": after} if after else {})
        page = made(world.client("dana").get("/tickets", params=asked))
        seen += [ticket["subject"] for ticket in page["tickets"]]
        after = page["next"]
    assert seen == ["4", "3", "2", "1", "0"]
    problem(world.client("dana").get("/tickets?after=x"), 422, "rejected")


def test_a_ticket_that_did_not_change_is_304(world: World) -> None:
    """The ETag in the ticket is the one in the header, and holds until something changes; so it is with the policy."""
    ticket = world.create("dana")
    path = f"/tickets/{ticket['ref']['id']}"
    fresh = world.client("dana").get(path)
    assert fresh.headers["etag"] == ticket["etag"]
    same = {"If-None-Match": f'W/"other", {ticket["etag"]}'}
    assert world.client("dana").get(path, headers=same).status_code == 304
    assert world.client("leo").get(path, headers=same).status_code == 200
    world.say("sam", ticket)
    assert world.client("dana").get(path, headers=same).status_code == 200
    etag = world.client("dana").get("/policy").headers["etag"]
    assert world.client("dana").get("/policy", headers={"If-None-Match": etag}).status_code == 304
