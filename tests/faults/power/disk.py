"""A disk as a file system promises it: what was synced is there, of the rest anything may be.

Two promises are modelled. Strict, as POSIX has it: a name is on the disk when its folder was synced, and unsynced
changes of names may survive one without the other. Journalled, as ext4, XFS or NTFS do it: names change in order, and
syncing a file that is new or longer brings everything before it along. Bytes may be lost in both, each write by itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.faults.power.step import Deed, Step


@dataclass(frozen=True, slots=True)
class Change:
    """Bytes written, or (`data` is `None`) the size set to `at`."""

    number: int
    at: int
    data: bytes | None

    def apply(self, to: bytearray) -> None:
        """As it was meant."""
        if self.data is None:
            _resize(to, self.at)
            return
        end = self.at + len(self.data)
        if len(to) < end:
            _resize(to, end)
        to[self.at : end] = self.data


@dataclass(frozen=True, slots=True)
class Naming:
    """A change of names, whole or not at all: a rename never leaves a file with two names or none."""

    number: int
    folders: frozenset[str]
    """Syncing any of them brings it onto the disk."""
    added: tuple[tuple[str, int], ...] = ()
    """Name and file; file -1 is a folder."""
    removed: tuple[str, ...] = ()


@dataclass(slots=True)
class File:
    """Bytes on the disk, and what was written since."""

    synced: bytearray = field(default_factory=bytearray)
    version: int = 0
    pending: list[Change] = field(default_factory=list)
    length: int = 0
    """With all that is pending."""

    def sync(self) -> None:
        """All of it is on the disk."""
        for change in self.pending:
            change.apply(self.synced)
        self.pending.clear()
        self.version += 1


FOLDER = -1


class Disk:
    """Follows the steps of a session."""

    def __init__(self, root: str, *, journalled: bool) -> None:
        self.journalled = journalled
        self.files: list[File] = []
        self.names: dict[str, int] = {root: FOLDER}
        """As they are on the disk for certain."""
        self.pending: list[Naming] = []
        """Changes of names that may not be there yet, in order."""
        self._now: dict[str, int] = {root: FOLDER}
        self._count = 0
        self._deeds: dict[Deed, Callable[[Step], None]] = {
            Deed.MAKE: self._make,
            Deed.FOLDER: self._folder,
            Deed.WRITE: self._write,
            Deed.SIZE: self._size,
            Deed.SYNC: self._sync,
            Deed.RENAME: self._rename,
            Deed.REMOVE: self._remove,
            Deed.MARK: lambda _: None,
        }

    def take(self, step: Step) -> None:
        """The next step."""
        self._count += 1
        self._deeds[step.deed](step)

    def unsynced(self) -> list[tuple[int, Change]]:
        """Every change of bytes that may not be there, with its file, in order."""
        found = [(number, change) for number, file in enumerate(self.files) for change in file.pending]
        return sorted(found, key=lambda each: each[1].number)

    def _make(self, step: Step) -> None:
        if step.path not in self._now:
            self.files.append(File())
            self._name(Naming(self._count, _within(step.path), ((step.path, len(self.files) - 1),)))

    def _folder(self, step: Step) -> None:
        if step.path not in self._now:
            self._name(Naming(self._count, _within(step.path), ((step.path, FOLDER),)))

    def _rename(self, step: Step) -> None:
        moved = ((step.to, self._now[step.path]),)
        self._name(Naming(self._count, _within(step.path) | _within(step.to), moved, (step.path,)))

    def _remove(self, step: Step) -> None:
        if step.path in self._now:
            self._name(Naming(self._count, _within(step.path), removed=(step.path,)))

    def _write(self, step: Step) -> None:
        self._change(step, Change(self._count, step.at, step.data))

    def _size(self, step: Step) -> None:
        self._change(step, Change(self._count, step.at, None))

    def _change(self, step: Step, change: Change) -> None:
        number = self._now.get(step.path, FOLDER)
        if number == FOLDER:
            return  # a file that was deleted and is still open
        file = self.files[number]
        file.pending.append(change)
        end = change.at + len(change.data or b"")
        file.length = end if change.data is None else max(file.length, end)

    def _sync(self, step: Step) -> None:
        number = self._now.get(step.path)
        if number is None:
            return
        if number == FOLDER:
            self._settle(lambda each: self.journalled or step.path in each.folders)
            return
        file = self.files[number]
        longer = file.length != len(file.synced)
        file.sync()
        if self.journalled and (longer or any((step.path, number) in each.added for each in self.pending)):
            self._settle(lambda _: True)

    def _name(self, naming: Naming) -> None:
        apply_names(self._now, [naming])
        self.pending.append(naming)

    def _settle(self, sure: Callable[[Naming], bool]) -> None:
        apply_names(self.names, filter(sure, self.pending))
        self.pending = [each for each in self.pending if not sure(each)]


def apply_names(names: dict[str, int], changes: Iterable[Naming]) -> None:
    """Do the changes, in their order."""
    for change in changes:
        for path in change.removed:
            names.pop(path, None)
        names.update(change.added)


def _within(path: str) -> frozenset[str]:
    return frozenset({posixpath.dirname(path)})


def _resize(data: bytearray, size: int) -> None:
    del data[size:]
    data.extend(bytes(size - len(data)))
