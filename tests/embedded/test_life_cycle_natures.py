"""What a new ticket asks depends on its nature, and on what was answered (TK-1, TK-2)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import MONDAY, StandingClock, made, problem
from tests.embedded.life import Life, begin
from trayapp.core.model import Announcement
from trayapp.core.policy import Category, Choice, Field, Nature, Product
from trayapp.embedded import announcements, policy_file
from trayapp.embedded.profile import Profile

pytestmark = pytest.mark.rule("TK-2")

NATURES = (
    Nature("help", "Something is broken", fields=(Field("since", "Since when", "date"),)),
    Nature(
        "person",
        "Somebody joins or leaves",
        about=False,
        fields=(
            Field("event", "What", "choice", True, (Choice("joins", "Joins"), Choice("leaves", "Leaves"))),
            Field("laptop", "Laptop", "yes_no", required=True, shown_if={"event": ("joins",)}),
            Field("model", "Which one", required=True, shown_if={"laptop": ("yes",)}),
            Field("form", "Signed form", "file", required=True, shown_if={"event": ("leaves",)}),
        ),
    ),
    Nature("licences", "Order licences", permission="order_licences", about=False),
    Nature("session", "Book a session", feature="sessions", about=False),
)
PRODUCTS = (
    Product(
        "mail",
        "Mail",
        (Category("box", "Mailbox", (Field("name", "Name", required=True),)), Category("x", "X")),
    ),
    Product("other", "Other", (Category("question", "Question"),)),
)


def profile() -> Profile:
    """`member` with forms that are easy to survey; it names orders among its features, and no sessions."""
    found = policy_file.load("member")
    policy = replace(
        found.policy, natures=NATURES, products=PRODUCTS, features=frozenset({"orders", "incidents"})
    )
    return replace(found, policy=policy)


@pytest.fixture
def life(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """Dana is basic and may order nothing; Ines is of IT and may order licences."""
    found = begin(profile(), tmp_path / "portal", clock, app, loop, "basic")
    found.add("ines", "bakery", "it")
    yield found
    found.end()


def reasons(life: Life, **body: Any) -> set[str]:
    """The fields for which Dana's ticket is refused."""
    response = life.client("dana").post("/tickets", json={"subject": "X"} | body, headers=life.key())
    return set(problem(response, 422, "rejected")["fields"])


def test_a_nature_adds_its_fields(life: Life) -> None:
    """The answers come back with the nature, beside those of the category."""
    body: dict[str, Any] = {
        "nature": "help",
        "product": "mail",
        "category": "box",
        "fields": {"since": "2026-03-01", "name": "orders"},
    }
    ticket = life.create("dana", **body)
    assert {name: ticket[name] for name in body} == body


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"nature": "poetry"}, {"nature"}),
        ({"nature": "session"}, {"nature"}),
        ({"nature": "help"}, {"product"}),
        ({"nature": "help", "product": "mail"}, {"category"}),
        ({"nature": "help", "product": "mail", "category": "box"}, {"name"}),
        ({"nature": "help", "product": "other", "fields": {"since": "soon"}}, {"since"}),
        ({"nature": "person"}, {"event"}),
        ({"nature": "person", "fields": {"event": "joins"}}, {"laptop"}),
        ({"nature": "person", "fields": {"event": "joins", "laptop": "yes"}}, {"model"}),
        ({"nature": "person", "fields": {"event": "leaves"}}, {"form"}),
        ({"nature": "person", "fields": {"event": "leaves", "form": "form.pdf"}}, {"form"}),
        ({"nature": "person", "fields": {"since": "2026-03-01"}}, {"event", "since"}),
        ({"fields": {"event": "joins"}}, {"event"}),
    ],
)
def test_what_a_nature_needs_is_asked_for_by_field(
    life: Life, body: dict[str, Any], refused: set[str]
) -> None:
    """Each reason stands at its field, and fields of another nature are not taken."""
    assert reasons(life, **body) == refused


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"nature": "help", "product": "other"},
        {"nature": "help", "product": "mail", "category": "x"},
        {"nature": "person", "fields": {"event": "joins", "laptop": "no"}},
        {"product": "mail"},
    ],
)
def test_what_is_not_asked_is_not_needed(life: Life, body: dict[str, Any]) -> None:
    """A subject alone is a ticket; a nature that does not ask about products needs none."""
    life.create("dana", **body)


