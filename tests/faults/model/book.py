"""The plain model: what each person wrote, and what the portal must hold of it. No store, no network, no time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tests.faults.promise import Promise
from trayapp.core.operation import OpKind


@dataclass(frozen=True)
class Entry:
    """One thing that somebody was told to be safe."""

    promise: Promise
    author: str | None
    """The person; `None`: nobody was signed in."""
    deleted: bool = False
    """Somebody at the portal deleted what it had become, on purpose."""
    undone: bool = False
    """A backup was put back after the portal had it, and its author has not synced in peace since."""
    was_undone: bool = False
    """That happened once: it may come after what was written later."""


class Book:
    """Entries by op id, in the order in which they were written."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def note(self, promise: Promise, author: str | None) -> None:
        """Somebody was told."""
        self.entries[promise.op_id] = Entry(promise, author)

    def strike(self, op_ids: Iterable[str]) -> None:
        """Their author gave them up."""
        for op_id in op_ids:
            self.entries.pop(op_id, None)

    def amend(self, op_id: str, words: str, files: tuple[str, ...]) -> None:
        """Their author put other words in the place of those."""
        entry = self.entries.get(op_id)
        if entry is not None:
            self.entries[op_id] = replace(entry, promise=replace(entry.promise, words=words, files=files))

    def delete(self, op_ids: Iterable[str]) -> None:
        """What they became was deleted at the portal."""
        for op_id in op_ids:
            if op_id in self.entries:
                self.entries[op_id] = replace(self.entries[op_id], deleted=True)

    def undelete(self, op_ids: Iterable[str]) -> None:
        """A backup was put back that has them still."""
        for op_id in op_ids:
            if op_id in self.entries:
                self.entries[op_id] = replace(self.entries[op_id], deleted=False)

    def undo(self, op_ids: Iterable[str]) -> None:
        """A backup was put back that does not have them."""
        for op_id in op_ids:
            if op_id in self.entries:
                self.entries[op_id] = replace(self.entries[op_id], undone=True, was_undone=True)

    def peace(self, who: str) -> None:
        """That person has synced in peace: nothing is excused any more."""
        for op_id, entry in self.entries.items():
            if entry.undone and entry.author == who:
                self.entries[op_id] = replace(entry, undone=False)

    def creates(self) -> list[str]:
        """Op ids of tickets."""
        return [op for op, entry in self.entries.items() if entry.promise.kind == OpKind.CREATE]

    def wishes(self) -> set[str]:
        """Op ids of what changes a ticket and says nothing."""
        return {op for op, entry in self.entries.items() if entry.promise.wish}

    def owed(self) -> Iterator[Promise]:
        """What must be found, here or there."""
        return (entry.promise for entry in self.entries.values() if not entry.deleted)
