"""The permission "Screen Recording" of macOS (10.15 and later)."""

from __future__ import annotations

import ctypes

_CORE_GRAPHICS = "/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics"


def may_record_screen() -> bool:
    """Whether this program was granted it. `True` where the system is too old to know it."""
    return _ask("CGPreflightScreenCaptureAccess")


def ask_for_permission() -> bool:
    """Let the system ask the person, once; it takes effect when the program starts again."""
    return _ask("CGRequestScreenCaptureAccess")


def _ask(name: str) -> bool:
    function = getattr(ctypes.CDLL(_CORE_GRAPHICS), name, None)
    if function is None:
        return True
    function.restype = ctypes.c_bool
    return bool(function())
