"""A few words of Wayland's wire protocol: enough to ask a compositor what it has. No window, no picture."""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

_DISPLAY = 1
_ERROR = 0
_HEADER = struct.Struct("=IHH")
"""Object, kind of message, its length with this header: on a little-endian machine the length comes last."""
_MOST = 1 << 16
"""Bytes of a message."""


class Event:
    """Something the compositor says of an object."""

    def __init__(self, thing: int, kind: int, body: bytes) -> None:
        self.thing = thing
        self.kind = kind
        self._body = body
        self._at = 0

    def number(self) -> int:
        """The next argument, with its sign."""
        (value,) = struct.unpack_from("=i", self._body, self._at)
        self._at += 4
        return int(value)

    def text(self) -> str:
        """The next argument, a string."""
        length = self.number()
        value = self._body[self._at : self._at + length].rstrip(b"\0")
        self._at += -(-length // 4) * 4
        return value.decode("utf-8", "replace")


class Wire:
    """A connection. Every call raises `OSError`, as for a compositor that is gone, silent or angry."""

    def __init__(self, environment: Mapping[str, str], limit: float) -> None:
        self._socket = _connected(environment, limit)
        self._heard = b""
        self._last = _DISPLAY

    def close(self) -> None:
        """Take leave."""
        self._socket.close()

    def new(self) -> int:
        """The number of an object to be made."""
        self._last += 1
        return self._last

    def say(self, thing: int, kind: int, *arguments: int | str) -> None:
        """A request."""
        body = b"".join(_written(argument) for argument in arguments)
        self._socket.sendall(_HEADER.pack(thing, kind, _HEADER.size + len(body)) + body)

    def until_done(self) -> Iterator[Event]:
        """What the compositor says until it has answered everything asked so far."""
        done = self.new()
        self.say(_DISPLAY, 0, done)
        while (event := self._next()).thing != done:
            if (event.thing, event.kind) == (_DISPLAY, _ERROR):
                raise OSError(f"the compositor refuses: {event.number()} {event.number()} {event.text()}")
            yield event

    def _next(self) -> Event:
        thing, kind, length = _HEADER.unpack(self._read(_HEADER.size))
        if not _HEADER.size <= length <= _MOST:
            raise OSError("the compositor speaks no Wayland")
        return Event(thing, kind, self._read(length - _HEADER.size))

    def _read(self, count: int) -> bytes:
        while len(self._heard) < count:
            more = self._socket.recv(4096)
            if not more:
                raise OSError("the compositor is gone")
            self._heard += more
        read, self._heard = self._heard[:count], self._heard[count:]
        return read


def _written(argument: int | str) -> bytes:
    if isinstance(argument, int):
        return struct.pack("=i", argument)
    text = argument.encode() + b"\0"
    return struct.pack("=I", len(text)) + text + bytes(-len(text) % 4)


def _connected(environment: Mapping[str, str], limit: float) -> socket.socket:
    name = environment.get("WAYLAND_DISPLAY", "")
    if sys.platform == "win32" or not name:
        raise OSError("no Wayland compositor")
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.settimeout(limit)
    try:
        made.connect(str(Path(environment.get("XDG_RUNTIME_DIR", "/"), name)))
    except OSError:
        made.close()
        raise
    return made
