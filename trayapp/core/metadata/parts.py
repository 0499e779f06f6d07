"""What all containers share: a broken one, and reading pieces that are surely there."""

from __future__ import annotations

from typing import Literal

Order = Literal["big", "little"]


class BadPicture(ValueError):
    """It begins as a picture does, and is none: cut off, or lying about what is in it."""


def piece(data: memoryview, start: int, length: int) -> memoryview:
    """That many bytes from there, not copied. Raises `BadPicture` when they are not all there."""
    if start < 0 or length < 0 or start + length > len(data):
        raise BadPicture(f"{length} bytes at {start} of {len(data)}")
    return data[start : start + length]


def number(data: memoryview, start: int, length: int, order: Order) -> int:
    """An unsigned number. Raises `BadPicture`."""
    return int.from_bytes(piece(data, start, length), order)
