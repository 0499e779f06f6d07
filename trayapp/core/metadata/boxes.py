"""Boxes of ISO media files (HEIF, AVIF): found in a buffer, and emptied in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trayapp.core.metadata.parts import BadPicture, Budget, number, piece


@dataclass(frozen=True, slots=True)
class Box:
    """Where one lies. `start` is where its length stands, `body` what follows its name."""

    kind: bytes
    start: int
    body: int
    end: int

    def inside(self, skipped: int) -> range:
        """Where boxes in it lie, behind so many bytes of its own. Raises `BadPicture`."""
        if self.body + skipped > self.end:
            raise BadPicture(f"{self.kind!r} is too short")
        return range(self.body + skipped, self.end)


def boxes(data: memoryview, where: range) -> Iterator[Box]:
    """Those that lie there, one behind the other. Raises `BadPicture`."""
    at, budget = where.start, Budget()
    while at < where.stop:
        box = _box(data, at, where.stop)
        budget.spend()
        if box.end > where.stop:
            raise BadPicture(f"box {box.kind!r} at {at} ends at {box.end}")
        yield box
        at = box.end


def _box(data: memoryview, at: int, stop: int) -> Box:
    length, kind, head = number(data, at, 4, "big"), bytes(piece(data, at + 4, 4)), 8
    if length == 1:
        length, head = number(data, at + 8, 8, "big"), 16
    elif length == 0:
        length = stop - at
    if length < head:
        raise BadPicture(f"box {kind!r} of {length} bytes")
    return Box(kind, at, at + head, at + length)


def blank(data: memoryview, start: int, end: int) -> None:
    """Zeros there. Raises `BadPicture`."""
    piece(data, start, end - start)[:] = bytes(end - start)


def free(data: memoryview, box: Box) -> None:
    """Room that belongs to nobody: the box keeps its length, so that all others keep their places."""
    data[box.start + 4 : box.start + 8] = b"free"
    blank(data, box.body, box.end)
