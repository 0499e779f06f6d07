"""Whoever asks finds what timers are due for done."""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.types import ASGIApp, Receive, Scope, Send

from trayapp.embedded import timers
from trayapp.embedded.api.problems import of_error
from trayapp.embedded.problems import Stopping


class Timely:
    """Middleware: catches up before each request. One look at a number in memory when nothing is due."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        portal = scope["app"].state.portal if scope["type"] == "http" else None
        if portal is not None and portal.alarm.rings(portal.clock()):
            try:
                await run_sync(timers.catch_up, portal)
            except Stopping as error:
                await of_error(error)(scope, receive, send)
                return
        await self._app(scope, receive, send)
