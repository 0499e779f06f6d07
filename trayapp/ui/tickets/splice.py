"""The smallest single replacement that turns one list of rows into another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """Take out `[start, old_end)` of the old list and put `[start, new_end)` of the new one there."""

    start: int
    old_end: int
    new_end: int


def splice(old: Sequence[str], new: Sequence[str]) -> Splice:
    """What differs between two lists of keys, apart from a common beginning and a common end."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Splice(start, len(old) - tail, len(new) - tail)
