"""What all containers share: a broken one, and reading pieces that are surely there."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Literal

Order = Literal["big", "little"]


Part = bytes | bytearray | memoryview
_STRIDE = 1 << 20


class BadPicture(ValueError):
    """It begins as a picture does, and is none: cut off, or lying about what is in it."""


class Budget:
    """How many pieces a picture may be made of: one of millions would be taken apart for minutes."""

    def __init__(self, left: int = 100_000) -> None:
        self.left = left

    def spend(self, count: int = 1) -> None:
        """So many are found. Raises `BadPicture` when it was one too many."""
        self.left -= count
        if self.left < 0:
            raise BadPicture("too many pieces")


def piece(data: memoryview, start: int, length: int) -> memoryview:
    """That many bytes from there, not copied. Raises `BadPicture` when they are not all there."""
    if start < 0 or length < 0 or start + length > len(data):
        raise BadPicture(f"{length} bytes at {start} of {len(data)}")
    return data[start : start + length]


def number(data: memoryview, start: int, length: int, order: Order) -> int:
    """An unsigned number. Raises `BadPicture`."""
    return int.from_bytes(piece(data, start, length), order)


def joined(parts: Iterable[Part]) -> bytes:
    """All of them, one behind the other. In strides, for nobody else runs while one is copied."""
    made = io.BytesIO()
    for part in parts:
        view = memoryview(part)
        for at in range(0, len(view), _STRIDE):
            made.write(view[at : at + _STRIDE])
    return made.getvalue()
