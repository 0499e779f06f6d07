"""A Redmine whose trackers or workflow leave the words of a new issue out: nothing is lost, and nothing made twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.portals.redmine.conftest import Server, issue, project
from tests.portals.redmine.test_sending import FACTS, OP, nowhere, submit
from trayapp.core.errors import Forbidden, OutcomeUnknown
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, Ticket, TicketRef
from trayapp.portals.told import told_by

DRAFT = Draft("Printer", "It is broken", fields={"building": "North"}, facts=FACTS)
REF = TicketRef("5", "5")
SECOND = OpId("0190c2f1-0000-7000-8000-000000000002")


class Deaf:
    """Takes issues and leaves their description out."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.made: list[dict[str, Any]] = []
        self.notes: list[str] = []
        self.refuses: Callable[[], httpx.Response | None] = lambda: None
        self.loses = False
        """The answer to the next new issue."""
        server.tells("POST uploads.json", 201, upload={"id": 1, "token": "t1"})
        server.answers["POST issues.json"] = self._post
        server.answers["PUT issues/5.json"] = self._put
        server.answers["GET issues/5.json"] = self._get
        server.answers["GET issues.json"] = self._list

    def _post(self, request: httpx.Request) -> httpx.Response:
        subject = json.loads(request.content)["issue"]["subject"]
        self.made.append(issue(5 + len(self.made), subject=subject, description=None))
        lost, self.loses = self.loses, False
        return httpx.Response(504) if lost else httpx.Response(201, json={"issue": self.made[-1]})

    def _put(self, request: httpx.Request) -> httpx.Response:
        refusal = self.refuses()
        if refusal is None:
            self.notes.append(json.loads(request.content)["issue"]["notes"])
        return refusal or httpx.Response(204)

    def _get(self, _: httpx.Request) -> httpx.Response:
        journals = [
            {"id": n, "user": {"id": 5}, "notes": text, "created_on": "2026-11-22T15:00:00Z"}
            for n, text in enumerate(self.notes, 1)
        ]
        return httpx.Response(200, json={"issue": {**self.made[0], "journals": journals}})

    def _list(self, request: httpx.Request) -> httpx.Response:
        start = int(request.url.params["offset"])
        return httpx.Response(200, json={"issues": self.made[start:], "total_count": len(self.made)})


@pytest.fixture
def deaf(server: Server) -> Deaf:
    """One whose workflow lets nobody set a description."""
    return Deaf(server)


def test_words_that_were_left_out_are_said_on_the_issue(server: Server, deaf: Deaf) -> None:
    """The issue is the ticket; its words stand in a note of it, and it reads as it was written."""
    assert submit(server, DRAFT) == REF
    assert (len(deaf.made), len(deaf.notes)) == (1, 1)

    ticket = server.portal().read(REF, None)

    assert isinstance(ticket, Ticket)
    assert (ticket.description, ticket.facts, ticket.op_id) == ("It is broken", FACTS, OP)
    assert ticket.fields == {"building": "North"}
    assert server.portal().thread(REF, None) == []


def test_an_issue_without_words_is_not_made_again(server: Server, deaf: Deaf) -> None:
    """However often it is tried, there is one issue and one note, also when the note was lost at first."""
    deaf.refuses = lambda: httpx.Response(504)
    for _ in range(2):
        with pytest.raises(OutcomeUnknown):
            submit(server, DRAFT)
    deaf.refuses = lambda: None

    assert [submit(server, DRAFT) for _ in range(3)] == [REF] * 3
    assert (len(deaf.made), len(deaf.notes)) == (1, 1)


def test_an_issue_whose_answer_was_lost_with_its_words_is_found(server: Server, deaf: Deaf) -> None:
    """No key tells it apart: this person's issue of that subject, without a word on it, is the one."""
    deaf.loses = True
    with pytest.raises(OutcomeUnknown):
        submit(server, DRAFT)

    assert [submit(server, DRAFT) for _ in range(3)] == [REF] * 3
    server.steps.put("made", "")  # killed just before it was noted
    assert submit(server, DRAFT) == REF
    assert (len(deaf.made), [told_by(note).op for note in deaf.notes]) == (1, [OP])


