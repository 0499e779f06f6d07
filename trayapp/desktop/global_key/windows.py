"""A key heard from anywhere on Windows: RegisterHotKey, on a thread with a message loop. Not run here."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable

from trayapp.core.errors import LocalFault
from trayapp.core.keys import Keys
from trayapp.desktop.global_key.choose import read

_BITS = {"Alt": 0x1, "Ctrl": 0x2, "Shift": 0x4, "Meta": 0x8}
_NO_REPEAT = 0x4000
_WM_QUIT, _WM_HOTKEY = 0x12, 0x312
_ALREADY_REGISTERED = 1409
_NUMBER = 1
_END_SECONDS = 2.0
_NAMED = {
    "Print": 0x2C,
    "Pause": 0x13,
    "ScrollLock": 0x91,
    "Ins": 0x2D,
    "Del": 0x2E,
    "Home": 0x24,
    "End": 0x23,
    "PgUp": 0x21,
    "PgDown": 0x22,
    "Left": 0x25,
    "Up": 0x26,
    "Right": 0x27,
    "Down": 0x28,
    "Space": 0x20,
}


class _Message(ctypes.Structure):
    """MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("kind", ctypes.c_uint),
        ("first", ctypes.c_size_t),
        ("second", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_long),
        ("y", ctypes.c_long),
        ("private", ctypes.c_uint32),
    )


class WindowsKey:
    """One key at a time; it belongs to the thread that registered it."""

    offered = True

    def __init__(self, pressed: Callable[[], None]) -> None:
        self._pressed = pressed
        self._lock = threading.Lock()
        self._keys: Keys | None = None
        self._thread: threading.Thread | None = None
        self._number = 0
        self._error = 0

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
        code, ready = _code(keys.key), threading.Event()
        bits = sum(_BITS[name] for name in keys.modifiers) | _NO_REPEAT
        thread = threading.Thread(
            target=self._serve, args=(bits, code, ready), name="global-key", daemon=True
        )
        thread.start()
        ready.wait()
        if self._error:
            reason = "taken" if self._error == _ALREADY_REGISTERED else "unsupported"
            raise LocalFault(f"RegisterHotKey: {self._error}", reason=reason, keys=str(keys))
        self._thread, self._keys = thread, keys

    def _serve(self, bits: int, code: int, ready: threading.Event) -> None:
        if sys.platform != "win32":
            return
        user, kernel = ctypes.WinDLL("user32", use_last_error=True), ctypes.WinDLL("kernel32")
        self._number = int(kernel.GetCurrentThreadId())
        registered = user.RegisterHotKey(None, _NUMBER, bits, code)
        self._error = 0 if registered else ctypes.get_last_error() or -1
        message = _Message()
        user.PeekMessageW(
            ctypes.byref(message), None, 0, 0, 0
        )  # makes the thread's queue, for the end to arrive
        ready.set()
        if not registered:
            return
        while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.kind == _WM_HOTKEY:
                self._pressed()
        user.UnregisterHotKey(None, _NUMBER)

    def _stop(self) -> None:
        thread, self._thread, self._keys = self._thread, None, None
        if thread is not None and sys.platform == "win32":
            ctypes.WinDLL("user32").PostThreadMessageW(self._number, _WM_QUIT, 0, 0)
            thread.join(_END_SECONDS)


def _code(key: str) -> int:
    """The virtual key of a key of `core.keys`. Raises `LocalFault` with `reason` keys."""
    if key in _NAMED:
        return _NAMED[key]
    if len(key) > 1:
        return 0x70 + int(key.removeprefix("F")) - 1
    if key.isalnum():
        return ord(key)
    return _code_of_sign(key)


def _code_of_sign(key: str) -> int:
    """Where the layout has it. Raises `LocalFault` with `reason` keys."""
    found = -1
    if sys.platform == "win32":
        found = ctypes.c_int16(ctypes.WinDLL("user32").VkKeyScanW(ord(key))).value
    if found == -1:
        raise LocalFault(f"this keyboard has no {key}", reason="keys", keys=key)
    return found & 0xFF
