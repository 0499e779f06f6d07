"""What may be on a disk after a cut: a choice among everything that was not synced."""

from __future__ import annotations

import posixpath
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.faults.power.disk import FOLDER, Change, Disk, Naming, apply_names

SECTOR = 512
"""Bytes that a drive writes whole or not at all."""
PAGE = 4096
_SINGLES = 6
"""How many of the unsynced changes are left out one by one, at most; the newest are what matters."""
_SUBSETS = 4
Kept = Sequence[tuple[int, Change]]
"""Changes of bytes that made it, with the number of their file."""


@dataclass(frozen=True, slots=True)
class Left:
    """A disk after the cut."""

    how: str
    """Which of the variants, for the report."""
    disk: Disk
    bytes_kept: Kept
    names_kept: Sequence[Naming]

    def key(self) -> object:
        """Equal for disks that hold the same."""
        names = self._names()
        kept: dict[int, list[object]] = {}
        for number, change in self.bytes_kept:
            kept.setdefault(number, []).append((change.number, change.at, len(change.data or b"")))
        return tuple(
            (path, number, number != FOLDER and self.disk.files[number].version, tuple(kept.get(number, ())))
            for path, number in sorted(names.items())
        )

    def write(self, root: Path, to: Path) -> None:
        """Make the folder as the disk has it. `to` does not exist yet."""
        for path, number in sorted(self._names().items()):
            place = to / Path(path).relative_to(root)
            if number == FOLDER:
                place.mkdir(mode=0o700)
            else:
                place.write_bytes(self._content(number))

    def _names(self) -> dict[str, int]:
        """Those that can be reached: every folder on the way is there."""
        names = dict(self.disk.names)
        apply_names(names, self.names_kept)
        top = min(names, key=len)
        return {
            path: number for path, number in names.items() if all(each in names for each in _above(path, top))
        }

    def _content(self, number: int) -> bytes:
        data = bytearray(self.disk.files[number].synced)
        for of, change in self.bytes_kept:
            if of == number:
                change.apply(data)
        return bytes(data)


def variants(disk: Disk, seed: str) -> Iterator[Left]:
    """What a cut right now may leave; the same seed, the same choice."""
    changes, names, chance = disk.unsynced(), list(disk.pending), random.Random(seed)
    yield Left("nothing", disk, (), ())
    yield Left("all", disk, changes, names)
    if changes or names:
        yield Left("names only", disk, (), names)
        yield Left("names and sizes", disk, _sizes(changes), names)
        yield Left("bytes only", disk, changes, ())
    for number in range(max(0, len(changes) - _SINGLES), len(changes)):
        yield Left(f"without write {number}", disk, [*changes[:number], *changes[number + 1 :]], names)
    if not disk.journalled:
        for number in range(max(0, len(names) - _SINGLES), len(names)):
            yield Left(f"without name {number}", disk, changes, [*names[:number], *names[number + 1 :]])
    if changes:
        last = list(_torn([changes[-1]], chance))
        yield Left("last write torn", disk, [*changes[:-1], *last], names)
    if changes or names:
        for number in range(_SUBSETS):
            yield Left(f"subset {number}", disk, list(_torn(changes, chance)), _some(disk, names, chance))


def _sizes(changes: Kept) -> Kept:
    """Files are as long as they were meant to be, and hold zeros."""
    return [(of, replace(change, at=change.at + len(change.data or b""), data=b"")) for of, change in changes]


def _torn(changes: Kept, chance: random.Random) -> Iterator[tuple[int, Change]]:
    """Each change whole, not at all, or some sectors of it; a size is never half."""
    for of, change in changes:
        if change.data is None:
            if chance.random() < 0.5:
                yield of, change
            continue
        fate = chance.random()
        for piece in _pieces(change) if fate < 0.3 else (change,):
            if chance.random() < 0.5:
                yield of, piece


def _pieces(change: Change) -> Iterator[Change]:
    data, at = change.data or b"", change.at
    while data:
        length = SECTOR - at % SECTOR
        yield replace(change, at=at, data=data[:length])
        data, at = data[length:], at + length


def _some(disk: Disk, names: Sequence[Naming], chance: random.Random) -> Sequence[Naming]:
    if disk.journalled:
        return names[: chance.randint(0, len(names))]
    return [each for each in names if chance.random() < 0.5]


def _above(path: str, top: str) -> Iterable[str]:
    while path != top:
        path = posixpath.dirname(path)
        yield path
