"""The life of a ticket."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.embedded.conftest import World, made, problem


def test_numbers_count_from_4711(world: World) -> None:
    """The first ticket of this profile is 4711, the next one more; the number finds it, too."""
    assert [world.create("dana")["ref"]["number"] for _ in range(2)] == ["4711", "4712"]
    assert made(world.client("dana").get("/tickets/4712"))["ref"]["number"] == "4712"


@pytest.mark.rule("ST-1")
def test_a_new_ticket_is_new(world: World) -> None:
    """A created ticket awaits assignment and comes back as it was written."""
    written: dict[str, Any] = {
        "subject": "No sound",
        "description": "Since noon <b>nothing</b>",
        "product": "computer",
        "category": "screen",
        "facts": [{"key": "os.version", "value": "11", "failed": False}],
        "written_at": "2026-03-02T14:00:00Z",
    }
    ticket = world.create("dana", **written)
    assert {name: ticket[name] for name in ("subject", "description", "product", "category", "facts")} == {
        name: written[name] for name in ("subject", "description", "product", "category", "facts")
    }
    assert (ticket["status"], ticket["status_label"], ticket["requester"]) == ("new", "New", "Dana")
    assert ticket["created_at"] == "2026-03-02T15:00:00Z"
    assert made(world.see("dana", ticket)) == ticket


@pytest.mark.rule("PR-7")
def test_a_ticket_from_the_desktop_is_standard(world: World) -> None:
    """Policy locks the priority; the one asked for stands beside it."""
    ticket = world.create("dana", priority="critical")
    assert (ticket["priority"], ticket["priority_asked"]) == ("standard", "critical")


@pytest.mark.rule("PR-6")
@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-02T15:00:00", "2026-03-03T14:30:00"),  # Monday 10:00: 7 h today, 1 h tomorrow
        ("2026-03-06T21:45:00", "2026-03-09T20:15:00"),  # Friday 16:45, Monday is in summer time
        ("2026-03-07T12:00:00", "2026-03-09T20:30:00"),  # Saturday
    ],
)
def test_due_times_count_business_hours(world: World, now: str, due: str) -> None:
    """Standard means 8 business hours, Monday to Friday 8:30 to 17:00 in New York."""
    world.clock.now = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert world.create("dana")["due_at"] == f"{due}Z"


@pytest.mark.rule("TK-10")
@pytest.mark.parametrize(
    ("priority", "due"),
    [
        ("critical", None),
        ("high", "2026-03-02T18:00:00Z"),
        ("standard", "2026-03-03T14:30:00Z"),
        ("low", "2026-03-04T16:00:00Z"),
        ("scheduled", "2026-03-07T16:00:00Z"),
    ],
)
def test_the_portal_changes_the_priority(world: World, priority: str, due: str | None) -> None:
    """A new priority gives a new due time, counted from the change; the ticket is read back."""
    ticket = world.create("dana")
    world.clock.forward(hours=1)
    changed = made(world.change("dana", ticket, kind="priority", priority=priority))
    assert changed["priority"] == priority
    assert changed["due_at"] == due
    assert made(world.see("dana", ticket)) == changed


def test_an_unknown_priority_is_refused(world: World) -> None:
    """A priority that the policy does not name is refused by its field, at creation and later."""
    ticket = world.create("dana")
    assert (
        "priority"
        in problem(world.change("dana", ticket, kind="priority", priority="mega"), 422, "rejected")["fields"]
    )
    response = world.client("dana").post(
        "/tickets", json={"subject": "X", "priority": "mega"}, headers=world.key()
    )
    assert "priority" in problem(response, 422, "rejected")["fields"]


@pytest.mark.rule("TK-1")
@pytest.mark.parametrize(
    ("body", "reasons"),
    [
        ({"subject": " "}, {"subject"}),
        ({"product": "toaster"}, {"product"}),
        ({"category": "wifi"}, {"category"}),
        ({"product": "printer", "category": "wifi"}, {"category"}),
        ({"product": "email", "category": "shared_mailbox"}, {"mailbox", "access"}),
        (
            {
                "product": "email",
                "category": "shared_mailbox",
                "fields": {"mailbox": "orders@", "access": "everything"},
            },
            {"access"},
        ),
        ({"product": "network", "category": "wifi", "fields": {"colour": "red"}}, {"colour"}),
        ({"product": "printer", "category": "not_printing", "fields": {"who_else": "maybe"}}, {"who_else"}),
        (
            {
                "product": "accounts",
                "category": "leaving",
                "fields": {"full_name": "Kim", "last_day": "soon"},
            },
            {"last_day"},
        ),
        ({"subject": " ", "product": "toaster", "priority": "mega"}, {"subject", "product", "priority"}),
    ],
)
def test_a_ticket_that_breaks_the_policy_is_refused_by_field(
    world: World, body: dict[str, object], reasons: set[str]
) -> None:
    """Every reason is told at once, by field, and nothing is created."""
    response = world.client("dana").post("/tickets", json={"subject": "X"} | body, headers=world.key())
    assert problem(response, 422, "rejected")["fields"].keys() == reasons
    assert made(world.client("dana").get("/tickets?view=all"))["tickets"] == []


@pytest.mark.rule("TK-1")
def test_answers_to_the_fields_of_a_category_are_kept(world: World) -> None:
    """Fields that policy adds come back as they were filled in."""
    fields = {"mailbox": "orders@northwind.example", "access": "read"}
    ticket = world.create("dana", product="email", category="shared_mailbox", fields=fields)
    assert ticket["fields"] == fields


@pytest.mark.rule("ST-5")
def test_words_of_the_employee_bring_a_waiting_ticket_back(world: World) -> None:
    """An update while support waits for the customer makes it pending support."""
    ticket = world.create("dana")
    made(world.change("sam", ticket, kind="status", status="waiting_for_customer"))
    world.say("dana", ticket)
    assert made(world.see("dana", ticket))["status"] == "pending_support"


@pytest.mark.rule("ST-6")
def test_words_of_the_employee_bring_a_resolved_ticket_back(world: World) -> None:
    """An update on a resolved ticket makes it pending support; an answer of the staff does not."""
    ticket = world.create("dana")
    made(world.change("sam", ticket, kind="status", status="resolved"))
    world.say("sam", ticket)
    assert made(world.see("dana", ticket))["status"] == "resolved"
    world.say("leo", ticket)
    assert made(world.see("dana", ticket))["status"] == "pending_support"


@pytest.mark.rule("ST-2")
def test_words_on_an_assigned_ticket_leave_it_assigned(world: World) -> None:
    """A ticket that support is working on stays where it is."""
    ticket = world.create("dana")
    made(world.change("sam", ticket, kind="status", status="assigned"))
    world.say("dana", ticket)
    assert made(world.see("dana", ticket))["status"] == "assigned"


@pytest.mark.rule("ST-4")
def test_a_sub_status_names_whom_one_waits_for(world: World) -> None:
    """Waiting For tells the entity, and the next status forgets it."""
    ticket = world.create("dana")
    waiting = made(world.change("sam", ticket, kind="status", status="waiting_for", sub_status="Supplier"))
    assert (waiting["status"], waiting["sub_status"]) == ("waiting_for", "Supplier")
    assert made(world.change("sam", ticket, kind="status", status="assigned"))["sub_status"] == ""


@pytest.mark.rule("TK-4")
def test_closing_twice_is_closing_once(world: World) -> None:
    """The employee closes a ticket; a second wish finds it closed and changes nothing."""
    ticket = world.create("dana")
    closed = made(world.change("dana", ticket, kind="close"))
    assert (closed["status"], set(closed["actions"])) == ("closed", {"reference", "update"})
    assert made(world.change("dana", ticket, kind="close")) == closed


@pytest.mark.rule("ST-7")
def test_a_closed_ticket_takes_no_change(world: World) -> None:
    """What is asked of a closed ticket is refused with a reason, words of support as well, and it stays as it is."""
    ticket = world.create("dana")
    closed = made(world.change("dana", ticket, kind="close"))
    for refused in (
        world.say("sam", ticket),
        world.change("dana", ticket, kind="priority", priority="high"),
        world.change("dana", ticket, kind="keep_open"),
    ):
        assert "" in problem(refused, 422, "rejected")["fields"]
    assert made(world.see("dana", ticket)) == closed


def test_an_unknown_status_is_refused(world: World) -> None:
    """Staff may set any status of the policy, and no other."""
    told = problem(world.change("sam", world.create("dana"), kind="status", status="lost"), 422, "rejected")
    assert "status" in told["fields"]


def test_a_change_of_a_ticket_that_moved_on_is_stale(world: World) -> None:
    """With If-Match the change is refused when the ticket is another by now."""
    ticket = world.create("dana")
    world.say("sam", ticket)
    path, wish = f"/tickets/{ticket['ref']['id']}/changes", {"kind": "close"}
    response = world.client("dana").post(path, json=wish, headers=world.key() | {"If-Match": ticket["etag"]})
    problem(response, 412, "stale")
    etag = world.see("dana", ticket).headers["etag"]
    response = world.client("dana").post(path, json=wish, headers=world.key() | {"If-Match": etag})
    assert made(response)["status"] == "closed"


@pytest.mark.rule("TK-5")
def test_a_conversation_tells_who_said_what(world: World) -> None:
    """Messages come oldest first, with their side and whether they are mine; `after` gives the rest."""
    ticket = world.create("dana")
    for who, text in (("dana", "Hello?"), ("sam", "Looking"), ("leo", "Me, too")):
        made(world.say(who, ticket, text), 201)
    path = f"/tickets/{ticket['ref']['id']}/messages"
    messages = made(world.client("dana").get(path))["messages"]
    assert [(each["author"], each["side"], each["text"], each["mine"]) for each in messages] == [
        ("Dana", "employee", "Hello?", True),
        ("Sam", "staff", "Looking", False),
        ("Leo", "employee", "Me, too", False),
    ]
    after = made(world.client("dana").get(path, params={"after": messages[1]["id"]}))["messages"]
    assert after == messages[2:]


def test_saying_nothing_is_refused(world: World) -> None:
    """A message needs text or a file."""
    assert "text" in problem(world.say("dana", world.create("dana"), "  "), 422, "rejected")["fields"]