def test_answers_to_hidden_fields_are_dropped(life: Life) -> None:
    """Who leaves gets no laptop, whatever was answered before: the field, and what hangs on it, is not kept."""
    fields = {"event": "joins", "laptop": "no", "model": "the large one"}
    assert life.create("dana", nature="person", fields=fields)["fields"] == {"event": "joins", "laptop": "no"}
    content = b"signed"
    sha256 = hashlib.sha256(content).hexdigest()
    made(life.client("dana").put(f"/files/{sha256}", content=content), 201)
    file = {"name": "form.pdf", "media_type": "application/pdf", "size": len(content), "sha256": sha256}
    fields = {"event": "leaves", "laptop": "yes", "model": "any", "form": "form.pdf"}
    ticket = life.create("dana", nature="person", fields=fields, files=[file])
    assert ticket["fields"] == {"event": "leaves", "form": "form.pdf"}
    assert [each["name"] for each in ticket["files"]] == ["form.pdf"]


@pytest.mark.rule("ROLE-10")
def test_a_nature_may_need_a_permission(life: Life) -> None:
    """Who may not order is refused; who may, orders."""
    body = {"subject": "Ten more", "nature": "licences"}
    problem(life.client("dana").post("/tickets", json=body, headers=life.key()), 403, "forbidden")
    assert life.create("ines", **body)["nature"] == "licences"


@pytest.mark.rule("ST-7")
def test_the_name_of_a_file_does_not_go_on_without_the_file(life: Life) -> None:
    """A closed ticket goes on with its nature and answers, but not with an answer that names one of its files."""
    content = b"signed"
    sha256 = hashlib.sha256(content).hexdigest()
    made(life.client("dana").put(f"/files/{sha256}", content=content), 201)
    file = {"name": "form.pdf", "media_type": "application/pdf", "size": len(content), "sha256": sha256}
    closed = life.ticket(
        "closed", nature="person", fields={"event": "leaves", "form": "form.pdf"}, files=[file]
    )
    said = made(life.say("dana", closed), 201)
    new = made(life.client("dana").get(f"/tickets/{said['ticket']['id']}"))
    assert (new["nature"], new["fields"], new["files"]) == ("person", {"event": "leaves"}, [])


def announce(life: Life, *, incident: bool = True, begins: float = -1, ends: float | None = None) -> str:
    """An announcement that begins and ends so many hours from now; its id."""
    now = life.clock.now
    announcement = Announcement(
        "",
        "Mail is down",
        "We are on it.",
        "outage",
        now + timedelta(hours=begins),
        None if ends is None else now + timedelta(hours=ends),
        incident=incident,
    )
    with life.portal.work() as work:
        return announcements.insert(work, announcement).id


@pytest.mark.rule("INFO-1")
def test_a_ticket_joins_an_announced_incident(life: Life) -> None:
    """It belongs to the incident from then on, and the announcement counts it."""
    incident = announce(life, ends=5)
    assert life.create("dana", joins=incident)["incident"] == incident
    (told,) = made(life.client("dana").get("/changes"))["announcements"]
    assert told["joined"] == 1


@pytest.mark.rule("INFO-1")
@pytest.mark.parametrize(
    "announced",
    [{"incident": False}, {"begins": 2}, {"begins": -3, "ends": -1}],
    ids=["no incident", "not yet", "over"],
)
def test_only_a_current_incident_can_be_joined(life: Life, announced: dict[str, Any]) -> None:
    """An announcement of something else, of later or of before is refused by its field; so is one that is none."""
    assert reasons(life, joins=announce(life, **announced)) == {"joins"}
    assert reasons(life, joins="n_nowhere") == {"joins"}


@pytest.mark.rule("INFO-1")
def test_a_portal_without_incidents_lets_none_be_joined(life: Life) -> None:
    """A feature that the policy does not name is refused."""
    bare = replace(life.profile, policy=replace(life.profile.policy, features=frozenset()))
    incident = announce(life)
    life.off_until(MONDAY, bare)
    assert reasons(life, joins=incident) == {"joins"}


def test_every_reason_is_told_at_once(life: Life) -> None:
    """What is wrong with subject, nature, reference and incident comes in one answer."""
    body = {"subject": " ", "nature": "poetry", "references": "4711", "joins": "n_1", "priority": "mega"}
    assert reasons(life, **body) == set(body)
