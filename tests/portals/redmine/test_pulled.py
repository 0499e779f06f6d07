"""What changed on a Redmine is told also where some of it is too large to be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from tests.portals.redmine.conftest import Answered, Server, issue
from tests.portals.redmine.test_reading import entry
from trayapp.core.errors import Forbidden
from trayapp.core.ids import OpId
from trayapp.core.model import Changes, Ticket, TicketRef, Update
from trayapp.core.ports import Portal, Unchanged
from trayapp.portals.http import ANSWER_LIMIT, Oversized
from trayapp.portals.redmine.pulled import LETTERS

OP = OpId("0190c2f1-0000-7000-8000-000000000001")
REF = TicketRef("4", "4")
TOO_LARGE = httpx.Response(200, json="x" * ANSWER_LIMIT)
BARE = 'W/"bare"'


def numbers(page: Changes | Unchanged) -> list[str]:
    """The tickets of a page."""
    assert isinstance(page, Changes)
    return [change.ticket.ref.id for change in page.tickets]


def has(server: Server, *issues: dict[str, Any]) -> None:
    """Plan these issues, alone and as a list."""
    server.lists(*issues)
    for each in issues:
        server.tells(f"GET issues/{each['id']}.json", issue=each)


def talkative(told: dict[str, Any]) -> Answered:
    """An issue whose journal is more than an answer may hold."""

    def answer(request: httpx.Request) -> httpx.Response:
        if "journals" in request.url.params["include"]:
            return TOO_LARGE
        same = request.headers.get("if-none-match") == BARE
        return (
            httpx.Response(304) if same else httpx.Response(200, json={"issue": told}, headers={"etag": BARE})
        )

    return answer


@pytest.fixture
def portal(server: Server) -> Portal:
    """An adapter to three issues, of which the second has too long a journal."""
    has(server, issue(3), issue(4), issue(5))
    server.answers["GET issues/4.json"] = talkative(issue(4))
    return server.portal()


def test_an_issue_with_too_long_a_journal_comes_without_it(server: Server, portal: Portal) -> None:
    """The others come as always; that one comes, too, and is not asked for its journal again while nothing changed."""
    page = portal.changes(None)

    assert numbers(page) == ["3", "4", "5"]
    assert isinstance(page, Changes)
    assert page.tickets[1].messages == ()
    asked = len(server.requests("GET issues/4.json"))
    assert numbers(portal.changes(page.cursor)) == ["3", "5"]
    assert len(server.requests("GET issues/4.json")) == asked + 1


def test_an_issue_with_too_long_a_journal_is_read_without_it(portal: Portal) -> None:
    """What there is besides its conversation is shown, and its entity tag holds as any other does."""
    ticket = portal.read(REF, None)

    assert isinstance(ticket, Ticket)
    assert isinstance(portal.read(REF, ticket.etag), Unchanged)


def test_a_conversation_that_cannot_be_read_is_not_added_to(server: Server, portal: Portal) -> None:
    """Where nobody can tell whether a reply is there already, none is sent: it could be the second."""
    with pytest.raises(Forbidden) as refused:
        portal.update(OP, REF, Update("Hello"), server.steps, lambda _sent, _total: None)
    with pytest.raises(Oversized):
        portal.thread(REF, None)

    assert refused.value.params["action"] == "update"
    with pytest.raises(Oversized):  # one that was sent may be there: it is not sent again either
        portal.find_update(OP, REF)
    assert server.requests("PUT issues/4.json") == []


def test_an_issue_that_cannot_be_read_at_all_is_passed_over(server: Server, portal: Portal) -> None:
    """One that is too large also without its journal keeps nobody from the others."""
    server.answers["GET issues/4.json"] = TOO_LARGE

    page = portal.changes(None)

    assert numbers(page) == ["3", "5"]
    assert isinstance(page, Changes)
    assert not page.more


@pytest.mark.parametrize(("too_large", "told"), [((), ["3", "4", "5"]), ((1,), ["3", "5"])])
def test_a_list_that_is_too_large_is_asked_for_in_parts(
    server: Server, portal: Portal, too_large: Sequence[int], told: list[str]
) -> None:
    """Fewer issues at once, down to one; one that is too large in a list of its own is passed over."""
    server.answers["GET issues/4.json"] = httpx.Response(200, json={"issue": issue(4)})
    listed = server.answers["GET issues.json"]
    assert callable(listed)

    def answer(request: httpx.Request) -> httpx.Response:
        offset = int(request.url.params["offset"])
        alone = request.url.params["limit"] == "1" and offset not in too_large
        return listed(request) if alone or offset > 2 else TOO_LARGE

    server.answers["GET issues.json"] = answer

    page = portal.changes(None)

    assert numbers(page) == told
    assert isinstance(page, Changes)
    assert not page.more


def test_a_page_of_long_conversations_ends_early(server: Server) -> None:
    """What is in memory at once is bounded: the rest comes with the next page."""
    said = [entry(number, "x" * 100_000) for number in range(LETTERS // 100_000 + 1)]
    has(server, issue(3, journals=said), issue(4), issue(5))

    first = server.portal().changes(None)

    assert isinstance(first, Changes)
    assert (numbers(first), first.more) == (["3"], True)
    assert numbers(server.portal().changes(first.cursor)) == ["3", "4", "5"]


@pytest.mark.expect_log("passed over")
@pytest.mark.parametrize("odd", ["3026-01-01T00:00:00Z", "2390-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "?"])
def test_an_issue_of_a_time_out_of_all_reason_keeps_nobody_from_the_rest(server: Server, odd: str) -> None:
    """It is passed over, and what changes later is told all the same."""
    has(server, issue(3), issue(4, updated_on=odd), issue(5, due_date=odd))

    page = server.portal().changes(None)

    assert numbers(page) == ["3", "5"]
    assert isinstance(page, Changes)
    has(server, issue(3), issue(4, updated_on=odd), issue(5), issue(6, updated_on="2026-11-22T16:00:00Z"))
    assert "6" in numbers(server.portal().changes(page.cursor))


@pytest.mark.expect_log("passed over")
def test_an_entry_of_a_time_out_of_all_reason_keeps_nobody_from_the_rest(server: Server) -> None:
    """The issue comes with the rest of its journal."""
    said = [entry(7, "Hello"), entry(8, "Odd", created_on="3026-01-01T00:00:00Z"), entry(9, "Bye")]
    has(server, issue(3, journals=said))

    page = server.portal().changes(None)

    assert isinstance(page, Changes)
    assert [message.text for message in page.tickets[0].messages or ()] == ["Hello", "Bye"]


@pytest.mark.expect_log("passed over")
def test_an_issue_made_at_a_time_out_of_all_reason_keeps_nobody_from_the_rest(server: Server) -> None:
    """What shows only when it is read passes it over as well."""
    has(server, issue(3), issue(4, created_on="3026-01-01T00:00:00Z"), issue(5))

    assert numbers(server.portal().changes(None)) == ["3", "5"]


def test_a_server_s_clock_tells_what_is_the_future(server: Server) -> None:
    """Where the server tells its time, this computer's may be years behind."""
    late = issue(3, updated_on="2090-01-01T00:00:00Z")
    has(server, late)
    day = {"date": "Sun, 01 Jan 2090 00:00:00 GMT"}
    server.answers["GET issues.json"] = httpx.Response(
        200, json={"issues": [late], "total_count": 1}, headers=day
    )

    assert numbers(server.portal().changes(None)) == ["3"]
