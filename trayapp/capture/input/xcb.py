"""A connection to an X server that hears clicks, and whose questions never end the program: libxcb through ctypes.

libxcb and not Xlib: Xlib ends the whole program when a window vanishes between two questions, unless a handler is set
for the whole process, which Qt's would be in the way of.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

from trayapp.core.area import Area

_POINTER, _WORD, _HALF, _BYTE = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint16, ctypes.c_uint8
_ANY = 0
_MOST = 256
"""Words of four bytes that are read of a property."""
_MASK_OF_EVENTS = 0x800
_PROPERTY_CHANGES = 0x400000
_MASTERS = 1
"""XIAllMasterDevices: each click is told once, whatever the person clicks with."""
_RAW_PRESS = 15
_GENERIC, _PROPERTY = 35, 28


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Roots(ctypes.Structure):
    """xcb_screen_iterator_t; the first thing in a screen is its root window."""

    _fields_ = (("screen", ctypes.POINTER(_WORD)), ("rest", ctypes.c_int), ("index", ctypes.c_int))


class _Mask(ctypes.Structure):
    """xcb_input_event_mask_t with its one word."""

    _fields_ = (("device", _HALF), ("length", _HALF), ("bits", _WORD))


class _Extension(ctypes.Structure):
    """xcb_query_extension_reply_t."""

    _fields_ = (
        ("kind", _BYTE),
        ("pad", _BYTE),
        ("sequence", _HALF),
        ("length", _WORD),
        ("present", _BYTE),
        ("opcode", _BYTE),
    )


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the pointer went down."""

    button: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A property of a window changed."""

    window: int
    atom: int


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where it is, on the whole desktop, and the window under it that lies in the one that was asked; 0: none."""

    x: int
    y: int
    child: int


class Connection:
    """Used by one thread. Raises `OSError` without an X server, libxcb, libxcb-xinput or XInput 2.1."""

    def __init__(self, display: str) -> None:
        self._xcb, self._input, self._libc = libraries()
        self._connection = self._xcb.xcb_connect(display.encode(), None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise OSError(f"no X server at {display}")
        roots = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection))
        self.root = int(roots.screen[0])
        self._atoms: dict[str, int] = {}

    def fileno(self) -> int:
        """For waiting: readable when something came."""
        return int(self._xcb.xcb_get_file_descriptor(self._connection))

    def close(self) -> None:
        """Give it back."""
        self._xcb.xcb_disconnect(self._connection)

    def hear_clicks(self) -> None:
        """From now on presses are told, wherever they go; keys are never asked for. Raises `OSError`."""
        identity = ctypes.c_char.in_dll(self._input, "xcb_input_id")
        found = self._xcb.xcb_get_extension_data(self._connection, ctypes.byref(identity))
        if not found or not found.contents.present:
            raise OSError("the X server has no XInput")
        self._opcode = int(found.contents.opcode)
        # 2.1 is the first whose raw events come also while a program holds the pointer, as open menus do
        cookie = self._input.xcb_input_xi_query_version(self._connection, 2, 1)
        version = self._read(self._input.xcb_input_xi_query_version_reply, cookie, 12)
        if int.from_bytes(version[8:10], "little") < 2 or not version:
            raise OSError("the X server has no XInput 2")
        mask = _Mask(_MASTERS, 1, 1 << _RAW_PRESS)
        self._input.xcb_input_xi_select_events(self._connection, self.root, 1, ctypes.byref(mask))

    def hear_changes(self, window: int) -> None:
        """From now on changes of the window's properties are told."""
        value = _WORD(_PROPERTY_CHANGES)
        self._xcb.xcb_change_window_attributes(self._connection, window, _MASK_OF_EVENTS, ctypes.byref(value))
        self._xcb.xcb_flush(self._connection)

    def events(self) -> Iterator[Press | Changed]:
        """What has come by now. Raises `OSError` when the server is gone."""
        while event := self._xcb.xcb_poll_for_event(self._connection):
            try:
                if (told := self._understood(ctypes.string_at(event, 32))) is not None:
                    yield told
            finally:
                self._libc.free(event)
        if self._xcb.xcb_connection_has_error(self._connection):
            raise OSError("the X server is gone")

    def pointer(self, window: int) -> Pointer:
        """The pointer now, as that window sees it."""
        cookie = self._xcb.xcb_query_pointer(self._connection, window)
        reply = self._read(self._xcb.xcb_query_pointer_reply, cookie, 28)
        if not reply:
            return Pointer(0, 0, 0)
        x, y = (int.from_bytes(reply[at : at + 2], "little", signed=True) for at in (16, 18))
        return Pointer(x, y, int.from_bytes(reply[12:16], "little"))

    def area(self, window: int) -> Area:
        """Where the window lies on the desktop, without its frame; empty when it is gone."""
        sized = self._xcb.xcb_get_geometry(self._connection, window)
        placed = self._xcb.xcb_translate_coordinates(self._connection, window, self.root, 0, 0)
        size = self._read(self._xcb.xcb_get_geometry_reply, sized, 20)
        place = self._read(self._xcb.xcb_translate_coordinates_reply, placed, 16)
        if not size or not place:
            return Area(0, 0, 0, 0)
        x, y = (int.from_bytes(place[at : at + 2], "little", signed=True) for at in (12, 14))
        return Area(x, y, int.from_bytes(size[16:18], "little"), int.from_bytes(size[18:20], "little"))

    def property(self, window: int, name: str) -> bytes:
        """A window's property; empty when it has none, or is gone."""
        atom = self.atom(name)
        cookie = self._xcb.xcb_get_property(self._connection, 0, window, atom, _ANY, 0, _MOST)
        reply = self._xcb.xcb_get_property_reply(self._connection, cookie, None)
        if not reply:
            return b""
        try:
            length = self._xcb.xcb_get_property_value_length(reply)
            return ctypes.string_at(self._xcb.xcb_get_property_value(reply), length)
        finally:
            self._libc.free(reply)

    def number(self, window: int, name: str) -> int:
        """A property that is one number; 0 when there is none."""
        return int.from_bytes(self.property(window, name)[:4], "little")

    def atom(self, name: str) -> int:
        """The server's number for a name."""
        if name not in self._atoms:
            cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(name), name.encode())
            reply = self._read(self._xcb.xcb_intern_atom_reply, cookie, 12)
            self._atoms[name] = int.from_bytes(reply[8:12], "little")
        return self._atoms[name]

    def _read(self, ask: ctypes._NamedFuncPointer, cookie: _Cookie, size: int) -> bytes:
        """The first bytes of a reply; empty for an error."""
        reply = ask(self._connection, cookie, None)
        if not reply:
            return b""
        try:
            return ctypes.string_at(reply, size)
        finally:
            self._libc.free(reply)

    def _understood(self, event: bytes) -> Press | Changed | None:
        kind = event[0] & 0x7F
        if (
            kind == _GENERIC
            and event[1] == self._opcode
            and int.from_bytes(event[8:10], "little") == _RAW_PRESS
        ):
            return Press(int.from_bytes(event[16:20], "little"))
        if kind == _PROPERTY:
            return Changed(int.from_bytes(event[4:8], "little"), int.from_bytes(event[8:12], "little"))
        return None


