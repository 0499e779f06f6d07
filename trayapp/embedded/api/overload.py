"""Answers at once that it is too much, before a queue grows so long that its answers come too late for everybody."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from trayapp.embedded.api.problems import too_busy

AT_ONCE = 200
"""Requests that are worked on or wait for their turn; a second's work or so."""
LATER = 5.0
"""Seconds; whoever is told so comes a random while later still."""
_STREAMS = "/api/v1/events"
"""They take no turn, and have a bound of their own."""


class Overload:
    """Middleware: 503 with Retry-After for what is too much."""

    def __init__(self, app: ASGIApp, at_once: int = AT_ONCE) -> None:
        self._app = app
        self._at_once = at_once
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == _STREAMS:
            await self._app(scope, receive, send)
            return
        if self._running >= self._at_once:
            await too_busy(LATER)(scope, receive, send)
            return
        self._running += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._running -= 1
