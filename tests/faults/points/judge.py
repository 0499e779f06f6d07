"""Whether what the program said of a deed is what it should have said."""

from __future__ import annotations

from collections.abc import Sequence

from tests.faults.invariants import Broken
from tests.faults.points.calls import ON_NET, REASONS, Point
from tests.faults.points.injury import How, Injury


def judged(injury: Injury, hit: Point | None, ends: Sequence[str]) -> list[Broken]:
    """What is wrong with the words: a bug, another reason than the true one, or a deed that never recovers."""
    if injury.kills:
        return [Broken("bug", "", end) for end in ends if end.startswith("bug")]
    if injury.how is How.COUNT or hit is None:
        return [] if list(ends) == ["ok"] else [Broken("deed", "", str(ends))]
    if not ends:
        return [Broken("died", "", str(hit))]
    wrong = [Broken("bug", "", f"{hit}: {end}") for end in ends if end.startswith(("bug", "error"))]
    if ends[-1] != "ok":
        wrong.append(Broken("stuck", "", f"{hit}: {ends}"))
    return wrong + _reason(injury, hit, ends[0])


def _reason(injury: Injury, hit: Point, end: str) -> list[Broken]:
    said, _, rest = end.partition(" ")
    if said == "fault":
        reason = rest.split(" ")[0]
        right = reason in REASONS.get(injury.error, {reason})
        return [] if right else [Broken("reason", "", f"{injury.error} at {hit} is said to be {rest}")]
    if said == "ok" and injury.error != "EINTR" and hit.name not in ON_NET:
        return [Broken("silent", "", f"{injury.error} at {hit}")]
    return []
