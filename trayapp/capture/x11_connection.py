"""Questions to an X server, many at a time: libxcb through ctypes.

libxcb and not Xlib: Xlib ends the whole program when a window vanishes between two questions, unless a handler is set
for the whole process, which Qt's would be in the way of. A few of these declarations stand in `machine` and `desktop`,
too, for rooms share nothing but the core, and in `input.xcb`, whose connection hears events and serves one thread.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

_POINTER, _WORD, _HALF, _BYTE = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint16, ctypes.c_uint8
_HEADER = 32
"""Bytes of the shortest reply; its length in further words stands at 4."""
_ANY = 0
_MOST = 4096
"""Words of four bytes that are read of a property."""
Asked = Callable[[], bytes]
"""A question on its way: call it for the reply, which is empty for an error, such as a window that is gone."""


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Roots(ctypes.Structure):
    """xcb_screen_iterator_t; the first thing in a screen is its root window."""

    _fields_ = (("screen", ctypes.POINTER(_WORD)), ("rest", ctypes.c_int), ("index", ctypes.c_int))


class X11:
    """A connection. Ask everything first, then read the replies: a question costs a journey only once."""

    def __init__(self, xcb: ctypes.CDLL, libc: ctypes.CDLL, connection: int) -> None:
        self._xcb, self._libc, self._connection = xcb, libc, connection
        roots = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection))
        self.root = int(roots.screen[0])

    def atoms(self, names: Sequence[str]) -> dict[str, int]:
        """The server's numbers for names; 0 for one nobody has used yet."""
        asked = [self._ask("xcb_intern_atom", 1, len(name), name.encode()) for name in names]
        return {name: int.from_bytes(ask()[8:12], "little") for name, ask in zip(names, asked, strict=True)}

    def property(self, window: int, atom: int) -> Asked:
        """A window's property; the reply is its value."""
        asked = self._ask("xcb_get_property", 0, window, atom, _ANY, 0, _MOST)
        return lambda: _value(asked())

    def geometry(self, window: int) -> Asked:
        """x, y, width, height at 12 … 20, in the window's parent."""
        return self._ask("xcb_get_geometry", window)

    def place(self, window: int) -> Asked:
        """Where its corner lies on the root, at 12 … 16."""
        return self._ask("xcb_translate_coordinates", window, self.root, 0, 0)

    def attributes(self, window: int) -> Asked:
        """Class at 12, map state at 26, override-redirect at 27."""
        return self._ask("xcb_get_window_attributes", window)

    def tree(self, window: int) -> Asked:
        """Its parent at 12; its children from 32 on, the lowest first."""
        return self._ask("xcb_query_tree", window)

    def _ask(self, name: str, *arguments: int | bytes) -> Asked:
        cookie = getattr(self._xcb, name)(self._connection, *arguments)
        return lambda: self._reply(cookie.sequence)

    def _reply(self, sequence: int) -> bytes:
        reply = self._xcb.xcb_wait_for_reply(self._connection, sequence, None)
        if not reply:
            return b""
        try:
            words = int.from_bytes(ctypes.string_at(reply, 8)[4:], "little")
            return ctypes.string_at(reply, _HEADER + 4 * words)
        finally:
            self._libc.free(reply)


@contextmanager
def connected(display: str) -> Iterator[X11]:
    """A connection, for the thread that calls. Raises `OSError` without an X server or libxcb."""
    xcb, libc = _libraries()
    connection = xcb.xcb_connect(display.encode(), None)
    try:
        if xcb.xcb_connection_has_error(connection):
            raise OSError(f"no X server at {display}")
        yield X11(xcb, libc, connection)
    finally:
        xcb.xcb_disconnect(connection)


def words(value: bytes) -> tuple[int, ...]:
    """Numbers of 32 bits, such as windows and atoms."""
    return tuple(memoryview(value[: len(value) // 4 * 4]).cast("I"))


def _value(reply: bytes) -> bytes:
    """Of a property: its format (bits of an item) stands at 1, how many items at 16."""
    return reply[_HEADER : _HEADER + int.from_bytes(reply[16:20], "little") * reply[1] // 8] if reply else b""


@cache
def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    """Raises `OSError` where libxcb is not installed."""
    xcb, libc = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL(None)
    for name, result, arguments in (
        ("xcb_connect", _POINTER, (ctypes.c_char_p, _POINTER)),
        ("xcb_connection_has_error", ctypes.c_int, (_POINTER,)),
        ("xcb_disconnect", None, (_POINTER,)),
        ("xcb_get_setup", _POINTER, (_POINTER,)),
        ("xcb_setup_roots_iterator", _Roots, (_POINTER,)),
        ("xcb_wait_for_reply", _POINTER, (_POINTER, ctypes.c_uint, _POINTER)),
        ("xcb_intern_atom", _Cookie, (_POINTER, _BYTE, _HALF, ctypes.c_char_p)),
        ("xcb_get_property", _Cookie, (_POINTER, _BYTE, _WORD, _WORD, _WORD, _WORD, _WORD)),
        ("xcb_get_geometry", _Cookie, (_POINTER, _WORD)),
        ("xcb_translate_coordinates", _Cookie, (_POINTER, _WORD, _WORD, ctypes.c_int16, ctypes.c_int16)),
        ("xcb_get_window_attributes", _Cookie, (_POINTER, _WORD)),
        ("xcb_query_tree", _Cookie, (_POINTER, _WORD)),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    libc.free.argtypes = (_POINTER,)
    return xcb, libc
