"""What a server made of a write that it took, and what goes wrong afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.fakes.memory_store import MemorySteps
from tests.fakes.zammad.house import Article, Ticket
from tests.fakes.zammad.server import ZammadServer
from tests.portals.zammad.conftest import Desk
from trayapp.core.errors import Forbidden, OutcomeUnknown
from trayapp.core.model import Close, Draft, Update
from trayapp.portals.registry import PortalSetup
from trayapp.portals.zammad.portal import ZammadPortal


def gone(request: httpx.Request) -> httpx.Response:
    """The network ended."""
    raise httpx.ConnectError("gone", request=request)


class Failing(httpx.BaseTransport):
    """To the server; what is asked after a change fails."""

    def __init__(self, failure: Callable[[httpx.Request], httpx.Response]) -> None:
        self._failure, self._there = failure, httpx.HTTPTransport()
        self._changed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer."""
        if self._changed:
            return self._failure(request)
        self._changed = request.method == "PUT"
        return self._there.handle_request(request)

    def close(self) -> None:
        """Give back connections."""
        self._there.close()


def portal(desk: Desk, failure: Callable[[httpx.Request], httpx.Response]) -> ZammadPortal:
    """An adapter that comes to nothing after a change."""
    server: ZammadServer = desk.server
    dana = desk.house.people[desk.bench.address("employee")]
    desk.house.tokens["hers"] = (dana, None)
    return ZammadPortal(PortalSetup(server.url, lambda: "hers", desk.bench.spool), Failing(failure))


@pytest.mark.parametrize(
    "failure",
    [
        gone,
        lambda _: httpx.Response(503, stream=httpx.ByteStream(b"")),
        lambda _: httpx.Response(302, headers={"Location": "/"}, stream=httpx.ByteStream(b"")),
        lambda _: httpx.Response(404, json={"error": "x"}, stream=httpx.ByteStream(b'{"error":"x"}')),
    ],
)
def test_what_cannot_be_read_back_is_in_doubt(
    desk: Desk, failure: Callable[[httpx.Request], httpx.Response]
) -> None:
    """A reply and a change that were taken are not called unsent, whatever goes wrong then."""
    ref = desk.submit()
    steps = MemorySteps()

    reply, change = portal(desk, failure), portal(desk, failure)
    with pytest.raises(OutcomeUnknown):
        reply.update(desk.op(), ref, Update("Words"), steps, lambda _sent, _total: None)
    with pytest.raises(OutcomeUnknown):
        change.change(desk.op(), ref, Close())

    reply.close()
    change.close()


def test_words_that_were_taken_and_left_out_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not sent again by themselves: the server would take and drop them for ever."""
    ref = desk.submit()
    monkeypatch.setattr(desk.house, "say", lambda _ticket, article: article)

    with pytest.raises(Forbidden) as refused:
        desk.write(ref, Update("Words"))

    assert refused.value.params["action"] == "update"


def test_words_whose_key_was_cut_off_are_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that changes what it is told has it all the same: it is not sent a second time."""
    ref = desk.submit()
    desk.write(ref, Update("Any news?"))
    say = desk.house.say

    def without_key(ticket: Ticket, article: Article) -> Article:
        article.body = article.body.partition("----")[0]
        return say(ticket, article)

    monkeypatch.setattr(desk.house, "say", without_key)
    landed = desk.write(ref, Update("Any   news?"))

    assert landed.id == str(desk.house.said_on(int(ref.id))[-1].id)
    assert len(desk.house.said_on(int(ref.id))) == 3


def test_a_ticket_made_for_somebody_else_is_not_made_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would never be found: the employee is told its number."""
    tom = desk.house.people[desk.bench.address("stranger")]
    made: list[Any] = []
    opened = desk.house.open

    def for_tom(_person: object, title: str, group: int) -> Ticket:
        made.append(opened(tom, title, group))
        return made[-1]  # type: ignore[no-any-return]

    monkeypatch.setattr(desk.house, "open", for_tom)

    with pytest.raises(Forbidden) as refused:
        desk.submit(Draft("Mine"))

    assert refused.value.params == {"action": "other_author", "number": made[0].number}
