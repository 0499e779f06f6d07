"""One trial: a deed, disturbed at one call, and what is true afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.invariants import Broken, broken
from tests.faults.points.bench import Bench, Serving
from tests.faults.points.calls import Point
from tests.faults.points.children import Hung, follow, fork
from tests.faults.points.deeds import Deed
from tests.faults.points.every_deed import DEEDS
from tests.faults.points.injury import How, Injury
from tests.faults.points.judge import judged
from tests.faults.points.lives import next_life
from tests.faults.points.on_app import disturb_app
from tests.faults.points.on_portal import disturb_portal
from tests.faults.points.reports import Story
from tests.faults.points.supervisor import Supervisor


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it."""

    injury: Injury
    hit: Point | None
    """Where it was done; `None`: the deed has fewer calls."""
    broken: tuple[Broken, ...] = ()
    points: tuple[Point, ...] = ()
    """Those of the deed, up to its end."""
    ends: tuple[str, ...] = ()
    """What the program said of the deed, of each try."""


def run(bench: Bench, injury: Injury) -> Trial:
    """Do it all."""
    deed = DEEDS[injury.deed]
    home = bench.home(deed.home)
    disturb = disturb_app if injury.side == "app" else disturb_portal
    try:
        with disturb(bench, injury, deed, home) as (story, watcher, serving):
            points, ends = tuple(watcher.points), tuple(story.ends)
            if watcher.hit is None and injury.how is not How.COUNT:
                return Trial(injury, None, points=points, ends=ends)
            wrong = judged(injury, watcher.hit, ends)
            wrong += _afterwards(bench, deed, home, serving, story, watcher)
        return Trial(injury, watcher.hit, tuple(wrong), points, ends)
    except Hung:
        return Trial(injury, Point("hung", ""), (Broken("hung", "", str(injury)),))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _afterwards(
    bench: Bench, deed: Deed, home: Path, serving: Serving, story: Story, watcher: Supervisor
) -> Iterator[Broken]:
    """The next life, and the invariants over both disks."""
    after = Story()
    child = fork(next_life(deed, home, serving.account, story.kept))
    try:
        follow(child, after, watcher, lambda: bool(after.ends))
    finally:
        child.end()
    if after.ends != ["ok"]:
        yield Broken("reopen", "", str(after.ends))
    yield from (Broken("deed", "", wrong) for wrong in after.kept)
    found: Iterable[Broken] = ()
    for promises in story.versions(bench.promises[deed.home]):
        with watcher.attended():
            found = broken(home, serving.data, promises, settled=deed.settles)
        if not found:
            return
    yield from found
