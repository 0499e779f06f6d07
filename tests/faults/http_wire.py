"""Just enough HTTP/1.1 to know where a request and an answer end, byte for byte as they came."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"^content-length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
_CHUNKED = re.compile(rb"^transfer-encoding:.*\bchunked\b", re.IGNORECASE | re.MULTILINE)
_BLOCK = 1 << 16
Receive = Callable[[int], bytes]
"""As `socket.recv`: some bytes, none at the end."""


class Stream:
    """Bytes of a connection, read message by message."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._held = b""

    def head(self) -> bytes:
        """The lines before a message's body, the blank one included; empty when the peer has left."""
        while _HEAD not in self._held:
            block = self._receive(_BLOCK)
            if not block:
                return b""
            self._held += block
        head, _, self._held = self._held.partition(_HEAD)
        return head + _HEAD

    def body(self, head: bytes, *, answer: bool, bodiless: bool = False) -> Iterator[bytes]:
        """The body that belongs to `head`, in pieces as they come. Raises `ConnectionError` when it breaks off."""
        if bodiless:
            return
        if _CHUNKED.search(head):
            yield from self._chunks()
        elif length := _LENGTH.search(head):
            yield from self._exactly(int(length[1]))
        elif answer:
            yield from self._rest()

    def _chunks(self) -> Iterator[bytes]:
        while True:
            line = self._line()
            yield line
            size = int(line.split(b";")[0], 16)
            yield from self._exactly(size + 2)
            if not size:
                return

    def _line(self) -> bytes:
        while b"\r\n" not in self._held:
            self._more()
        line, _, self._held = self._held.partition(b"\r\n")
        return line + b"\r\n"

    def _exactly(self, count: int) -> Iterator[bytes]:
        while count:
            if not self._held:
                self._more()
            piece, self._held = self._held[:count], self._held[count:]
            count -= len(piece)
            yield piece

    def _rest(self) -> Iterator[bytes]:
        if self._held:
            yield self._held
            self._held = b""
        while block := self._receive(_BLOCK):
            yield block

    def _more(self) -> None:
        block = self._receive(_BLOCK)
        if not block:
            raise ConnectionError("the message broke off")
        self._held += block
