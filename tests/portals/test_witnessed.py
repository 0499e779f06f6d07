"""What a witness of an adapter's exchanges sees."""

from __future__ import annotations

import io

import httpx
import pytest

from tests.portals.conftest import ADDRESS, TOKEN
from trayapp.core.errors import Offline
from trayapp.core.ports.witness import Exchange
from trayapp.portals.http import Http
from trayapp.portals.witnessed import KEPT


def http(handler: httpx.MockTransport, seen: list[Exchange]) -> Http:
    """Connections whose exchanges are seen."""
    return Http(ADDRESS, lambda: TOKEN, handler, renew=lambda _: "fresh", witness=seen.append)


def answering(*answers: httpx.Response) -> httpx.MockTransport:
    """A portal that answers one after the other, as from a wire."""
    left = list(answers)
    return httpx.MockTransport(lambda _: left.pop(0))


def wire(status: int, body: bytes) -> httpx.Response:
    """An answer that is not read yet."""
    return httpx.Response(status, headers={"Content-Type": "application/json"}, stream=httpx.ByteStream(body))


def test_a_witness_sees_both_sides() -> None:
    """Method, path with query, what was sent and what came back; the adapter gets all of it all the same."""
    seen: list[Exchange] = []

    answer = http(answering(wire(201, b'{"id": 1}')), seen).call(
        "POST", "tickets", query={"a": "b c"}, content=b"words"
    )

    assert answer.body == b'{"id": 1}'
    assert seen == [
        Exchange(
            "POST", "/desk/tickets?a=b+c", b"words", 201, "application/json", b'{"id": 1}', len(answer.body)
        )
    ]


def test_a_witness_sees_the_second_try() -> None:
    """A request that was refused and sent again with a fresh token is two exchanges; the token is in neither."""
    seen: list[Exchange] = []

    http(answering(wire(401, b"no"), wire(200, b"yes")), seen).call("GET", "probe")

    assert [(one.status, one.received) for one in seen] == [(401, b"no"), (200, b"yes")]
    assert TOKEN not in str(seen)


def test_a_witness_sees_what_got_no_answer() -> None:
    """A request that nobody answered has no status."""
    seen: list[Exchange] = []

    def nobody(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(Offline):
        http(httpx.MockTransport(nobody), seen).call("GET", "probe")

    assert [(one.path, one.status) for one in seen] == [("/desk/probe", None)]


def test_a_witness_keeps_the_beginning_of_what_is_large() -> None:
    """Of a large answer the beginning is kept and the size counted; a file that is read as it goes is not kept."""
    seen: list[Exchange] = []
    body = bytes(3 * KEPT)

    answer = http(answering(wire(200, body)), seen).call("PUT", "files", content=io.BytesIO(b"bytes"))

    assert answer.body == body
    assert (seen[0].sent, len(seen[0].received), seen[0].size) == (None, KEPT, len(body))
