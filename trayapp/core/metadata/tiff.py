"""TIFF and BigTIFF: directories of tags that point anywhere into the file.

The file keeps its length, for everything in it is found by its place. A new one of zeros is made, and what is known to
belong to the picture is copied into it, to the same place: pixels, and the tags that say how to read them. All the rest
stays zero, also what no tag points to any more.

Raw files of cameras are TIFFs, too. Their pixels stay; what a maker hides in its own notes, colours among it, goes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from trayapp.core.metadata.parts import BadPicture, Order, joined, number, piece
from trayapp.core.metadata.tiff_tags import DIRECTORIES, KEPT, LENGTHS, PLACES, SIZES, TABLES

_MOST_DIRECTORIES = 2000
"""Pages of a fax; a chain may go in circles."""
_MOST_ENTRIES = 4096
_MOST_VALUES = 1_000_000
"""Places of strips and tiles, all together."""
_MOST_COPIES = 4
"""How often all of the file may be pointed at."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How wide numbers are: TIFF and BigTIFF differ in nothing else."""

    order: Order
    count: int
    entry: int
    offset: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A tag that is kept."""

    raw: memoryview
    tag: int
    unit: int
    """Bytes of one of its values."""
    count: int
    at: int
    """Where its values stand."""


@dataclass(slots=True)
class _Copy:
    """From the file as it is to the file as it leaves."""

    source: memoryview
    form: _Form
    target: bytearray
    copied: int = 0
    said: int = 0
    seen: set[int] = field(default_factory=set)

    def take(self, start: int, length: int) -> None:
        """These bytes belong to the picture."""
        self.copied += length
        if self.copied > _MOST_COPIES * len(self.source):
            raise BadPicture("pointing everywhere")
        self.target[start : start + length] = piece(self.source, start, length)

    def number(self, at: int, length: int) -> int:
        return number(self.source, at, length, self.form.order)

    def values(self, entry: _Entry | None) -> list[int]:
        """What a tag says."""
        if entry is None:
            return []
        self.said += entry.count
        if self.said > _MOST_VALUES:
            raise BadPicture("no end of places")
        return [self.number(entry.at + entry.unit * index, entry.unit) for index in range(entry.count)]


def clean_tiff(data: memoryview) -> bytes:
    """Pixels and what says how to read them. Raises `BadPicture`."""
    order: Order = "little" if bytes(data[:2]) == b"II" else "big"
    big = number(data, 2, 2, order) == 43
    form = _Form(order, 8, 20, 8) if big else _Form(order, 2, 12, 4)
    copy = _Copy(data, form, bytearray(len(data)))
    copy.take(0, 16 if big else 8)
    waiting = [copy.number(8 if big else 4, form.offset)]
    while waiting:
        waiting += _directory(copy, waiting.pop())
    return joined([copy.target])


def _directory(copy: _Copy, at: int) -> list[int]:
    """Copy one; where further ones stand."""
    if at == 0 or at in copy.seen:
        return []
    copy.seen.add(at)
    form, count = copy.form, copy.number(at, copy.form.count)
    if len(copy.seen) > _MOST_DIRECTORIES or count > _MOST_ENTRIES:
        raise BadPicture("no end of directories")
    first = at + form.count
    found = (_entry(copy, first + form.entry * index) for index in range(count))
    kept = {entry.tag: entry for entry in found if entry is not None}
    after = first + form.entry * count
    following = copy.number(after, form.offset)
    _write(copy, at, kept, following)
    _pixels(copy, kept)
    return [following, *(place for tag in DIRECTORIES for place in copy.values(kept.get(tag)))]


def _entry(copy: _Copy, at: int) -> _Entry | None:
    """The tag there, and where its values stand; `None`: it is not kept."""
    form = copy.form
    tag, kind = copy.number(at, 2), copy.number(at + 2, 2)
    if tag not in KEPT or kind not in SIZES:
        return None
    unit, count = SIZES[kind], copy.number(at + 4, form.offset)
    inline = at + 4 + form.offset
    outside = unit * count > form.offset
    values = copy.number(inline, form.offset) if outside else inline
    piece(copy.source, values, unit * count)
    return _Entry(piece(copy.source, at, form.entry), tag, unit, count, values)


def _write(copy: _Copy, at: int, kept: dict[int, _Entry], following: int) -> None:
    """The directory with fewer entries; what stood behind them is zero."""
    form = copy.form
    head, tail = len(kept).to_bytes(form.count, form.order), following.to_bytes(form.offset, form.order)
    written = b"".join([head, *(entry.raw for entry in kept.values()), tail])
    copy.target[at : at + len(written)] = written
    for entry in kept.values():
        if entry.unit * entry.count > form.offset:
            copy.take(entry.at, entry.unit * entry.count)


def _pixels(copy: _Copy, kept: dict[int, _Entry]) -> None:
    """What the places in a directory point to."""
    for places, lengths in zip(PLACES, LENGTHS, strict=True):
        starts, sizes = copy.values(kept.get(places)), copy.values(kept.get(lengths))
        if len(starts) != len(sizes):
            raise BadPicture(f"{len(starts)} places, {len(sizes)} lengths")
        for start, size in zip(starts, sizes, strict=True):
            copy.take(start, size)
    for tag, size in TABLES.items():
        for start in copy.values(kept.get(tag)):
            copy.take(start, min(size, max(len(copy.source) - start, 0)))
