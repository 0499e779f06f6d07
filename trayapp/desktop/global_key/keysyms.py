"""What X11 calls the keys that a setting may name."""

from __future__ import annotations

_NAMED = {
    "Print": 0xFF61,
    "Pause": 0xFF13,
    "ScrollLock": 0xFF14,
    "Ins": 0xFF63,
    "Del": 0xFFFF,
    "Home": 0xFF50,
    "End": 0xFF57,
    "PgUp": 0xFF55,
    "PgDown": 0xFF56,
    "Left": 0xFF51,
    "Up": 0xFF52,
    "Right": 0xFF53,
    "Down": 0xFF54,
    "Space": 0x20,
}
_F1 = 0xFFBE
NUM_LOCK, ALT, META = (0xFF7F,), (0xFFE9, 0xFFEA), (0xFFEB, 0xFFEC)
"""Left and right, where there are two."""


def keysym(key: str) -> int:
    """Of a key of `core.keys`."""
    if key in _NAMED:
        return _NAMED[key]
    if len(key) > 1:
        return _F1 + int(key.removeprefix("F")) - 1
    return ord(key.lower())  # Latin letters and signs are numbered as in Latin-1
