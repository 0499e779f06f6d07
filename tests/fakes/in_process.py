"""Speaks to an ASGI application in this process, without a socket."""

from __future__ import annotations

import httpx
from anyio.from_thread import BlockingPortal
from starlette.types import ASGIApp


class InProcess(httpx.BaseTransport):
    """Runs each request in the event loop of `loop`; any number of threads may ask at a time."""

    def __init__(self, app: ASGIApp, loop: BlockingPortal, *, raise_bugs: bool = True) -> None:
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=raise_bugs)
        self._loop = loop

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Asks and waits for the whole answer."""
        return self._loop.call(self._ask, request)

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())
