"""A portal of one function: from request to response."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.fakes.memory_store import MemorySpool, MemorySteps
from trayapp.portals.native import NativePortal

Handler = Callable[[httpx.Request], httpx.Response]
ADDRESS = "https://help.example/desk"
TOKEN = "s3cret-token"


class Opened:
    """An adapter on handlers, with the requests it made."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.spool = MemorySpool()
        self.steps = MemorySteps()

    def __call__(self, handler: Handler, token: str | None = TOKEN) -> NativePortal:
        """The adapter, over that handler."""

        def keep(request: httpx.Request) -> httpx.Response:
            request.read()
            self.requests.append(request)
            return _unread(handler(request))

        return NativePortal(ADDRESS, lambda: token, self.spool, httpx.MockTransport(keep))

    def answering(self, status: int = 200, **answer: Any) -> NativePortal:
        """The adapter, over a portal that gives every request the same answer."""
        return self(lambda request: httpx.Response(status, **answer))


@pytest.fixture
def opened() -> Opened:
    """Opens adapters."""
    return Opened()


def _unread(response: httpx.Response) -> httpx.Response:
    """As it comes from a wire: not read yet."""
    if not response.is_stream_consumed:
        return response
    return httpx.Response(
        response.status_code, headers=response.headers, stream=httpx.ByteStream(response.content)
    )
