"""A key takes effect once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.embedded.conftest import World, made, problem

KEY = {"Idempotency-Key": "k-1"}


def tickets(world: World, who: str = "dana") -> list[str]:
    """Subjects of all tickets that somebody sees."""
    found = made(world.client(who).get("/tickets?view=all"))["tickets"]
    return [ticket["subject"] for ticket in found]


def test_the_same_request_gets_the_first_answer_again(world: World) -> None:
    """Key and body as before: the first answer, to the byte, marked as replayed, and no second effect."""
    client = world.client("dana")
    first = client.post("/tickets", json={"subject": "A", "description": "B"}, headers=KEY)
    world.clock.forward(hours=1)
    again = client.post("/tickets", json={"description": "B", "subject": "A"}, headers=KEY)
    assert (again.status_code, again.content, again.headers["etag"]) == (
        201,
        first.content,
        first.headers["etag"],
    )
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert tickets(world) == ["A"]


def test_the_key_with_another_request_is_refused(world: World) -> None:
    """The same key with another body, or for another thing, is key_reused."""
    client = world.client("dana")
    ticket = made(client.post("/tickets", json={"subject": "A"}, headers=KEY), 201)
    problem(client.post("/tickets", json={"subject": "B"}, headers=KEY), 422, "key_reused")
    path = f"/tickets/{ticket['ref']['id']}/messages"
    problem(client.post(path, json={"text": "A"}, headers=KEY), 422, "key_reused")
    assert tickets(world) == ["A"]


def test_a_quoted_key_is_the_same_key(world: World) -> None:
    """The key may come as a quoted string, as the draft standard writes it."""
    client = world.client("dana")
    client.post("/tickets", json={"subject": "A"}, headers=KEY)
    again = client.post("/tickets", json={"subject": "A"}, headers={"Idempotency-Key": '"k-1"'})
    assert again.headers["idempotency-replayed"] == "true"


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": '""'}, {"Idempotency-Key": "x" * 256}])
def test_a_request_that_changes_something_needs_a_key(world: World, headers: dict[str, str]) -> None:
    """Without a key (or with one that is none) nothing is created."""
    response = world.client("dana").post("/tickets", json={"subject": "A"}, headers=headers)
    assert "Idempotency-Key" in problem(response, 422, "rejected")["fields"]
    assert tickets(world) == []


def test_keys_of_two_people_do_not_meet(world: World) -> None:
    """A key belongs to the account that sent it."""
    for who in ("dana", "tom"):
        made(world.client(who).post("/tickets", json={"subject": who}, headers=KEY), 201)
    assert (tickets(world), tickets(world, "tom")) == (["dana"], ["tom"])


def test_a_refused_request_does_not_use_its_key_up(world: World) -> None:
    """What was refused may be mended and sent with the same key."""
    client = world.client("dana")
    problem(client.post("/tickets", json={"subject": ""}, headers=KEY), 422, "rejected")
    made(client.post("/tickets", json={"subject": "Mended"}, headers=KEY), 201)


@pytest.mark.rule("APP-4")
def test_many_at_once_take_effect_once(world: World) -> None:
    """Of twelve equal requests at a time exactly one creates; all get the same ticket."""

    def post(_: int) -> tuple[bytes, bool]:
        response = world.client("dana").post("/tickets", json={"subject": "A"}, headers=KEY)
        assert response.status_code == 201
        return response.content, "idempotency-replayed" in response.headers

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(post, range(12)))
    assert len({body for body, _ in answers}) == 1
    assert [replayed for _, replayed in answers].count(False) == 1
    assert tickets(world) == ["A"]


def test_messages_and_changes_take_effect_once(world: World) -> None:
    """Said twice with one key is said once; changed twice with one key is changed once."""
    ticket = world.create("dana")
    path = f"/tickets/{ticket['ref']['id']}"
    client = world.client("dana")
    said = [
        client.post(f"{path}/messages", json={"text": "Hi"}, headers={"Idempotency-Key": "m"}) for _ in "12"
    ]
    assert made(said[0], 201) == made(said[1], 201)
    assert len(made(client.get(f"{path}/messages"))["messages"]) == 1
    wish = {"kind": "priority", "priority": "low"}
    changed = [client.post(f"{path}/changes", json=wish, headers={"Idempotency-Key": "p"}) for _ in "12"]
    assert made(changed[0]) == made(changed[1])


@pytest.mark.rule("APP-4")
def test_what_a_key_made_can_be_looked_up(world: World) -> None:
    """Only the account that used the key finds its ticket and its message by it."""
    ticket = made(world.client("dana").post("/tickets", json={"subject": "A"}, headers=KEY), 201)
    path = f"/tickets/{ticket['ref']['id']}/messages"
    said = made(world.client("dana").post(path, json={"text": "Hi"}, headers={"Idempotency-Key": "m"}), 201)
    (found,) = made(world.client("dana").get("/tickets?op_id=k-1"))["tickets"]
    assert (found["ref"], found["op_id"]) == (ticket["ref"], "k-1")
    assert made(world.client("dana").get(f"{path}?op_id=m"))["messages"] == [said]
    assert made(world.client("dana").get("/tickets?op_id=k-2"))["tickets"] == []
    assert made(world.client("leo").get("/tickets?op_id=k-1"))["tickets"] == []
    assert made(world.client("leo").get(f"{path}?op_id=m"))["messages"] == []
    assert made(world.see("leo", ticket))["op_id"] is None
