"""What each priority means, promises, and who may change it (PR-1 to PR-7)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.embedded.conftest import World, made, problem

PRIORITIES = [
    pytest.param(
        "critical",
        None,
        None,
        ["server is down", "network is down", "portion of the network", "not routing"],
        marks=pytest.mark.rule("PR-1"),
    ),
    pytest.param(
        "high",
        {"least": None, "most": 2.0, "business": True},
        "2026-03-02T17:00:00Z",
        ["password", "rebooted", "e-mail"],
        marks=pytest.mark.rule("PR-2"),
    ),
    pytest.param(
        "standard",
        {"least": 4.0, "most": 8.0, "business": True},
        "2026-03-03T14:30:00Z",
        ["computer problems", "multiple users", "virus", "log into the network", "boot up"],
        marks=pytest.mark.rule("PR-3"),
    ),
    pytest.param(
        "low",
        {"least": 24.0, "most": 48.0, "business": False},
        "2026-03-04T15:00:00Z",
        ["another workstation", "single user"],
        marks=pytest.mark.rule("PR-4"),
    ),
    pytest.param(
        "scheduled",
        {"least": 72.0, "most": 120.0, "business": False},
        "2026-03-07T15:00:00Z",
        ["intermittent", "tutorial", "copying"],
        marks=pytest.mark.rule("PR-5"),
    ),
]


@pytest.mark.parametrize(("code", "target", "due", "examples"), PRIORITIES)
def test_a_priority_tells_what_it_is_for_and_what_it_promises(
    world: World, code: str, target: dict[str, Any] | None, due: str | None, examples: list[str]
) -> None:
    """Meaning, examples and target travel in the policy, and a ticket of that priority has the due time."""
    policy = made(world.client("dana").get("/policy"))
    (found,) = [each for each in policy["priorities"] if each["code"] == code]
    assert found["meaning"]
    assert [text for text in examples if not any(text in each for each in found["examples"])] == []
    assert found["target"] == target

    ticket = world.create("dana")
    changed = made(world.change("dana", ticket, kind="priority", priority=code))
    assert (changed["priority"], changed["due_at"]) == (code, due)


@pytest.mark.rule("PR-6")
def test_the_hours_that_count_travel_in_the_policy(world: World) -> None:
    """Monday to Friday, 8:30 to 17:00, in the portal's zone."""
    policy = made(world.client("dana").get("/policy"))
    assert policy["time_zone"] == "America/New_York"
    assert {name: policy["hours"][name] for name in ("days", "opens", "closes")} == {
        "days": [0, 1, 2, 3, 4],
        "opens": "08:30",
        "closes": "17:00",
    }


@pytest.mark.rule("PR-7")
@pytest.mark.parametrize("asked", ["critical", "high", "standard", "low", "scheduled", None])
def test_whatever_is_asked_for_the_ticket_is_standard(world: World, asked: str | None) -> None:
    """The policy locks the priority of new tickets; the one asked for is kept, and both travel in the feed."""
    ticket = world.create("dana", priority=asked)
    assert (ticket["priority"], ticket["priority_asked"]) == ("standard", asked)
    assert ticket["due_at"] == "2026-03-03T14:30:00Z"
    (told,) = made(world.client("sam").get("/changes"))["tickets"]
    assert told["ticket"]["priority_asked"] == asked


@pytest.mark.rule("PR-7")
@pytest.mark.rule("TK-10")
def test_the_portal_changes_what_was_locked(world: World) -> None:
    """The change is granted, has its effect, and leaves what was asked for at the beginning."""
    ticket = world.create("dana", priority="critical")
    assert "priority" in ticket["actions"]
    changed = made(world.change("dana", ticket, kind="priority", priority="high"))
    assert (changed["priority"], changed["priority_asked"]) == ("high", "critical")


@pytest.mark.rule("TK-10")
def test_the_same_priority_again_keeps_the_promise(world: World) -> None:
    """Setting what holds already does not put the answer off."""
    ticket = world.create("dana")
    world.clock.forward(hours=3)
    assert made(world.change("dana", ticket, kind="priority", priority="standard")) == made(
        world.see("dana", ticket)
    )
    assert made(world.see("dana", ticket))["due_at"] == ticket["due_at"]


@pytest.mark.rule("PR-7")
def test_a_closed_ticket_keeps_its_priority(world: World) -> None:
    """Nobody waits for it any more."""
    ticket = world.create("dana")
    world.change("dana", ticket, kind="close")
    problem(world.change("dana", ticket, kind="priority", priority="high"), 422, "rejected")
    assert made(world.see("dana", ticket))["priority"] == "standard"
