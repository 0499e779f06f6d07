"""A portal that breaks one rule: the embedded one, with something in between that changes what is asked or answered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx

from tests.fakes.portal_process import PortalProcess
from trayapp.conformance.memory import MemorySpool
from trayapp.conformance.run import Seen
from trayapp.conformance.visit import Site, Visit
from trayapp.core.model import Ticket, TicketRef
from trayapp.core.ports import Unchanged
from trayapp.portals.native import NativePortal

Ask = Callable[[httpx.Request], httpx.Response]
Twist = Callable[[httpx.Request, Ask], httpx.Response]
ME, STRANGER = "dana@northwind.example", "tom@harbordental.example"


class Between(httpx.BaseTransport):
    """Hands every request to the twist, which may hand it on to the portal."""

    def __init__(self, twist: Twist) -> None:
        self._twist = twist
        self._portal = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        answer = self._twist(request, self._ask)
        return httpx.Response(
            answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content)
        )

    def close(self) -> None:
        self._portal.close()

    def _ask(self, request: httpx.Request) -> httpx.Response:
        answer = self._portal.handle_request(request)
        content = b"".join(answer.stream)  # type: ignore[arg-type]
        answer.close()
        return httpx.Response(answer.status_code, headers=answer.headers, content=content)


def straight(request: httpx.Request, ask: Ask) -> httpx.Response:
    """Changes nothing."""
    return ask(request)


@contextmanager
def visiting(
    portal: PortalProcess, twist: Twist = straight, adapter: type[NativePortal] = NativePortal
) -> Iterator[tuple[Visit, Seen]]:
    """An employee at a portal that is twisted so, with somebody of another company; nobody sleeps."""
    seen, spool, opened = Seen(), MemorySpool(), []

    def enter(token: str) -> NativePortal:
        made = adapter(portal.url, lambda: token, spool, transport=Between(twist), witness=seen)
        opened.append(made)
        return made

    site = Site(
        enter(portal.users[ME]),
        spool,
        stranger=lambda: enter(portal.users[STRANGER]),
        nobody=lambda: enter("nobody-s-token"),
        sleep=lambda _seconds: None,
    )
    yield Visit(site), seen
    for each in opened:
        each.close()


def asks(request: httpx.Request, method: str, path: str) -> bool:
    """Whether it is that question of the portal's interface; `path` is a pattern without what stands before it."""
    return request.method == method and re.fullmatch(f"/api/v1/{path}", request.url.path) is not None


def telling(method: str, path: str, change: Callable[[Any], object]) -> Twist:
    """Changes the JSON that answers such a question; `change` works on it in its place."""

    def twist(request: httpx.Request, ask: Ask) -> httpx.Response:
        answer = ask(request)
        return told(answer, change) if asks(request, method, path) else answer

    return twist


def told(answer: httpx.Response, change: Callable[[Any], object]) -> httpx.Response:
    """The answer with another body."""
    if not answer.content:
        return answer
    document = answer.json()
    change(document)
    headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
    return httpx.Response(answer.status_code, headers=headers, content=json.dumps(document).encode())


def asked(request: httpx.Request, **query: str | None) -> httpx.Request:
    """The request with another query; `None`: without that part."""
    merged = {**dict(request.url.params), **query}
    url = request.url.copy_with(params={name: value for name, value in merged.items() if value is not None})
    return httpx.Request(request.method, url, headers=request.headers, content=request.content)


def with_header(request: httpx.Request, name: str, value: str | None) -> httpx.Request:
    """The request with another header, or without it."""
    headers = httpx.Headers(request.headers)
    headers.pop(name, None)
    if value is not None:
        headers[name] = value
    return httpx.Request(request.method, request.url, headers=headers, content=request.content)


def forgetful_of_keys(path: str) -> Twist:
    """Takes everything that is sent for something new, and calls it by the key that was sent."""

    def twist(request: httpx.Request, ask: Ask) -> httpx.Response:
        key = request.headers.get("idempotency-key", "")
        if not asks(request, "POST", path):
            return ask(request)
        answer = ask(with_header(request, "idempotency-key", str(uuid4())))
        return told(answer, lambda made: made.update(op_id=key))

    return twist


class Unclean(NativePortal):
    """An adapter that hands on a terminal's commands."""

    def read(self, ref: TicketRef, etag: str | None) -> Ticket | Unchanged:
        """With one in the subject."""
        ticket = super().read(ref, etag)
        return ticket if isinstance(ticket, Unchanged) else replace(ticket, subject="\x1b[31mred")
