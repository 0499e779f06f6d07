"""A key heard from anywhere on a Mac: Carbon's RegisterEventHotKey, served by the main loop. Not run here.

Carbon and not an event tap: a tap needs the permission to watch every key, and this must not ask for that.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable

from trayapp.core.errors import LocalFault
from trayapp.core.keys import Keys
from trayapp.desktop.global_key.choose import read

_CARBON = "/System/Library/Frameworks/Carbon.framework/Carbon"
_BITS = {"Ctrl": 0x100, "Shift": 0x200, "Alt": 0x800, "Meta": 0x1000}
"""As in Qt, Ctrl is the Command key and Meta the Control key."""
_KEYBOARD, _PRESSED = int.from_bytes(b"keyb", "big"), 5
_OURS = int.from_bytes(b"tray", "big")
_EXISTS = -9878
_LETTERS = "ASDFHGZXCV\0BQWERYT123465=97-80]OU[IP\0LJ'K;\\,/NM."
"""By key code, as the keys lie on an American keyboard; a hot key is a place on the keyboard, not a letter."""
_NAMED = {
    "Space": 49,
    "Ins": 114,
    "Del": 117,
    "Home": 115,
    "End": 119,
    "PgUp": 116,
    "PgDown": 121,
    "Left": 123,
    "Right": 124,
    "Down": 125,
    "Up": 126,
}
_FUNCTION = (122, 120, 99, 118, 96, 97, 98, 100, 101, 109, 103, 111, 105, 107, 113, 106, 64, 79, 80, 90)


class _Kind(ctypes.Structure):
    """EventTypeSpec."""

    _fields_ = (("family", ctypes.c_uint32), ("kind", ctypes.c_uint32))


class _Name(ctypes.Structure):
    """EventHotKeyID."""

    _fields_ = (("signature", ctypes.c_uint32), ("number", ctypes.c_uint32))


_Handler = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class MacKey:
    """One key at a time."""

    offered = True

    def __init__(self, pressed: Callable[[], None]) -> None:
        self._lock = threading.Lock()
        self._keys: Keys | None = None
        self._held = ctypes.c_void_p()
        self._carbon: ctypes.CDLL | None = None
        self._pressed = pressed
        self._handler = _Handler(self._handle)  # kept: Carbon holds no reference to it

    def use(self, keys: str) -> None:
        """See `GlobalKey.use`."""
        wanted = read(keys) if keys else None
        with self._lock:
            if wanted == self._keys:
                return
            self._stop()
            if wanted is not None:
                self._start(wanted)

    def close(self) -> None:
        """Give it back."""
        with self._lock:
            self._stop()

    def _start(self, keys: Keys) -> None:
        carbon, code = self._ready(), _code(keys.key)
        bits = sum(_BITS[name] for name in keys.modifiers)
        target = carbon.GetEventDispatcherTarget()
        status = carbon.RegisterEventHotKey(code, bits, _Name(_OURS, 1), target, 0, ctypes.byref(self._held))
        if status:
            reason = "taken" if status == _EXISTS else "unsupported"
            raise LocalFault(f"RegisterEventHotKey: {status}", reason=reason, keys=str(keys))
        self._keys = keys

    def _ready(self) -> ctypes.CDLL:
        """The library, with our handler in place."""
        if self._carbon is None:
            carbon = ctypes.CDLL(_CARBON)
            pointer, word = ctypes.c_void_p, ctypes.c_uint32
            carbon.GetEventDispatcherTarget.restype = pointer
            carbon.RegisterEventHotKey.argtypes = (word, word, _Name, pointer, word, pointer)
            carbon.UnregisterEventHotKey.argtypes = (pointer,)
            carbon.InstallEventHandler.argtypes = (
                pointer,
                _Handler,
                ctypes.c_ulong,
                pointer,
                pointer,
                pointer,
            )
            kind = _Kind(_KEYBOARD, _PRESSED)
            target = carbon.GetEventDispatcherTarget()
            carbon.InstallEventHandler(target, self._handler, 1, ctypes.byref(kind), None, None)
            self._carbon = carbon
        return self._carbon

    def _handle(self, _next: int, _event: int, _data: int) -> int:
        self._pressed()
        return 0

    def _stop(self) -> None:
        if self._keys is not None and self._carbon is not None:
            self._carbon.UnregisterEventHotKey(self._held)
            self._keys, self._held = None, ctypes.c_void_p()


def _code(key: str) -> int:
    """Raises `LocalFault` with `reason` keys for one that Macs do not have."""
    if key in _NAMED:
        return _NAMED[key]
    if len(key) == 1 and key in _LETTERS:
        return _LETTERS.index(key)
    number = int(key[1:]) if key[:1] == "F" and key[1:].isdigit() else 0
    if 1 <= number <= len(_FUNCTION):
        return _FUNCTION[number - 1]
    raise LocalFault(f"a Mac has no {key}", reason="keys", keys=key)
