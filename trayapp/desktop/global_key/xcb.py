"""The keyboard of an X server, spoken to through libxcb: which key means what, grabbing keys, key events.

libxcb and not Xlib: Xlib ends the whole program on an error nobody handles, such as a key that another program has.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

KEY_PRESS, KEY_RELEASE, MAPPING_NOTIFY = 2, 3, 34
_BAD_ACCESS = 10
_ASYNC = 1
_KEYCODES = 34
"""Where the first and the last key code stand in xcb_setup_t, a byte each."""
_SENT = 0x80
"""In the kind of an event that another program made up."""


class Taken(Exception):
    """Another program holds the key."""


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Roots(ctypes.Structure):
    """xcb_screen_iterator_t; the first thing in a screen is its root window."""

    _fields_ = (
        ("screen", ctypes.POINTER(ctypes.c_uint32)),
        ("rest", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class XKeyboard:
    """A connection of its own, for one thread at a time. Raises `OSError` without an X server, or when it is gone."""

    def __init__(self, display: str) -> None:
        self._xcb, self._libc = _libraries()
        self._connection = self._xcb.xcb_connect(display.encode(), None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise OSError(f"no X server at {display}")
        setup = self._xcb.xcb_get_setup(self._connection)
        self._root = int(self._xcb.xcb_setup_roots_iterator(setup).screen[0])
        self._first, self._last = ctypes.string_at(setup + _KEYCODES, 2)

    @property
    def socket(self) -> int:
        """Readable when something has happened."""
        return int(self._xcb.xcb_get_file_descriptor(self._connection))

    def close(self) -> None:
        """Every key is free again."""
        self._xcb.xcb_disconnect(self._connection)

    def meanings(self) -> dict[int, Sequence[int]]:
        """Key code -> what the key means, the first layout unshifted first."""
        count = self._last - self._first + 1
        cookie = self._xcb.xcb_get_keyboard_mapping(self._connection, self._first, count)
        reply = self._reply(self._xcb.xcb_get_keyboard_mapping_reply, cookie)
        try:
            each = ctypes.string_at(reply, 2)[1]
            found = ctypes.cast(
                self._xcb.xcb_get_keyboard_mapping_keysyms(reply), ctypes.POINTER(ctypes.c_uint32)
            )
            return {self._first + at: found[at * each : (at + 1) * each] for at in range(count)}
        finally:
            self._libc.free(reply)

    def modifiers(self) -> Sequence[Sequence[int]]:
        """The key codes of Shift, Lock, Control and Mod1 to Mod5."""
        reply = self._reply(
            self._xcb.xcb_get_modifier_mapping_reply, self._xcb.xcb_get_modifier_mapping(self._connection)
        )
        try:
            each = ctypes.string_at(reply, 2)[1]
            codes = ctypes.string_at(self._xcb.xcb_get_modifier_mapping_keycodes(reply), 8 * each)
            return [list(codes[at * each : (at + 1) * each]) for at in range(8)]
        finally:
            self._libc.free(reply)

    def grab(self, code: int, modifiers: int) -> None:
        """Hear that key, and nobody else does. Raises `Taken`."""
        cookie = self._xcb.xcb_grab_key_checked(
            self._connection, 0, self._root, modifiers, code, _ASYNC, _ASYNC
        )
        error = self._xcb.xcb_request_check(self._connection, cookie)
        if not error:
            return
        number = ctypes.string_at(error, 2)[1]
        self._libc.free(error)
        if number == _BAD_ACCESS:
            raise Taken
        raise OSError(f"X error {number}")

    def release(self) -> None:
        """Let go of every key."""
        self._xcb.xcb_ungrab_key(self._connection, 0, self._root, 1 << 15)  # any key with any modifier
        self._xcb.xcb_flush(self._connection)

    def next_event(self) -> tuple[int, int] | None:
        """Kind and time of what has happened; `None`: nothing more."""
        event = self._xcb.xcb_poll_for_event(self._connection)
        if not event:
            if self._xcb.xcb_connection_has_error(self._connection):
                raise OSError("the X server is gone")
            return None
        head = ctypes.string_at(event, 8)
        self._libc.free(event)
        return head[0] & ~_SENT, int.from_bytes(head[4:8], "little")

    def _reply(self, ask: object, cookie: _Cookie) -> int:
        reply = ask(self._connection, cookie, None)  # type: ignore[operator]
        if not reply:
            raise OSError("the X server is gone")
        return int(reply)


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    """Raises `OSError` where libxcb is not installed."""
    xcb, libc = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL(None)
    pointer, word, half, byte = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint16, ctypes.c_uint8
    for name, result, arguments in (
        ("xcb_connect", pointer, (ctypes.c_char_p, pointer)),
        ("xcb_connection_has_error", ctypes.c_int, (pointer,)),
        ("xcb_disconnect", None, (pointer,)),
        ("xcb_flush", ctypes.c_int, (pointer,)),
        ("xcb_get_setup", pointer, (pointer,)),
        ("xcb_setup_roots_iterator", _Roots, (pointer,)),
        ("xcb_get_file_descriptor", ctypes.c_int, (pointer,)),
        ("xcb_poll_for_event", pointer, (pointer,)),
        ("xcb_get_keyboard_mapping", _Cookie, (pointer, byte, byte)),
        ("xcb_get_keyboard_mapping_reply", pointer, (pointer, _Cookie, pointer)),
        ("xcb_get_keyboard_mapping_keysyms", pointer, (pointer,)),
        ("xcb_get_modifier_mapping", _Cookie, (pointer,)),
        ("xcb_get_modifier_mapping_reply", pointer, (pointer, _Cookie, pointer)),
        ("xcb_get_modifier_mapping_keycodes", pointer, (pointer,)),
        ("xcb_grab_key_checked", _Cookie, (pointer, byte, word, half, byte, byte, byte)),
        ("xcb_request_check", pointer, (pointer, _Cookie)),
        ("xcb_ungrab_key", _Cookie, (pointer, byte, word, half)),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    libc.free.argtypes = (pointer,)
    return xcb, libc
