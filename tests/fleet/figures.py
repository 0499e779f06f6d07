"""What a run comes to: rates before, during and after, and how soon the tickets arrived."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tests.fleet.simulation import BOUND, FLEET, Run

WINDOW = 60
"""Seconds over which a rate is taken: in a single second chance alone makes twice the mean of a small number."""
LONGEST_WINDOW = 600
"""Seconds; the window of a small fleet is longer, so that as many requests fall into it."""
SHOWN = 60
"""Seconds between two points of the curve."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Rates in requests per second, times in seconds."""

    name: str
    clients: int
    idle: float
    """Requests that one client costs in an hour while all is well, its share of the tickets included."""
    steady: float
    gone: float
    """While the portal was gone, on average."""
    worst: float
    """While it was gone, the highest minute."""
    peak: float
    """After it came back, the highest minute."""
    ratio: float
    written: int
    lost: int
    doubled: int
    waited: int
    """Tickets that were written while it was gone."""
    half: float
    """After so many seconds half of these had arrived."""
    nearly_all: float
    """99 % of them."""
    all: float
    refused: int
    """Requests that a portal of bounded strength could not serve after it came back."""
    curve: tuple[float, ...]
    """Of the whole run, one rate for each `SHOWN` seconds from the beginning of what is steady."""
    dies: float
    """When the portal goes, on the curve."""
    back: float
    bound: float = BOUND
    """What `ratio` may come to."""

    @property
    def kept(self) -> bool:
        """All that was promised."""
        return self.ratio < self.bound and not self.lost and not self.doubled


def figures(run: Run) -> Figures:
    """Of a run that was carried out."""
    plan, offered = run.plan, run.gate.offered
    steady = rate(offered, plan.settle, plan.dies)
    window = min(WINDOW * FLEET // plan.clients, LONGEST_WINDOW)
    last = max(int(plan.end) - window, int(plan.back) + 1)
    arrivals = sorted(
        run.arrived[op] - plan.back
        for op, at in run.written.items()
        if plan.dies <= at < plan.back and op in run.arrived
    )
    late = plan.end - 900.0  # what was written last may be on its way
    lost = sum(op not in run.arrived for op, at in run.written.items() if at < late)
    unserved = sum(
        offered[second] - run.gate.served[second] for second in range(int(plan.back), int(plan.end))
    )
    return Figures(
        name=plan.name,
        clients=plan.clients,
        idle=steady * 3600 / plan.clients,
        steady=steady,
        gone=rate(offered, plan.dies, plan.back),
        worst=_highest(offered, plan.dies, plan.back - window, window),
        peak=(peak := _highest(offered, plan.back, last, window)),
        ratio=peak / steady,
        written=len(run.written),
        lost=lost,
        doubled=run.doubled,
        waited=len(arrivals),
        half=_part(arrivals, 0.5),
        nearly_all=_part(arrivals, 0.99),
        all=_part(arrivals, 1.0),
        refused=unserved,
        curve=tuple(
            rate(offered, at, at + SHOWN) for at in range(int(plan.settle), int(plan.end) - SHOWN, SHOWN)
        ),
        dies=plan.dies - plan.settle,
        back=plan.back - plan.settle,
        bound=plan.bound,
    )


def rate(offered: Counter[int], since: float, until: float) -> float:
    """Requests per second between two moments."""
    return sum(offered[second] for second in range(int(since), int(until))) / max(until - since, 1.0)


def _highest(offered: Counter[int], since: float, last: float, window: int) -> float:
    """The rate of the worst window that begins in between."""
    return max((rate(offered, at, at + window) for at in range(int(since), int(last), 10)), default=0.0)


def _part(arrivals: list[float], part: float) -> float:
    return arrivals[min(int(len(arrivals) * part), len(arrivals) - 1)] if arrivals else 0.0
