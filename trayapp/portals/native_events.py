"""The portal's server-sent events: one long answer that says "something changed"."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress

import httpx
from httpx_sse import EventSource, SSEError

from trayapp.core.errors import Offline, ServerFault, TrayAppError
from trayapp.portals.http import TIMEOUT, Answer, Http, read_bounded
from trayapp.portals.problems import check

SILENCE = 45.0
"""Seconds without a byte after which the connection is dead; the portal's heartbeat comes every 15 s."""
EVENT_LIMIT = 1024 * 1024
"""Bytes of one event that are read at most."""
_TIMEOUT = httpx.Timeout(TIMEOUT.connect, read=SILENCE, write=TIMEOUT.write, pool=TIMEOUT.pool)


class Events:
    """Listens to one portal. `interrupt` may be called from any thread; everything else from one."""

    def __init__(self, http: Http, path: str) -> None:
        self._http = http
        self._path = path
        self._socket: socket.socket | None = None

    def listen(self, stopped: Callable[[], bool]) -> Iterator[None]:
        """Yield for every change until `stopped()`. Raises `Offline` at its end, and what `check` raises."""
        try:
            yield from self._changes(stopped)
        except TrayAppError:
            if not stopped():
                raise
        else:
            if not stopped():
                raise Offline("the portal ended the event stream", reason="disconnected")

    def interrupt(self) -> None:
        """End a `listen` that waits for its next event, at once instead of at the next heartbeat."""
        if self._socket is not None:
            with suppress(OSError):
                # of the plain socket: the TLS layer on top is in use by the listening thread
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def _changes(self, stopped: Callable[[], bool]) -> Iterator[None]:
        headers = {"Accept": "text/event-stream", "Cache-Control": "no-store"}
        with self._http.stream("GET", self._path, headers=headers, timeout=_TIMEOUT) as response:
            if response.status_code != 200:
                check(Answer(response.status_code, response.headers, read_bounded(response)))
            self._http.expect(None)
            self._socket = _socket_of(response)
            try:
                yield from _events(response, stopped)
            finally:
                self._socket = None


def _events(response: httpx.Response, stopped: Callable[[], bool]) -> Iterator[None]:
    meter = _Meter(response)
    stream = httpx.Response(200, headers=response.headers, stream=meter)
    try:
        for event in EventSource(stream).iter_sse():
            meter.size = 0
            if stopped():
                return
            if event.event == "changed":
                yield
    except SSEError as error:
        raise ServerFault(str(error)) from error


class _Meter(httpx.SyncByteStream):
    """Passes the bytes of an event stream on, up to a limit for each event: a line without an end fills no memory."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._response.iter_raw():
            if not chunk.startswith(b":"):  # heartbeats come for ever and make no event
                self.size += len(chunk)
            if self.size > EVENT_LIMIT:
                raise ServerFault(f"an event of more than {EVENT_LIMIT} bytes")
            yield chunk


def _socket_of(response: httpx.Response) -> socket.socket | None:
    stream = response.extensions.get("network_stream")
    found = stream.get_extra_info("socket") if stream is not None else None
    return found if isinstance(found, socket.socket) else None
