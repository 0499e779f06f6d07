"""Two questions to an X server, asked in its own protocol: who holds a selection, and is a property on the root.

Spoken by hand because the alternative, Xlib, ends the whole process when the server goes away in mid-question.
Little-endian X11 protocol version 11, local socket, no authority file: a virtual desktop's own server.
"""

from __future__ import annotations

import socket
import struct
import sys
from types import TracebackType
from typing import Self

INTERN_ATOM, GET_PROPERTY, GET_SELECTION_OWNER = 16, 20, 23
REPLY = 1
TIMEOUT = 5.0
"""Seconds an answer of a server on this machine may take."""


class X11Wire:
    """One connection to the display `:number`. Raises OSError when the server is not there or hangs up."""

    def __init__(self, number: int) -> None:
        self._socket = _local_socket()
        self._socket.settimeout(TIMEOUT)
        try:
            self._socket.connect(f"/tmp/.X11-unix/X{number}")  # noqa: S108 - where every X server listens
            self._root = self._greet()
        except BaseException:
            self._socket.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def selection_owned(self, name: str) -> bool:
        """Whether a window owns the selection, e.g. `_NET_SYSTEM_TRAY_S0`: a tray host is running."""
        answer = self._ask(struct.pack("<BxHI", GET_SELECTION_OWNER, 2, self._atom(name)))
        return bool(struct.unpack_from("<I", answer, 8)[0])

    def root_has(self, name: str) -> bool:
        """Whether the root window carries the property, e.g. `_NET_SUPPORTING_WM_CHECK`: a window manager is ready."""
        request = struct.pack("<BBHIIIII", GET_PROPERTY, 0, 6, self._root, self._atom(name), 0, 0, 1)
        return bool(
            struct.unpack_from("<I", self._ask(request), 8)[0]
        )  # the property's type, 0 if there is none

    def _atom(self, name: str) -> int:
        text = name.encode("ascii")
        words = (len(text) + 3) // 4
        request = struct.pack("<BBHHH", INTERN_ATOM, 0, 2 + words, len(text), 0) + text.ljust(
            words * 4, b"\0"
        )
        return int(struct.unpack_from("<I", self._ask(request), 8)[0])

    def _greet(self) -> int:
        """Introduce ourselves; the answer tells the root window."""
        self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        status, _, _, words = struct.unpack("<BxHHH", self._read(8))
        body = self._read(words * 4)
        if status != 1:
            raise ConnectionRefusedError(body.decode("latin-1").strip("\0"))
        vendor, _, formats = struct.unpack_from("<HHxB", body, 16)
        return int(struct.unpack_from("<I", body, 32 + (vendor + 3) // 4 * 4 + formats * 8)[0])

    def _ask(self, request: bytes) -> bytes:
        self._socket.sendall(request)
        head = self._read(32)
        if head[0] != REPLY:
            raise ConnectionError(f"the X server answered with error {head[1]}")
        return head + self._read(struct.unpack_from("<I", head, 4)[0] * 4)

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            piece = self._socket.recv(size - len(data))
            if not piece:
                raise ConnectionError("the X server hung up")
            data += piece
        return data


def _local_socket() -> socket.socket:
    if sys.platform == "win32":
        raise OSError("no X server listens on a local socket here")
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
