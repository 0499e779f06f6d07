"""Sizes and counts of files, in words."""

from __future__ import annotations

_STEP = 1000
"""Decimal units, as file managers and portals count."""
_UNITS = ("KB", "MB", "GB")


def size(count: int) -> str:
    """`count` bytes for people: `512 bytes`, `812 KB`, `1.1 MB`."""
    if count < _STEP:
        return f"{count} byte" if count == 1 else f"{count} bytes"
    value = float(count)
    for unit in _UNITS:
        value /= _STEP
        if value < _STEP - 0.5 or unit == _UNITS[-1]:
            break
    return f"{value:.1f} {unit}" if value < 10 and unit != "KB" else f"{value:.0f} {unit}"


def size_of(text: str) -> str:
    """The same for a count that travelled as text; the text itself when it is none."""
    return size(int(text)) if text.isdigit() else text


def counted(count: int, one: str, many: str) -> str:
    """`1 picture`, `2 pictures`."""
    return f"{count} {one if count == 1 else many}"
