"""What fails on a Redmine after it took a write is not called unsent."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.portals.redmine.conftest import Server, issue
from tests.portals.redmine.test_sending import OP, nowhere
from trayapp.core.errors import OutcomeUnknown
from trayapp.core.model import Close, SetPriority, TicketRef, Update

REF = TicketRef("4", "4")


def gone(request: httpx.Request) -> httpx.Response:
    """The network ended."""
    raise httpx.ConnectError("gone", request=request)


def slow(request: httpx.Request) -> httpx.Response:
    """No answer in time."""
    raise httpx.ConnectTimeout("slow", request=request)


FAILURES: list[Callable[[httpx.Request], httpx.Response]] = [
    gone,
    slow,
    lambda _: httpx.Response(503, headers={"Retry-After": "9"}),
    lambda _: httpx.Response(302, headers={"Location": "https://help.example/elsewhere"}),
    lambda _: httpx.Response(302, headers={"Location": "https://help.example/redmine/login"}),
    lambda _: httpx.Response(404, html="<html></html>"),
    lambda _: httpx.Response(500),
]


def failing_after(server: Server, failure: Callable[[httpx.Request], httpx.Response]) -> None:
    """Plan an issue that is read as long as nobody wrote to it."""

    def answer(request: httpx.Request) -> httpx.Response:
        if server.requests("PUT issues/4.json"):
            return failure(request)
        closed = {"id": 5, "name": "Closed", "is_closed": True}
        return httpx.Response(200, json={"issue": issue(allowed_statuses=[closed])})

    server.answers["GET issues/4.json"] = answer
    server.answers["PUT issues/4.json"] = httpx.Response(204)


@pytest.mark.parametrize("failure", FAILURES)
def test_a_reply_that_cannot_be_read_back_is_in_doubt(
    server: Server, failure: Callable[[httpx.Request], httpx.Response]
) -> None:
    """The words were taken: whatever goes wrong then, it may be there, and is looked for before it is sent again."""
    failing_after(server, failure)

    with pytest.raises(OutcomeUnknown):
        server.portal().update(OP, REF, Update("Words"), server.steps, nowhere)


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("want", [Close(), SetPriority("3")])
def test_a_change_that_cannot_be_read_back_is_in_doubt(
    server: Server, failure: Callable[[httpx.Request], httpx.Response], want: Close | SetPriority
) -> None:
    """The same for a change."""
    failing_after(server, failure)

    with pytest.raises(OutcomeUnknown):
        server.portal().change(OP, REF, want)