def libraries() -> tuple[ctypes.CDLL, ctypes.CDLL, ctypes.CDLL]:
    """libxcb, libxcb-xinput and libc. Raises `OSError` where one of them is not installed."""
    xcb, xinput, libc = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL("libxcb-xinput.so.0"), ctypes.CDLL(None)
    for library, calls in ((xcb, _CALLS), (xinput, _INPUT_CALLS)):
        for name, result, arguments in calls:
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    libc.free.argtypes = (_POINTER,)
    return xcb, xinput, libc


_REPLY = (_POINTER, _Cookie, _POINTER)
_CALLS = (
    ("xcb_connect", _POINTER, (ctypes.c_char_p, _POINTER)),
    ("xcb_connection_has_error", ctypes.c_int, (_POINTER,)),
    ("xcb_disconnect", None, (_POINTER,)),
    ("xcb_get_file_descriptor", ctypes.c_int, (_POINTER,)),
    ("xcb_get_setup", _POINTER, (_POINTER,)),
    ("xcb_setup_roots_iterator", _Roots, (_POINTER,)),
    ("xcb_get_extension_data", ctypes.POINTER(_Extension), (_POINTER, _POINTER)),
    ("xcb_flush", ctypes.c_int, (_POINTER,)),
    ("xcb_poll_for_event", _POINTER, (_POINTER,)),
    ("xcb_change_window_attributes", _Cookie, (_POINTER, _WORD, _WORD, _POINTER)),
    ("xcb_query_pointer", _Cookie, (_POINTER, _WORD)),
    ("xcb_query_pointer_reply", _POINTER, _REPLY),
    ("xcb_get_geometry", _Cookie, (_POINTER, _WORD)),
    ("xcb_get_geometry_reply", _POINTER, _REPLY),
    ("xcb_translate_coordinates", _Cookie, (_POINTER, _WORD, _WORD, ctypes.c_int16, ctypes.c_int16)),
    ("xcb_translate_coordinates_reply", _POINTER, _REPLY),
    ("xcb_intern_atom", _Cookie, (_POINTER, _BYTE, _HALF, ctypes.c_char_p)),
    ("xcb_intern_atom_reply", _POINTER, _REPLY),
    ("xcb_get_property", _Cookie, (_POINTER, _BYTE, _WORD, _WORD, _WORD, _WORD, _WORD)),
    ("xcb_get_property_reply", _POINTER, _REPLY),
    ("xcb_get_property_value", _POINTER, (_POINTER,)),
    ("xcb_get_property_value_length", ctypes.c_int, (_POINTER,)),
)
_INPUT_CALLS = (
    ("xcb_input_xi_query_version", _Cookie, (_POINTER, _HALF, _HALF)),
    ("xcb_input_xi_query_version_reply", _POINTER, _REPLY),
    ("xcb_input_xi_select_events", _Cookie, (_POINTER, _WORD, _HALF, _POINTER)),
)
