"""A server that says whatever bytes it is told to say, over real sockets, and keeps what it was asked."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from tests.faults.http_wire import Stream


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    method: str
    target: str
    """Path and query."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def path(self) -> str:
        """Without the query."""
        return self.target.partition("?")[0]


Serve = Callable[[Request], Iterable[bytes]]
"""The bytes of the answer, however many; after those of a whole answer the connection stays open."""


class Server:
    """Serves until it is left."""

    def __init__(self, serve: Serve, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self._serve = serve
        self._tls = tls
        self._listening = socket.create_server((host, 0))
        self._peers: set[socket.socket] = set()
        self.over = threading.Event()
        """Set when it is left: whoever drips bytes stops."""
        self.seen: list[Request] = []
        self.touched = 0
        """Connections."""
        scheme = "https" if tls else "http"
        self.url = f"{scheme}://{host}:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        for each in (self._listening, *self._peers):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                peer, _ = self._listening.accept()
                self.touched += 1
                self._peers.add(peer)
                threading.Thread(target=self._talk, args=(peer,), daemon=True).start()

    def _talk(self, peer: socket.socket) -> None:
        try:
            with contextlib.suppress(OSError, ValueError, ConnectionError):
                self._answer(self._tls.wrap_socket(peer, server_side=True) if self._tls else peer)
        finally:
            self._peers.discard(peer)
            peer.close()

    def _answer(self, peer: socket.socket) -> None:
        stream = Stream(peer.recv)
        while head := stream.head():
            request = _request(head, b"".join(stream.body(head, answer=False)))
            self.seen.append(request)
            for piece in self._serve(request):
                if self.over.is_set():
                    return
                peer.sendall(piece)


def _request(head: bytes, body: bytes) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines if line)
    return Request(method, target, {name.lower(): value.strip() for name, _, value in pairs}, body)
