"""Whatever is wrong with a request is told in one shape, and no request is taken that is too long."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import World, problem
from tests.fakes.in_process import InProcess
from trayapp.embedded import ticket_view
from trayapp.embedded.api.app import PREFIX


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"subject": "X", "colour": "red"}, "colour"),
        ({}, "subject"),
        ({"subject": "x" * 501}, "subject"),
        ({"subject": 1}, "subject"),
        ({"subject": "X", "description": "x" * 100_001}, "description"),
        ({"subject": "X", "facts": [{"key": "k", "value": "v"}] * 501}, "facts"),
        ({"subject": "X", "fields": {"f": "x" * 20_001}}, "fields.f"),
        ({"subject": "X", "written_at": "2026-03-02T15:00:00"}, "written_at"),
        ({"subject": "X", "written_at": "0001-01-01T00:00:00+14:00"}, "written_at"),
        ({"subject": "X", "files": [{"name": "x"}]}, "files.0.size"),
    ],
)
def test_a_malformed_request_is_refused_by_field(world: World, body: dict[str, Any], field: str) -> None:
    """Unknown, missing, too long or mistyped: the field is named by its path."""
    response = world.client("dana").post("/tickets", json=body, headers=world.key())
    assert field in problem(response, 422, "rejected")["fields"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b'{"subject": "\\ud800"}', b'{"\\ud800": 1}', b"[" * 99_999]
)
def test_what_is_no_ticket_at_all_is_refused(world: World, content: bytes) -> None:
    """Broken JSON, another type, broken text: refused, not failed over."""
    headers = world.key() | {"Content-Type": "application/json"}
    response = world.client("dana").post("/tickets", content=content, headers=headers)
    assert response.status_code in {400, 422}
    problem(response, response.status_code, "rejected")


def test_an_unknown_address_or_method_is_a_problem_too(world: World) -> None:
    """Also what the web framework refuses by itself has the one shape."""
    problem(world.client("dana").get("/nothing"), 404, "not_found")
    problem(world.client("dana").put("/tickets"), 405, "rejected")
    problem(
        world.client("dana").post("/tickets/4711/changes", json={"kind": "fly"}, headers=world.key()),
        422,
        "rejected",
    )


def test_a_body_announced_too_long_is_not_read(world: World) -> None:
    """413 at the header: the body's first piece is never asked for."""

    async def body() -> AsyncIterator[bytes]:
        pytest.fail("the body was read")
        yield b""

    response = ask(world, {"Content-Length": "200001"}, body())
    assert problem(response, 413, "too_large")["limit"] == 200_000


def test_a_body_that_grows_too_long_is_cut_off(world: World) -> None:
    """Without a length the portal stops reading as soon as it is too much."""
    pieces = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal pieces
        while True:
            pieces += 1
            yield b"x" * 50_000

    problem(ask(world, {"Transfer-Encoding": "chunked"}, body()), 413, "too_large")
    assert pieces == 5


def test_a_file_that_grows_too_long_is_cut_off(world: World) -> None:
    """An upload without a length is stopped at the limit, and nothing of it is kept."""

    async def body() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 400

    path = f"/files/{'0' * 64}"
    problem(ask(world, {"Transfer-Encoding": "chunked"}, body(), method="PUT", path=path), 413, "too_large")
    assert list(world.portal.blobs.path("00").parents[1].iterdir()) == []


@pytest.mark.expect_log("bug at GET /api/v1/tickets/4711: ZeroDivisionError")
def test_a_bug_is_a_server_fault(
    world: World, app: FastAPI, loop: BlockingPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error nobody expected becomes 500 and tells nothing of the inside."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret inside")

    monkeypatch.setattr(ticket_view, "one", fail)
    client = httpx.Client(
        transport=InProcess(app, loop, raise_bugs=False),
        base_url=f"http://portal{PREFIX}",
        headers=world.client("dana").headers,
    )
    response = client.get("/tickets/4711")
    problem(response, 500, "server_fault")
    assert "inside" not in response.text


def ask(
    world: World,
    headers: dict[str, str],
    body: AsyncIterator[bytes],
    method: str = "POST",
    path: str = "/tickets",
) -> httpx.Response:
    """A request whose body comes piece by piece."""
    token = {"Authorization": f"Bearer {world.tokens['dana']}"}
    request = httpx.Request(
        method, f"http://portal{PREFIX}{path}", headers=token | world.key() | headers, content=body
    )
    return world.transport.handle_request(request)


def test_a_body_that_is_no_text_is_told_as_a_problem(world: World) -> None:
    """Bytes that are not UTF-8, or JSON that is none, get a problem like any other, with a documented status."""
    for content, status in ((b"\xff{", 400), (b"{", 422)):
        headers = world.key() | {"Content-Type": "application/json"}
        refused = world.client("dana").post("/tickets", content=content, headers=headers)
        problem(refused, status, "rejected")


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/articles", "GET, POST"),
        ("/articles/k_1", "DELETE, GET"),
        (f"/files/{'0' * 64}", "HEAD, PUT"),
        ("/probe", "GET"),
    ],
)
def test_a_method_that_is_not_known_is_told_which_are(world: World, path: str, methods: str) -> None:
    """The header Allow names every method of that address."""
    refused = world.client("dana").patch(path)
    assert problem(refused, 405, "rejected")["detail"] == "Method Not Allowed"
    assert refused.headers["Allow"] == methods
