"""The active window on X11, asked through libxcb.

libxcb and not Xlib: Xlib ends the whole program when a window vanishes between two questions, unless a handler is set
for the whole process, which Qt's would be in the way of.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterator
from contextlib import contextmanager

_ANY = 0
_WORDS = 256
"""Of four bytes, that are read of a property."""


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Atom(ctypes.Structure):
    """xcb_intern_atom_reply_t."""

    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("pad", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("atom", ctypes.c_uint32),
    )


class _Roots(ctypes.Structure):
    """xcb_screen_iterator_t; the first thing in a screen is its root window."""

    _fields_ = (
        ("screen", ctypes.POINTER(ctypes.c_uint32)),
        ("rest", ctypes.c_int),
        ("index", ctypes.c_int),
    )


def active_title(display: str) -> str:
    """Title and program of the active window. Raises `LookupError` when none is active, `OSError` without X."""
    with _connected(display) as screen:
        number = screen.property(screen.root, "_NET_ACTIVE_WINDOW")
        window = int.from_bytes(number[:4], "little")
        if not window:
            raise LookupError("no window is active")
        title = screen.property(window, "_NET_WM_NAME") or screen.property(window, "WM_NAME")
        program = screen.property(window, "WM_CLASS").split(b"\0")[0]
        words = title.decode("utf-8", "replace").strip(), program.decode("utf-8", "replace")
        if not any(words):
            raise LookupError("the active window has no name")
        return f"{words[0]} ({words[1]})" if all(words) else "".join(words)


class _Screen:
    """A connection to an X server."""

    def __init__(self, xcb: ctypes.CDLL, libc: ctypes.CDLL, connection: int) -> None:
        self._xcb, self._libc, self._connection = xcb, libc, connection
        roots = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection))
        self.root = int(roots.screen[0])

    def property(self, window: int, name: str) -> bytes:
        """A window's property; empty when it has none, or is gone."""
        atom = self._atom(name)
        cookie = self._xcb.xcb_get_property(self._connection, 0, window, atom, _ANY, 0, _WORDS)
        reply = self._xcb.xcb_get_property_reply(self._connection, cookie, None)
        if not reply:
            return b""
        try:
            length = self._xcb.xcb_get_property_value_length(reply)
            return ctypes.string_at(self._xcb.xcb_get_property_value(reply), length)
        finally:
            self._libc.free(reply)

    def _atom(self, name: str) -> int:
        text = name.encode()
        cookie = self._xcb.xcb_intern_atom(self._connection, 1, len(text), text)
        reply = self._xcb.xcb_intern_atom_reply(self._connection, cookie, None)
        if not reply:
            raise OSError("the X server is gone")
        try:
            return int(ctypes.cast(reply, ctypes.POINTER(_Atom)).contents.atom)
        finally:
            self._libc.free(reply)


@contextmanager
def _connected(display: str) -> Iterator[_Screen]:
    xcb, libc = _libraries()
    connection = xcb.xcb_connect(display.encode(), None)
    try:
        if xcb.xcb_connection_has_error(connection):
            raise OSError(f"no X server at {display}")
        yield _Screen(xcb, libc, connection)
    finally:
        xcb.xcb_disconnect(connection)


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    """Raises `OSError` where libxcb is not installed."""
    xcb, libc = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL(None)
    pointer, word, byte = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint8
    for name, result, arguments in (
        ("xcb_connect", pointer, (ctypes.c_char_p, pointer)),
        ("xcb_connection_has_error", ctypes.c_int, (pointer,)),
        ("xcb_disconnect", None, (pointer,)),
        ("xcb_get_setup", pointer, (pointer,)),
        ("xcb_setup_roots_iterator", _Roots, (pointer,)),
        ("xcb_intern_atom", _Cookie, (pointer, byte, ctypes.c_uint16, ctypes.c_char_p)),
        ("xcb_intern_atom_reply", pointer, (pointer, _Cookie, pointer)),
        ("xcb_get_property", _Cookie, (pointer, byte, word, word, word, word, word)),
        ("xcb_get_property_reply", pointer, (pointer, _Cookie, pointer)),
        ("xcb_get_property_value", pointer, (pointer,)),
        ("xcb_get_property_value_length", ctypes.c_int, (pointer,)),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    libc.free.argtypes = (pointer,)
    return xcb, libc
