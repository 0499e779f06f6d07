"""Who gets in, and who sees and does what."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.embedded.conftest import World, made, problem
from trayapp.embedded import accounts, policy_file, sharing, ticket_view
from trayapp.embedded.api.app import PREFIX, create_app
from trayapp.embedded.db import Database
from trayapp.embedded.portal import open_portal
from trayapp.embedded.schema import MIGRATIONS


def routes() -> list[tuple[str, str]]:
    """Every method and path below the prefix, with something in the place of each parameter."""
    document = create_app(None).openapi()
    places = ("ticket", "file_id", "announcement", "article", "estimate", "registration")
    filled = {"{sha256}": "0" * 64} | {f"{{{name}}}": "4711" for name in places}
    found = []
    below = {path: item for path, item in document["paths"].items() if path.startswith(PREFIX)}
    for path, operations in below.items():
        for name, value in filled.items():
            path = path.replace(name, value)  # noqa: PLW2901 - filled step by step
        found += [(method, path.removeprefix(PREFIX)) for method in operations]
    return found


@pytest.mark.parametrize(("method", "path"), routes())
def test_every_request_needs_a_token(world: World, method: str, path: str) -> None:
    """Whatever is asked for, without a token that is known the answer is sign_in."""
    for token in (None, "Bearer wrong", "Basic ZGFuYTpkYW5h"):
        headers = {"Authorization": token} if token else {}
        response = world.client(None).request(method, path, headers=headers)
        assert response.status_code == 401
        if method != "head":
            problem(response, 401, "sign_in")


def test_revoked_and_expired_tokens_are_refused(world: World) -> None:
    """A token that was taken back or is over does not sign in any more."""
    dana = world.people["dana"]
    with world.portal.work() as work:
        world.tokens["soon"] = accounts.issue_token(
            work.tx, dana.id, work.now, expires=work.now + timedelta(hours=1)
        )
    assert world.client("soon").get("/probe").status_code == 200
    world.clock.forward(hours=1)
    problem(world.client("soon").get("/probe"), 401, "sign_in")
    with world.portal.work() as work:
        accounts.revoke_token(work.tx, world.tokens["dana"], work.now)
    problem(world.client("dana").get("/probe"), 401, "sign_in")


def test_no_token_lies_in_the_database(world: World, tmp_path: Path) -> None:
    """Only a hash of each token is stored."""
    stored = b"".join(path.read_bytes() for path in (tmp_path / "portal").rglob("*") if path.is_file())
    assert b"dana@bakery.example" in stored
    assert [who for who, token in world.tokens.items() if token.encode() in stored] == []


@pytest.mark.parametrize("path", ["", "/messages", "/files/f_1"])
def test_a_ticket_of_another_company_is_not_there(world: World, path: str) -> None:
    """What one may not see is answered exactly like what does not exist, by id and by number."""
    ref = world.create("dana")["ref"]
    for name in (ref["id"], ref["number"], "t_nowhere"):
        told = problem(world.client("tom").get(f"/tickets/{name}{path}"), 404, "not_found")
        assert told["detail"] == "there is no such ticket"


def test_nothing_can_be_done_to_a_ticket_of_another_company(world: World) -> None:
    """Writing to a ticket that one may not see is 404, and does nothing."""
    ticket = world.create("dana")
    problem(world.say("tom", ticket), 404, "not_found")
    problem(world.change("tom", ticket, kind="close"), 404, "not_found")
    problem(world.change("tom", ticket, kind="priority", priority="high"), 404, "not_found")
    assert world.see("dana", ticket).json()["etag"] == ticket["etag"]


@pytest.mark.rule("ROLE-4")
@pytest.mark.parametrize(
    ("who", "relation", "actions"),
    [
        ("dana", "own", ["close", "priority", "subscribers", "update"]),
        ("leo", "company", ["close", "collaborators", "priority", "subscribers", "update"]),
        ("maya", "company", ["close", "collaborators", "priority", "subscribers", "update"]),
        ("sam", "company", ["close", "collaborators", "priority", "subscribers", "update"]),
    ],
)
def test_manager_primary_and_staff_see_and_reply_to_all_tickets(
    world: World, who: str, relation: str, actions: list[str]
) -> None:
    """Manager and Primary see and reply to every ticket of their company; support staff to every ticket."""
    ticket = world.create("dana")
    seen = made(world.see(who, ticket))
    assert (seen["relation"], seen["actions"]) == (relation, actions)
    assert made(world.say(who, ticket), 201)["mine"] is True


@pytest.mark.rule("ROLE-4")
@pytest.mark.parametrize("level", ["basic", "sales", "it"])
def test_other_levels_see_their_own_tickets_only(world: World, level: str) -> None:
    """Basic, Sales and IT do not see the tickets of their colleagues."""
    ticket = world.create("dana")
    world.add("kim", "bakery", level)
    problem(world.see("kim", ticket), 404, "not_found")
    assert made(world.client("kim").get("/changes"))["tickets"] == []
    assert made(world.client("kim").get("/tickets?view=all"))["tickets"] == []


@pytest.mark.rule("ROLE-2")
@pytest.mark.parametrize("level", ["basic", "sales", "it", "manager", "primary"])
def test_every_level_may_create_tickets(world: World, level: str) -> None:
    """Creating tickets is granted to all five levels."""
    world.add("kim", "bakery", level)
    assert world.create("kim")["relation"] == "own"


@pytest.mark.rule("TK-7")
def test_a_collaborator_sees_and_does_nothing_else(world: World) -> None:
    """Somebody outside the organisation sees the shared ticket with all that was said, and may not act on it."""
    ticket = world.create("dana")
    world.say("dana", ticket, "Look at this")
    before = made(world.client("tom").get("/changes"))["cursor"]
    share(world, ticket, "tom")
    assert made(world.see("tom", ticket))["relation"] == "collaborator"
    assert made(world.see("tom", ticket))["actions"] == ["leave"]
    problem(world.say("tom", ticket), 403, "forbidden")
    changes = made(world.client("tom").get("/changes", params={"cursor": before}))["tickets"]
    assert [message["text"] for message in changes[0]["messages"]] == ["Look at this"]
    views = {
        view: world.client("tom").get(f"/tickets?view={view}").json() for view in ("open", "collaborator")
    }
    assert [len(view["tickets"]) for view in views.values()] == [0, 1]


@pytest.mark.rule("TK-7")
def test_who_is_no_collaborator_any_more_hears_that_the_ticket_is_gone(world: World) -> None:
    """The changes name a ticket that one no longer sees."""
    ticket = world.create("dana")
    share(world, ticket, "tom")
    cursor = made(world.client("tom").get("/changes"))["cursor"]
    with world.portal.work() as work:
        row, _ = ticket_view.row_seen(work.tx, world.people["dana"], ticket["ref"]["id"])
        sharing.unshare(work, row, world.people["tom"].id)
    assert made(world.client("tom").get("/changes", params={"cursor": cursor}))["removed"] == [
        ticket["ref"]["id"]
    ]
    problem(world.see("tom", ticket), 404, "not_found")


def test_only_staff_sets_a_status_or_announces(world: World) -> None:
    """An employee of any level is refused what support staff does."""
    ticket = world.create("dana")
    for who in ("dana", "leo", "maya"):
        problem(world.change(who, ticket, kind="status", status="resolved"), 403, "forbidden")
        body = {"title": "Free cake", "body": ""}
        told = world.client(who).post("/announcements", json=body, headers=world.key())
        problem(told, 403, "forbidden")
        problem(world.client(who).delete("/announcements/n_1"), 403, "forbidden")


def test_the_probe_tells_what_one_may(world: World) -> None:
    """The capabilities are those granted to the person who asks."""
    dana, leo = (made(world.client(who).get("/probe")) for who in ("dana", "leo"))
    assert (dana["name"], dana["me"]["level"], dana["me"]["company"]) == ("Acme IT", "basic", "bakery")
    assert "company" not in dana["capabilities"]["views"]
    assert "company" in leo["capabilities"]["views"]
    assert dana["server_time"] == "2026-03-02T15:00:00Z"
    assert dana["capabilities"]["max_file"] == 1000


def share(world: World, ticket: dict[str, dict[str, str]], who: str) -> None:
    """Make somebody a collaborator."""
    with world.portal.work() as work:
        row, _ = ticket_view.row_seen(work.tx, world.people["dana"], ticket["ref"]["id"])
        sharing.share(work, row, world.people[who].id)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_nobody_else_on_the_computer_reads_the_data(tmp_path: Path) -> None:
    """Database and files are their owner's alone, also in a folder that others may look into."""
    tmp_path.chmod(0o755)
    open_portal(policy_file.load("msp"), tmp_path).close()

    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}

    assert modes == {"portal.db": 0o600, "files": 0o700}


@pytest.mark.skipif(sys.platform == "win32", reason="modes mean nothing there")
def test_nobody_else_reads_the_copy_made_before_an_upgrade(tmp_path: Path) -> None:
    """What an older version wrote is copied for its owner alone, also in a folder that others may look into."""
    path = tmp_path / "portal.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        for statement in MIGRATIONS[0]:
            old.execute(statement)
        old.execute("PRAGMA user_version = 1")

    Database(path).close()

    copy = path.with_name(f"portal.db.before-{len(MIGRATIONS)}")
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)
