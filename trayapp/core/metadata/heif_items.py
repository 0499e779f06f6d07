"""Items of a HEIF file: which are pictures, and where the others lie."""

from __future__ import annotations

from collections.abc import Iterator

from trayapp.core.metadata.boxes import Box, blank, boxes
from trayapp.core.metadata.parts import BadPicture, number

_PICTURES = {
    b"hvc1", b"hvt1", b"lhv1", b"av01", b"avc1", b"vvc1", b"jpeg", b"j2k1", b"unci", b"mski",
    b"grid", b"iovl", b"iden", b"tmap",
}  # fmt: skip
_IN_FILE, _IN_BOX = 0, 1
_MOST_BLANKS = 4
"""How often all of the file may be pointed at."""


def blank_items(view: memoryview, names: Box, places: Box, idat: Box | None) -> None:
    """Make every item zero that is no picture, and every item's name. Raises `BadPicture`."""
    telling = {item for item, picture in _items(view, names) if not picture}
    blanked = 0
    for item, way, start, length in _places(view, places):
        if item not in telling:
            continue
        blanked += length
        if length == 0 or blanked > _MOST_BLANKS * len(view):
            raise BadPicture(f"item {item} of {length} bytes")
        if way == _IN_FILE:
            blank(view, start, start + length)
        elif way == _IN_BOX and idat is not None and start + length <= idat.end - idat.body:
            blank(view, idat.body + start, idat.body + start + length)
        else:
            raise BadPicture(f"item {item} lies nowhere")


def _items(view: memoryview, names: Box) -> Iterator[tuple[int, bool]]:
    """The number of each item, and whether it is a picture. What is called what, is made empty on the way."""
    version = number(view, names.body, 1, "big")
    for box in boxes(view, names.inside(6 if version == 0 else 8)):
        if box.kind != b"infe":
            continue
        version = number(view, box.body, 1, "big")
        if version < 2:  # an item without a type: nobody writes them for pictures
            raise BadPicture("items of an old kind")
        wide = 2 if version == 2 else 4
        kind = box.body + 4 + wide + 2
        if kind + 4 > box.end:
            raise BadPicture("an item without a kind")
        yield number(view, box.body + 4, wide, "big"), bytes(view[kind : kind + 4]) in _PICTURES
        blank(view, kind + 4, box.end)


class _Reader:
    """Numbers one behind the other, none beyond the end."""

    def __init__(self, view: memoryview, box: Box) -> None:
        self._view = view
        self._at = box.body
        self._end = box.end

    def take(self, length: int) -> int:
        if self._at + length > self._end:
            raise BadPicture("places are cut off")
        self._at += length
        return number(self._view, self._at - length, length, "big") if length else 0


def _places(view: memoryview, box: Box) -> Iterator[tuple[int, int, int, int]]:
    """Item, way of counting, start and length of each piece of each item."""
    reader = _Reader(view, box)
    version = reader.take(1)
    reader.take(3)
    widths = reader.take(2)
    offset, length, base, index = (widths >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 2 if version < 2 else 4
    for _ in range(reader.take(wide)):
        item = reader.take(wide)
        way = reader.take(2) & 15 if version else 0
        reader.take(2)
        begin = reader.take(base)
        for _ in range(reader.take(2)):
            reader.take(index if version else 0)
            yield item, way, begin + reader.take(offset), reader.take(length)
