"""A row of the budget table, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One budget with what was measured."""

    what: str
    measured: str
    against: str
    """The yardstick measured in the same run; empty for an absolute budget."""
    ratio: float
    """Measured over allowed kind of number: a ratio to the yardstick, or the absolute figure."""
    budget: float
    unit: str = "×"
    at_least: bool = False
    """The budget is a floor, not a ceiling."""

    @property
    def kept(self) -> bool:
        """Within the budget."""
        return self.ratio >= self.budget if self.at_least else self.ratio <= self.budget


def show(rows: Iterable[Row]) -> str:
    """The table as text."""
    lines = [("what", "measured", "against", "result", "budget", "")]
    for row in rows:
        sign = "≥" if row.at_least else "≤"
        result = f"{row.ratio:.2f} {row.unit}"
        budget = f"{sign} {row.budget:g} {row.unit}"
        lines.append((row.what, row.measured, row.against, result, budget, "kept" if row.kept else "MISSED"))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def paired(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> tuple[float, float, float]:
    """Medians of both and of their ratio, measured in turn so that a drifting machine drifts for both."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    ratio = median(mine / other for mine, other in pairs)
    return median(mine for mine, _ in pairs), median(other for _, other in pairs), ratio


def milliseconds(seconds: float) -> str:
    """`12.3 ms`."""
    return f"{seconds * 1000:.1f} ms"
