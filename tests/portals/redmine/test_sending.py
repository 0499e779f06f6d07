"""Tickets and replies sent to a Redmine, and what it makes of them."""

from __future__ import annotations

import io
import json
from typing import Any

import httpx
import pytest

from tests.portals.redmine.conftest import Server, issue, project
from trayapp.core.errors import Forbidden, OutcomeUnknown, Rejected, TooLarge
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, Fact, FileKind, StoredFile, TicketRef, Update
from trayapp.portals.told import Told, text_of, told_by

OP = OpId("0190c2f1-0000-7000-8000-000000000001")
MADE = httpx.Response(201, json={"issue": issue(description=text_of(Told("", OP)))})
SPENT = httpx.Response(422, json={"errors": ["1 file(s) could not be saved."]})
FACTS = (Fact("os.name", "Linux"),)


def nowhere(_sent: int, _total: int) -> None:
    """Progress that nobody watches."""


def submit(server: Server, draft: Draft) -> TicketRef:
    """Send a ticket, with the steps of this server's test."""
    return server.portal().submit(OP, draft, server.steps, nowhere)


def posted(server: Server) -> dict[str, Any]:
    """What the last new issue was to be."""
    found: dict[str, Any] = json.loads(server.requests("POST issues.json")[-1].content)["issue"]
    return found


def picture(server: Server, content: bytes = b"shot", name: str = "a/b:c.png") -> StoredFile:
    """A file in the spool."""
    return server.spool.put(io.BytesIO(content), name, "image/png", FileKind.SCREENSHOT)


def uploading(server: Server) -> None:
    """Each upload has a token of its own."""

    def answer(_: httpx.Request) -> httpx.Response:
        number = len(server.requests("POST uploads.json"))
        return httpx.Response(201, json={"upload": {"id": number, "token": f"t{number}"}})

    server.answers["POST uploads.json"] = answer


def test_a_ticket_has_everything_in_its_place(server: Server) -> None:
    """What Redmine has a place for is there; everything, also what it may drop, is in the text, with the key."""
    server.answers["POST issues.json"] = MADE
    uploading(server)
    subject = "x" * 300
    fields = {"cf-9": "12", "building": "North"}

    submit(
        server, Draft(subject, "Help", "1", "category-7", fields, "3", FACTS, (picture(server),), nature="3")
    )

    body = posted(server)
    told = told_by(body.pop("description"))
    uploads = body.pop("uploads")
    assert body == {
        "project_id": 1,
        "subject": "x" * 254 + "…",
        "category_id": 7,
        "tracker_id": 3,
        "priority_id": 3,
        "custom_fields": [{"id": 9, "value": "12"}],
    }
    assert told == Told("Help", OP, FACTS, {**fields, "subject": subject, "priority": "High"})
    assert [(each["token"], each["filename"]) for each in uploads] == [
        ("t1", "a_b_c.png"),
        ("t2", f"trayapp-{OP}.json"),
    ]


def test_what_was_sent_reads_as_it_was_written(server: Server) -> None:
    """A subject that had to be cut, and the fields, come back whole."""
    server.answers["POST issues.json"] = MADE
    submit(server, Draft("x" * 300, "Help", fields={"building": "North"}, priority="3", facts=FACTS[:0]))
    body = posted(server)
    server.tells("GET issues/4.json", issue=issue(subject=body["subject"], description=body["description"]))

    ticket = server.portal().read(TicketRef("4", "4"), None)

    assert (ticket.subject, ticket.description) == ("x" * 300, "Help")  # type: ignore[union-attr]
    assert (ticket.fields, ticket.priority_asked) == ({"building": "North"}, "3")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (Draft("x", product="2"), "product"),
        (Draft("x", category="category-8"), "category"),
        (Draft("x", nature="2"), "nature"),
        (Draft("x", priority="9"), "priority"),
    ],
)
def test_what_is_not_to_be_chosen_is_refused_by_field(server: Server, draft: Draft, field: str) -> None:
    """Redmine would take another in silence; so it is not asked."""
    with pytest.raises(Rejected) as refused:
        submit(server, draft)

    assert refused.value.fields == {field: "unknown"}
    assert server.requests("POST issues.json") == []