def test_an_issue_with_another_s_words_on_it_is_not_taken(server: Server, deaf: Deaf) -> None:
    """Two tickets of one subject: what another operation has said its words on is that one's alone."""
    submit(server, DRAFT)
    server.steps.put("tried", "1")
    server.steps.put("made", "")
    server.answers["GET issues/6.json"] = lambda _: httpx.Response(200, json={"issue": deaf.made[1]})
    server.answers["PUT issues/6.json"] = httpx.Response(504)

    with pytest.raises(OutcomeUnknown):
        server.portal().submit(SECOND, DRAFT, server.steps, nowhere)

    assert len(deaf.made) == 2


@pytest.mark.parametrize("taken", [httpx.Response(204), httpx.Response(403, json={"errors": []})])
def test_an_issue_that_takes_no_words_is_told_by_its_number(
    server: Server, deaf: Deaf, taken: httpx.Response
) -> None:
    """Refused or taken and dropped: the employee is told which ticket has no words; trying again makes none."""
    deaf.refuses = lambda: taken

    for _ in range(2):
        with pytest.raises(Forbidden) as refused:
            submit(server, DRAFT)
        assert refused.value.params == {"action": "words", "number": "5"}
    assert len(deaf.made) == 1


def test_an_issue_that_its_author_may_not_see_is_told_by_its_number(server: Server, deaf: Deaf) -> None:
    """Whether its words are on it, nobody can tell: the employee is asked, and nothing is made again."""
    del server.answers["GET issues/5.json"]

    for _ in range(2):
        with pytest.raises(Forbidden) as refused:
            submit(server, DRAFT)
        assert refused.value.params == {"action": "words", "number": "5"}
    assert (len(deaf.made), deaf.notes) == (1, [])


def test_an_issue_of_somebody_else_in_answer_is_not_sent_again_by_itself(server: Server) -> None:
    """Made under another name, it can't be found again: the employee is told its number."""
    server.tells("POST issues.json", 201, issue=issue(9, author={"id": 6, "name": "Bob"}))

    with pytest.raises(Forbidden) as refused:
        submit(server, Draft("x"))

    assert refused.value.params == {"action": "other_author", "number": "9"}


def test_an_odd_time_in_the_answer_does_not_make_it_unknown(server: Server) -> None:
    """Of what was made, the number counts."""
    server.answers["POST issues.json"] = lambda request: httpx.Response(
        201,
        json={
            "issue": issue(
                description=json.loads(request.content)["issue"]["description"],
                updated_on="3026-01-01T00:00:00Z",
            )
        },
    )

    assert submit(server, Draft("x", "Words")) == TicketRef("4", "4")


@pytest.mark.parametrize(("first", "second", "chosen"), [(0, 1, 3), (1, 0, None), (0, 0, None)])
def test_a_tracker_that_keeps_words_is_taken_where_nobody_chose(
    server: Server, first: int, second: int, chosen: int | None
) -> None:
    """Redmine takes the first of the project: where that leaves the words out, the first that keeps them is named."""
    fields = (["priority_id"], ["description"])
    told = [(1, "Bug", fields[first]), (3, "Support", fields[second])]
    server.tells(
        "GET trackers.json",
        trackers=[{"id": n, "name": name, "enabled_standard_fields": has} for n, name, has in told],
    )
    server.tells("GET projects.json", projects=[project()], total_count=1)
    deaf = Deaf(server)

    submit(server, Draft("x", "Words"))

    body = json.loads(server.requests("POST issues.json")[0].content)["issue"]
    assert body.get("tracker_id") == chosen
    assert len(deaf.made) == 1
