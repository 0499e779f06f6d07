"""Every answer names the request that it belongs to, so that an app believes no answer to another one."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAME = b"portal-request"
_LONGEST = 100
"""Bytes; who names a request at more length gets no such name back."""


class Answering:
    """Middleware: the header `Portal-Request` comes back as it was sent. Proxies and caches do mix answers up."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = dict(scope["headers"]).get(_NAME, b"") if scope["type"] == "http" else b""
        if not given or len(given) > _LONGEST:
            await self._app(scope, receive, send)
            return

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (_NAME, given)]
            await send(message)

        await self._app(scope, receive, named)
