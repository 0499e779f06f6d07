"""A closed ticket goes on in a new one that references it (ST-7)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import StandingClock, made, problem
from tests.embedded.life import Life, begin

pytestmark = pytest.mark.rule("ST-7")
KEY = {"Idempotency-Key": "again"}


@pytest.fixture
def life(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """The portal of the profile `cases`, where everybody sees the tickets of the company."""
    found = begin("cases", tmp_path / "portal", clock, app, loop)
    yield found
    found.end()


def say(life: Life, ticket: dict[str, Any], who: str = "dana", **body: Any) -> Any:
    """Words on a ticket, always with the same key."""
    path = f"/tickets/{ticket['ref']['id']}/messages"
    return made(life.client(who).post(path, json={"text": "It is back"} | body, headers=KEY), 201)


def everything(life: Life, who: str = "dana") -> list[dict[str, Any]]:
    """All tickets somebody sees, oldest first."""
    found: list[dict[str, Any]] = made(life.client(who).get("/tickets?view=all"))["tickets"]
    return sorted(found, key=lambda ticket: int(ticket["ref"]["number"]))


def test_an_update_on_a_closed_ticket_makes_a_new_one(life: Life) -> None:
    """It has the words as its description, is about the same, and both tickets name each other."""
    fields = {"inspection_date": "2026-03-05", "on_site": "yes"}
    closed = life.ticket(
        "closed", subject="Wrong fee", product="permits", category="inspections", fields=fields
    )
    said = say(life, closed)

    old, new = everything(life)
    assert said["ticket"] == new["ref"] == old["continued"]
    assert new["references"] == old["ref"] == closed["ref"]
    assert (new["subject"], new["description"], new["status"]) == ("Re: Wrong fee", "It is back", "new")
    assert (new["product"], new["category"], new["fields"]) == ("permits", "inspections", fields)
    assert (old["status"], old["status_since"]) == ("closed", closed["status_since"])


def test_the_closed_ticket_says_where_it_goes_on(life: Life) -> None:
    """Its conversation ends with the number of the new ticket, told to everybody who sees it."""
    closed = life.ticket("closed")
    cursor = made(life.client("leo").get("/changes"))["cursor"]
    said = say(life, closed)
    (told,) = life.conversation(closed, "leo")
    assert (told["side"], told["text"]) == ("system", f"This goes on in ticket {said['ticket']['number']}.")
    changed = made(life.client("leo").get("/changes", params={"cursor": cursor}))["tickets"]
    assert {each["ticket"]["ref"]["id"] for each in changed} == {closed["ref"]["id"], said["ticket"]["id"]}


def test_a_lost_answer_is_found_by_its_key(life: Life) -> None:
    """Sent again, the same answer; looked up by its key, the message with the new ticket, and the ticket itself."""
    closed = life.ticket("closed")
    said = say(life, closed)
    assert say(life, closed) == said
    path = f"/tickets/{closed['ref']['id']}/messages?op_id=again"
    (found,) = made(life.client("dana").get(path))["messages"]
    assert (found["id"], found["ticket"], found["mine"]) == (said["id"], said["ticket"], False)
    (by_key,) = made(life.client("dana").get("/tickets?op_id=again"))["tickets"]
    assert by_key["ref"] == said["ticket"]
    assert made(life.client("leo").get(path))["messages"] == []
    assert len(everything(life)) == 2


def test_an_ordinary_message_names_no_other_ticket(life: Life) -> None:
    """Only what went to another ticket says so."""
    ticket = life.create("dana")
    assert say(life, ticket)["ticket"] is None
    assert [each["ticket"] for each in life.conversation(ticket)] == [None]


def test_many_at_once_with_one_key_make_one_ticket(life: Life) -> None:
    """Twelve equal updates at a time: one new ticket, and all are told of it."""
    closed = life.ticket("closed")
    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(lambda _: say(life, closed), range(12)))
    assert len({answer["ticket"]["id"] for answer in told}) == 1
    assert len(everything(life)) == 2


def test_its_files_hang_on_the_new_ticket(life: Life) -> None:
    """A file without words is enough."""
    closed = life.ticket("closed")
    content = b"picture"
    sha256 = hashlib.sha256(content).hexdigest()
    made(life.client("dana").put(f"/files/{sha256}", content=content), 201)
    file = {"name": "shot.png", "media_type": "image/png", "size": len(content), "sha256": sha256}
    said = say(life, closed, text="", files=[file])
    _, new = everything(life)
    (held,) = new["files"]
    path = f"/tickets/{said['ticket']['id']}/files/{held['id']}"
    assert life.client("dana").get(path).content == content


def test_nothing_said_makes_no_ticket(life: Life) -> None:
    """Empty words on a closed ticket are refused like everywhere."""
    assert "text" in problem(life.say("dana", life.ticket("closed"), " "), 422, "rejected")["fields"]
    assert len(everything(life)) == 1


def test_going_on_twice_does_not_pile_up_the_subject(life: Life) -> None:
    """The ticket after the next is still "Re:" once, and references the one before it; each key makes its own."""
    first = life.ticket("closed", subject="Wrong fee")
    made(life.say("dana", first), 201)
    made(life.say("dana", first), 201)
    assert [each["subject"] for each in everything(life)] == ["Wrong fee", "Re: Wrong fee", "Re: Wrong fee"]
    second = everything(life)[2]
    assert everything(life)[0]["continued"] == second["ref"]
    made(life.change("dana", second, kind="close"))
    made(life.say("dana", second), 201)
    assert everything(life)[3]["subject"] == "Re: Wrong fee"
    assert everything(life)[3]["references"] == second["ref"]


def test_who_took_part_takes_part_in_the_new_one(life: Life) -> None:
    """A colleague goes on with it: its requester and its collaborator see the new ticket and are told of it."""
    closed = life.ticket("closed")
    with life.portal.work() as work:
        work.tx.execute(
            "INSERT INTO participants VALUES (?, ?, 'collaborator', 0, 0)",
            (closed["ref"]["id"], life.people["tom"].id),
        )
    new = say(life, closed, "leo")["ticket"]
    assert made(life.client("tom").get(f"/tickets/{new['id']}"))["relation"] == "collaborator"
    assert made(life.client("leo").get(f"/tickets/{new['id']}"))["requester"] == "Leo"
    made(life.say("sam", {"ref": new}), 201)
    assert [kind for kind, _ in life.letters("dana", "answer")] == ["answer"]


def test_support_and_collaborators_do_not_go_on(life: Life) -> None:
    """Words of support on a closed ticket are refused, and who only looks may not write at all."""
    closed = life.ticket("closed")
    problem(life.say("sam", closed), 422, "rejected")
    problem(life.say("tom", closed), 404, "not_found")
    assert len(everything(life)) == 1


@pytest.mark.parametrize("by", ["id", "number"])
def test_an_employee_references_a_closed_ticket(life: Life, by: str) -> None:
    """A new ticket that is written as one may name the closed one, by id or by number."""
    closed = life.ticket("closed")
    assert set(made(life.see("dana", closed))["actions"]) == {"reference", "update"}
    new = life.create("dana", references=closed["ref"][by])
    assert new["references"] == closed["ref"]
    assert made(life.see("dana", closed))["continued"] == new["ref"]


@pytest.mark.parametrize("which", ["open", "of another company", "none"])
def test_only_a_closed_ticket_that_one_sees_can_be_referenced(life: Life, which: str) -> None:
    """Anything else is refused by its field, without telling whether it is there."""
    ticket = life.ticket("resolved") if which == "open" else life.ticket("closed", "tom")
    name = "t_nowhere" if which == "none" else ticket["ref"]["id"]
    body = {"subject": "Again", "references": name}
    told = problem(life.client("dana").post("/tickets", json=body, headers=life.key()), 422, "rejected")
    assert told["fields"] == {"references": "Only a closed ticket that you see can be referenced."}


def test_a_ticket_one_does_not_see_is_not_named(life: Life) -> None:
    """A collaborator on the new ticket alone is not told the number of the old one, nor the other way about."""
    closed = life.ticket("closed")
    new = say(life, closed)["ticket"]
    with life.portal.work() as work:
        work.tx.execute(
            "INSERT INTO participants VALUES (?, ?, 'collaborator', 0, 0)", (new["id"], life.people["tom"].id)
        )
    assert made(life.client("tom").get(f"/tickets/{new['id']}"))["references"] is None
