"""Listening to the portal, over real sockets: what ends it, and how soon."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from tests.fakes.memory_store import MemorySpool
from tests.portals.conftest import Opened
from trayapp.core.errors import Misconfigured, Offline, ServerFault, SignIn, TrayAppError
from trayapp.portals.native import NativePortal

CHANGED = b"event: changed\ndata: {}\n\n"
SOON = 20.0
"""Seconds; how long a test waits for what comes at once."""


def never() -> bool:
    """Nobody wants to stop."""
    return False


def stream(opened: Opened, *chunks: bytes) -> NativePortal:
    """A portal whose event stream is those chunks, and then ends."""

    class Chunks(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield from chunks

    return opened(
        lambda request: httpx.Response(200, headers={"Content-Type": "text/event-stream"}, stream=Chunks())
    )


def heard(portal: NativePortal, stopped: Callable[[], bool] = never) -> tuple[int, TrayAppError | None]:
    """How many changes were announced, and what ended it."""
    count = 0
    try:
        for _ in portal.listen(stopped, None):
            count += 1
    except TrayAppError as error:
        return count, error
    return count, None


def test_every_change_is_told(opened: Opened) -> None:
    """Changes are told, heartbeats and other events are not; the end of the stream is a lost connection."""
    chunks = (
        CHANGED,
        b": still here\n\n",
        b"event: cha",
        b"nged\ndata: {}\r\n\r\n",
        b"event: other\ndata: 1\n\n",
    )

    count, end = heard(stream(opened, *chunks))

    assert count == 2
    assert isinstance(end, Offline)


def test_an_endless_event_fills_no_memory(opened: Opened) -> None:
    """A line without an end is cut off."""
    count, end = heard(stream(opened, CHANGED, *[b"data: " + b"x" * 100_000] * 20))

    assert count == 1
    assert isinstance(end, ServerFault)


def test_many_events_are_no_endless_one(opened: Opened) -> None:
    """The limit is for one event: a stream may go on for ever."""
    padded = b"event: changed\ndata: " + b"x" * 100_000 + b"\n\n"

    count, end = heard(stream(opened, *[padded] * 30))

    assert count == 30
    assert isinstance(end, Offline)


def test_what_is_no_event_stream_is_refused(opened: Opened) -> None:
    """JSON where events should be is the portal's fault; a refused token wants a sign-in."""
    assert isinstance(heard(opened.answering(json={}))[1], ServerFault)
    assert isinstance(heard(opened.answering(401))[1], SignIn)
    assert isinstance(heard(opened.answering(404, text="no"))[1], Misconfigured)


def test_a_stop_between_two_events_is_silent(opened: Opened) -> None:
    """Asked to stop, listening ends without an error."""
    flags = iter([False, True, True])

    assert heard(stream(opened, CHANGED, CHANGED, CHANGED), lambda: next(flags)) == (1, None)


class Silent(BaseHTTPRequestHandler):
    """Sends one event, and then nothing any more."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer the request for events."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(CHANGED)
        self.connection.recv(1)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that falls silent."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(SOON)


def test_closing_ends_a_wait_for_the_next_event(silent: str) -> None:
    """Another thread closes the portal: the listener that waits for the next event ends at once, without an error."""
    portal = NativePortal(silent, lambda: "t", MemorySpool())
    stop, first, ended = threading.Event(), threading.Event(), []

    def listen() -> None:
        try:
            for _ in portal.listen(stop.is_set, None):
                first.set()
            ended.append("silently")
        except TrayAppError as error:
            ended.append(error.kind)

    listener = threading.Thread(target=listen)
    listener.start()
    assert first.wait(SOON)

    stop.set()
    portal.close()
    listener.join(SOON)

    assert ended == ["silently"]


def test_nobody_at_the_address_is_offline() -> None:
    """No server: offline, so that the listener comes back later."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        portal = NativePortal(f"http://127.0.0.1:{unused.getsockname()[1]}", lambda: "t", MemorySpool())

    count, end = heard(portal)
    portal.close()

    assert count == 0
    assert isinstance(end, Offline)
