"""What many faults did, counted by kind: the table of `make faults`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.faults.invariants import Broken

_COLUMNS = ("fault", "injected", "met", "lost", "doubled", "other")


@dataclass(slots=True)
class Tally:
    """Counts of one run. Tallies of several runs are added up with `add`."""

    injected: Counter[str] = field(default_factory=Counter)
    """Faults that were planned and did happen, by kind (such as `kill app at fsync`, `portal 503`)."""
    met: Counter[str] = field(default_factory=Counter)
    """Of those, in how many the operation had to be tried again or the program started again."""
    broken: list[tuple[str, Broken, str]] = field(default_factory=list)
    """Kind, invariant, and how to repeat it."""

    def count(self, kind: str, broken: Iterable[Broken], repeat: str, *, met: bool = True) -> None:
        """One fault, and what did not hold after it."""
        self.injected[kind] += 1
        self.met[kind] += met
        self.broken.extend((kind, each, repeat) for each in broken)

    def add(self, other: Tally) -> None:
        """Take another run in."""
        self.injected += other.injected
        self.met += other.met
        self.broken += other.broken

    def rows(self) -> list[tuple[str, ...]]:
        """The table's rows, the heading first and the sum last."""
        found = Counter((kind, each.what) for kind, each, _ in self.broken)
        lines: list[tuple[str, ...]] = [_COLUMNS]
        for kind in sorted(self.injected):
            lost, doubled = found[kind, "lost"], found[kind, "doubled"]
            other = sum(count for (of, _), count in found.items() if of == kind) - lost - doubled
            lines.append((kind, *map(str, (self.injected[kind], self.met[kind], lost, doubled, other))))
        sums = [sum(int(line[column]) for line in lines[1:]) for column in range(1, len(_COLUMNS))]
        return [*lines, ("all", *map(str, sums))]

    def __str__(self) -> str:
        """Aligned, as it is printed."""
        rows = self.rows()
        widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
        return "\n".join(
            "  ".join(
                [
                    row[0].ljust(widths[0]),
                    *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
                ]
            )
            for row in rows
        )
