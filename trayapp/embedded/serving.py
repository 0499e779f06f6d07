"""The web server around the application, with an orderly end."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.types import Scope

from trayapp.embedded.api.app import create_app, with_faults
from trayapp.embedded.portal import Portal

_GRACE = 1
"""Seconds that running requests get when the portal stops."""


class Server(uvicorn.Server):
    """Tells when it accepts connections; ends open event streams before it waits for requests to end."""

    def __init__(self, portal: Portal, log_level: str, *, test_api: bool) -> None:
        app = create_app(portal)
        config = uvicorn.Config(
            with_faults(app, self._hang_up) if test_api else app,
            http="h11",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            log_level=log_level,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
        super().__init__(config)
        self._portal = portal
        self._accepting: Callable[[], None] = _nothing

    def serve_until_told(self, listening: socket.socket, accepting: Callable[[], None]) -> None:
        """Serve; `accepting` is called once. Returns after SIGTERM or SIGINT."""
        self._accepting = accepting
        with contextlib.suppress(KeyboardInterrupt):
            self.run(sockets=[listening])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Also tells that connections are accepted now."""
        await super().startup(sockets)
        if self.started:
            self._accepting()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a signal handler's arguments
        """Stop serving. Streams of events never end by themselves; a stop that was asked for is no failure (exit 0).

        What is being written is written; who waits for a turn to write is told to come back.
        """
        self.force_exit = self.should_exit
        self.should_exit = True
        self._portal.hub.close()

    def _hang_up(self, scope: Scope) -> None:
        """Close the connection that a request came on, at once and without a word."""
        for connection in list(self.server_state.connections):
            client = getattr(connection, "client", None)
            transport = getattr(connection, "transport", None)
            if client == scope["client"] and transport is not None:
                transport.abort()


def _nothing() -> None:
    """Nobody wants to know."""
