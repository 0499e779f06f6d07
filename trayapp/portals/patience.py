"""How long and how much one exchange with a portal may be, however its bytes are dripped or poured.

httpx knows the time between two reads alone: a byte every few seconds would keep the program waiting for ever, and so
would interim answers (1xx) without an end.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import httpx

GRACE = 60.0
"""Seconds that an exchange may take, whatever it carries."""
SLOWEST = 8 * 1024
"""Bytes a second: what it carries, in both directions, buys more time at this rate. 64 kbit/s is the slowest line."""
HEAD_LIMIT = 256 * 1024
"""Bytes that may come before an answer begins: its status line and headers, and interim answers before it."""
_PIECE = 32 * 1024
"""Bytes written between two looks at the clock."""


class Patience:
    """The allowance of the exchange under way; used by the thread that makes it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self._moved = 0
        self._left = HEAD_LIMIT
        self._timed = True

    def begin(self) -> None:
        """An exchange begins."""
        self._since, self._moved, self._left, self._timed = self._clock(), 0, HEAD_LIMIT, True

    def begun(self, most: int | None) -> None:
        """The answer has begun; so many more bytes may come. `None`: it never ends, and its reader sees to it."""
        self._timed = most is not None
        self._left = most if most is not None else 0

    def seconds(self, timeout: float | None) -> float:
        """How long the next step may take, at most `timeout`; zero or less: the time is up."""
        if not self._timed:
            return timeout if timeout is not None else GRACE
        left = self._since + GRACE + self._moved / SLOWEST - self._clock()
        return left if timeout is None else min(left, timeout)

    def sent(self, count: int) -> None:
        """So many bytes left."""
        self._moved += count

    def came(self, count: int) -> bool:
        """So many bytes came; tells whether they were still allowed."""
        self._moved += count
        if not self._timed:
            return True
        self._left -= count
        return self._left >= 0


class WatchedStream(httpcore.NetworkStream):
    """A connection whose every step is within the patience at hand."""

    def __init__(self, stream: httpcore.NetworkStream, patience: Patience) -> None:
        self._stream = stream
        self._patience = patience

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Raises `httpcore.ReadTimeout`, and `RemoteProtocolError` for more than is allowed."""
        seconds = self._patience.seconds(timeout)
        if seconds <= 0:
            raise httpcore.ReadTimeout("the answer takes too long in all")
        came = self._stream.read(max_bytes, seconds)
        if not self._patience.came(len(came)):
            raise httpcore.RemoteProtocolError("the answer is longer than any answer is")
        return came

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Raises `httpcore.WriteTimeout`."""
        for at in range(0, len(buffer), _PIECE):
            seconds = self._patience.seconds(timeout)
            if seconds <= 0:
                raise httpcore.WriteTimeout("the request takes too long in all")
            piece = buffer[at : at + _PIECE]
            self._stream.write(piece, seconds)
            self._patience.sent(len(piece))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return WatchedStream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._patience)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class WatchedNetwork(httpcore.NetworkBackend):
    """Makes connections that are watched."""

    def __init__(self, network: httpcore.NetworkBackend, patience: Patience) -> None:
        self._network = network
        self._patience = patience

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._network.connect_tcp(host, port, timeout, local_address, socket_options)
        return WatchedStream(stream, self._patience)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        return WatchedStream(self._network.connect_unix_socket(path, timeout, socket_options), self._patience)

    def sleep(self, seconds: float) -> None:
        self._network.sleep(seconds)


def watch(client: httpx.Client, patience: Patience) -> None:
    """Keep every connection of the client within the patience, those by way of a proxy, too."""
    # WORKAROUND https://github.com/encode/httpx/issues/1450: httpx has no limit for a whole exchange, nor does it hand
    # on the parameter of httpcore by which one can be set; a version that names it otherwise fails the tests of this
    for transport in (client._transport, *client._mounts.values()):  # noqa: SLF001
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            pool._network_backend = WatchedNetwork(pool._network_backend, patience)  # noqa: SLF001