def test_a_tracker_of_another_project_is_refused(server: Server) -> None:
    """Where trackers differ, one that the project has not is refused as its category."""
    other = project(id=2, trackers=[{"id": 3, "name": "Support"}])
    server.tells("GET users/current.json", user={"id": 5, "login": "a", "admin": True, "mail": "a@b"})
    server.tells("GET projects.json", projects=[project(), other], total_count=2)

    with pytest.raises(Rejected) as refused:
        submit(server, Draft("x", product="2", category="tracker-1"))

    assert "category" in refused.value.fields


def test_spent_tokens_of_an_earlier_try_find_what_it_made(server: Server) -> None:
    """The server's own refusal of a token leads to the issue that has used it; nothing is uploaded again."""
    uploading(server)
    draft = Draft("x", facts=FACTS)
    server.answers["POST issues.json"] = httpx.Response(504)
    with pytest.raises(OutcomeUnknown):
        submit(server, draft)
    answers = iter([[], [], [issue(description=text_of(Told("", OP)))]])
    server.answers["GET issues.json"] = lambda _: httpx.Response(200, json={"issues": next(answers)})
    server.answers["POST issues.json"] = SPENT

    assert submit(server, draft) == TicketRef("4", "4")
    assert len(server.requests("POST uploads.json")) == 1


def test_tokens_that_ended_are_made_anew(server: Server) -> None:
    """Where nothing was made with them, the files go once more; a second refusal is one."""
    uploading(server)
    server.steps.put("token:own", "ended")
    refused = iter([SPENT, MADE, SPENT, SPENT])
    server.answers["POST issues.json"] = lambda _: next(refused)

    assert submit(server, Draft("x", facts=FACTS)) == TicketRef("4", "4")
    assert server.steps.get("token:own") == "t1"
    with pytest.raises(Rejected) as error:
        submit(server, Draft("x", facts=FACTS))
    assert error.value.fields == {"": "1 file(s) could not be saved."}


def test_the_limit_is_known_after_the_first_refusal(server: Server) -> None:
    """The number in the reason is the limit, in whatever language; the next file is not even sent."""
    words = "Dieses Dokument kann nicht geladen werden (5000)"
    server.tells("POST uploads.json", 422, errors=[words])
    portal = server.portal()
    large = Draft("x", files=(picture(server, bytes(5001), "large.png"),))
    with pytest.raises(TooLarge):
        portal.submit(OP, large, server.steps, nowhere)

    with pytest.raises(TooLarge) as refused:
        portal.submit(OP, large, server.steps, nowhere)

    assert refused.value.params == {"name": "large.png", "size": "5001", "limit": "5000"}
    assert len(server.requests("POST uploads.json")) == 1
    assert portal.probe().capabilities.max_file == 5000


def test_a_file_refused_for_its_sort_is_no_large_file(server: Server) -> None:
    """Another reason is told in the server's words."""
    server.tells("POST uploads.json", 422, errors=["Attachment extension .exe is not allowed"])

    with pytest.raises(Rejected) as refused:
        submit(server, Draft("x", files=(picture(server),)))

    assert refused.value.fields == {"": "Attachment extension .exe is not allowed"}


def test_a_reply_that_was_not_written_is_told(server: Server) -> None:
    """Words that the server takes with 204 and drops were not said."""
    server.tells("GET issues/4.json", issue=issue())
    server.answers["PUT issues/4.json"] = httpx.Response(204)

    with pytest.raises(Forbidden) as refused:
        server.portal().update(OP, TicketRef("4", "4"), Update("Hello"), server.steps, nowhere)

    assert refused.value.params["action"] == "update"
