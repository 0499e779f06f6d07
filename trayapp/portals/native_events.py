"""The portal's server-sent events: one long answer that says "something changed"."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

import httpx
import msgspec
from httpx_sse import EventSource, ServerSentEvent, SSEError

from trayapp.core.errors import Offline, ServerFault, TrayAppError
from trayapp.core.ports import Heard
from trayapp.portals.clean import MOST
from trayapp.portals.event_meter import Meter
from trayapp.portals.http import TIMEOUT, Answer, Http, read_bounded
from trayapp.portals.problems import check

SILENCE = 45.0
"""Seconds without a byte after which the connection is dead; the portal's heartbeat comes every 15 s."""
_TIMEOUT = httpx.Timeout(TIMEOUT.connect, read=SILENCE, write=TIMEOUT.write, pool=TIMEOUT.pool)


class Events:
    """Listens to one portal. `interrupt` may be called from any thread; everything else from one."""

    def __init__(self, http: Http, path: str) -> None:
        self._http = http
        self._path = path
        self._socket: socket.socket | None = None

    def listen(self, stopped: Callable[[], bool], cursor: str | None) -> Iterator[Heard]:
        """Yield what is announced until `stopped()`.

        Raises `Offline` at its end (with the reason `silent` when nothing came any more), and what `check` raises.
        """
        try:
            yield from self._changes(stopped, {"cursor": cursor} if cursor else {})
        except TrayAppError as error:
            if stopped():
                return
            if isinstance(error.__cause__, httpx.ReadTimeout):
                raise Offline(error.detail, reason="silent") from error
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

    def _changes(self, stopped: Callable[[], bool], query: Mapping[str, str]) -> Iterator[Heard]:
        headers = {"Accept": "text/event-stream", "Cache-Control": "no-store"}
        with self._http.stream("GET", self._path, query=query, headers=headers, timeout=_TIMEOUT) as response:
            if response.status_code != 200:
                check(Answer(response.status_code, response.headers, read_bounded(response)))
            self._http.expect(None)
            self._socket = _socket_of(response)
            try:
                yield from _events(response, stopped)
            finally:
                self._socket = None


def _events(response: httpx.Response, stopped: Callable[[], bool]) -> Iterator[Heard]:
    meter = Meter(response.iter_raw())
    stream = httpx.Response(200, headers=response.headers, stream=meter)
    try:
        for event in EventSource(stream).iter_sse():
            meter.heard()
            if stopped():
                return
            heard = _heard(event)
            if heard is not None:
                yield heard
    except SSEError as error:
        raise ServerFault(str(error)) from error


def _heard(event: ServerSentEvent) -> Heard | None:
    """What it announces; `None`: nothing that this version knows."""
    crowd = None if event.retry is None else min(max(event.retry, 0), MOST) / 1000
    changed = event.event == "changed"
    if not changed and event.event != "current" and crowd is None:
        return None
    return Heard(changed, _within(event.data) if changed else 0.0, crowd)


def _within(data: str) -> float:
    """Seconds, as far as they are given in a way that can be understood."""
    try:
        document = msgspec.json.decode(data)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return 0.0
    seconds = document.get("within") if isinstance(document, dict) else None
    if isinstance(seconds, int | float) and abs(seconds) <= MOST:
        return max(float(seconds), 0.0)
    return 0.0


def _socket_of(response: httpx.Response) -> socket.socket | None:
    stream = response.extensions.get("network_stream")
    found = stream.get_extra_info("socket") if stream is not None else None
    return found if isinstance(found, socket.socket) else None
