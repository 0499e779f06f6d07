"""No request body but a file is longer than the limit, whatever its headers claim."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trayapp.embedded.api.problems import answer

_FILES = "/api/v1/files/"
"""These have their own, larger limit, kept while they stream to the disk."""


class BodyLimit:
    """Middleware: 413 before a body that is announced too long is read, or as soon as it grows too long."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_FILES):
            await self._app(scope, receive, send)
            return
        most = scope["app"].state.portal.limits.body
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdigit() and int(announced) > most:
            response = answer(413, "too_large", "the request is too long", {"limit": most})
            await response(scope, receive, send)
            return
        await self._app(scope, _counted(receive, most), send)


def _counted(receive: Receive, most: int) -> Receive:
    """Receives as before, until it is too much."""
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > most:
            raise HTTPException(413, "the request is too long")
        return message

    return counted
