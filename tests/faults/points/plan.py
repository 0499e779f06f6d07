"""Every trial there is, from the calls that each deed makes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from tests.faults.points.calls import ERRORS, FILLING, HALVED, ON_NET, WRITING, Point
from tests.faults.points.every_deed import DEEDS
from tests.faults.points.injury import How, Injury

_AMID = {*WRITING, "connect", "sendto"}
"""Calls that take long enough to be killed in."""


def countings() -> list[Injury]:
    """One run of each deed in which nothing is done to it."""
    return [Injury(deed.name, side) for deed in DEEDS.values() for side in deed.sides]


def trials(counted: Injury, points: Sequence[Point]) -> Iterator[tuple[str, Injury]]:
    """Each way to disturb each of the calls, with the kind it is counted under."""
    for number, point in enumerate(points, start=1):
        yield from _at(counted, number, point)
    if points:
        yield f"kill {counted.side} after {points[-1].name}", _new(counted, How.KILL, len(points) + 1)


def chosen(every: Sequence[tuple[str, Injury]], count: int, seed: int) -> list[tuple[str, Injury]]:
    """About so many of them, as different as can be: one of each kind before a second of any."""
    drawn = list(every)
    random.Random(seed).shuffle(drawn)
    seen: dict[str, int] = {}
    ranked = []
    for order, (kind, injury) in enumerate(drawn):
        ranked.append((seen.setdefault(kind, 0), order, kind, injury))
        seen[kind] += 1
    ranked.sort(key=lambda each: each[:2])
    return [(kind, injury) for _, _, kind, injury in ranked[:count]]


def kind_of(injury: Injury, name: str) -> str:
    """What a trial is counted under."""
    ways: Mapping[How, str] = {
        How.KILL: f"kill {injury.side} before {name}",
        How.AMID: f"kill {injury.side} amid {name}",
        How.ERROR: f"{injury.error} at {name} ({injury.side})",
        How.FULL: f"{injury.error} from {name} on ({injury.side})",
        How.SHORT: f"half a {name}, then {injury.error} ({injury.side})",
        How.COUNT: "none",
    }
    return ways[injury.how]


def _at(counted: Injury, number: int, point: Point) -> Iterator[tuple[str, Injury]]:
    ways = [(How.KILL, "")]
    ways += [(How.AMID, "")] if point.name in _AMID else []
    if counted.side == "app" or point.name not in ON_NET or point.name == "accept":
        ways += [(How.ERROR, error) for error in ERRORS[point.name]]
    ways += [(How.FULL, "ENOSPC")] if point.name in FILLING else []
    ways += [(How.FULL, "EROFS")] if point.name in WRITING else []
    ways += [(How.SHORT, "ENOSPC")] if point.name in HALVED else []
    for how, error in ways:
        injury = _new(counted, how, number, error)
        yield kind_of(injury, point.name), injury


def _new(counted: Injury, how: How, number: int, error: str = "") -> Injury:
    return Injury(counted.deed, counted.side, how, number, error)
