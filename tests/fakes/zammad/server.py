"""The server itself: HTTP on loopback, and what can happen to it."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.fakes.zammad.api import Reply, reply
from tests.fakes.zammad.house import House


@dataclass
class Faults:
    """What happens to the next request, each once."""

    lose: bool = False
    """The next write is done, and its answer lost."""
    next: Reply | None = None
    """The next request is answered so, and not looked at."""
    gone_after_write: bool = False
    """The next write is done and answered, and nothing after it."""
    gone: bool = False
    """Every request is answered with 503, and not looked at."""


class ZammadServer:
    """Comes up at a port of its own, and again at the same one."""

    def __init__(self) -> None:
        self.house = House()
        self.faults = Faults()
        self.asked: list[tuple[str, str]] = []
        """Method and address of every request."""
        self._lock = threading.Lock()
        self._port = 0
        self._running: tuple[_Listening, threading.Thread] | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._port}"

    def up(self) -> None:
        """Begin to listen."""
        listening = _Listening(("127.0.0.1", self._port), _Handler)
        listening.owner = self
        self._port = listening.server_address[1]
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        self._running = listening, thread

    def down(self) -> None:
        """Stop, in the middle of every connection."""
        if self._running:
            listening, thread = self._running
            listening.shutdown()
            thread.join()
            listening.server_close()
            listening.hang_up()
            self._running = None

    def answer(self, method: str, target: str, header: str | None, body: bytes) -> Reply | None:
        """What goes back; `None`: nothing does."""
        with self._lock:
            self.asked.append((method, target))
            planned, self.faults.next = self.faults.next, None
            if planned or self.faults.gone:
                return planned or Reply(503, b"")
            made = reply(self.house, method, target, header, body)
            lost = self.faults.lose and method != "GET"
            self.faults.lose = self.faults.lose and not lost
            self.faults.gone = self.faults.gone_after_write and method != "GET"
            return None if lost else made

    def __enter__(self) -> Self:
        self.up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.down()


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    owner: ZammadServer

    def __init__(self, *arguments: Any) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(*arguments)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, peer = super().get_request()
        self._open.add(connection)
        return connection, peer

    def hang_up(self) -> None:
        """Break every connection."""
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client or a test broke the connection."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024
    server: _Listening

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        made = self.server.owner.answer(self.command, self.path, self.headers.get("Authorization"), body)
        if made is None:
            self.close_connection = True
            return
        self.send_response(made.status)
        for name, value in made.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(made.body)))
        self.end_headers()
        self.wfile.write(made.body)
        self.wfile.flush()

    do_GET = do_POST = do_PUT = _serve  # noqa: N815 - named by the library

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named by the library
        """Nobody reads it."""
