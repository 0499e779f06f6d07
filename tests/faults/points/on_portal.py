"""A deed with the portal watched, or the portal's own start."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.faults.points.bench import Bench, DidNotStart, Serving
from tests.faults.points.children import follow, fork
from tests.faults.points.deeds import Deed
from tests.faults.points.injury import Injury
from tests.faults.points.lives import act
from tests.faults.points.reports import Story
from tests.faults.points.supervisor import Supervisor


@contextmanager
def disturb_portal(
    bench: Bench, injury: Injury, deed: Deed, home: Path
) -> Iterator[tuple[Story, Supervisor, Serving]]:
    """Do the deed; in the block the portal is up and well again. Raises `Hung`."""
    data = bench.portal_data(deed.portal)
    serving, story = bench.start_portal(data, watched=True), Story()
    watcher = Supervisor(serving.child.pid, serving.child.listener(), injury, [str(data)])
    watcher.armed = not deed.asked
    try:
        _come_up(serving, watcher)
        watcher.armed = watcher.armed or deed.asked
        if deed.asked and serving.up:
            _ask(deed, home, serving, story, watcher)
        watcher.free()
        killed = injury.kills and watcher.hit is not None  # though it may take a moment to die
        if killed or not serving.up or not serving.child.alive:
            serving = _again(bench, serving, injury, story)
        elif not deed.asked:
            story.ends.append("ok")
        yield story, watcher, serving
    finally:
        serving.child.end()
        watcher.close()
        shutil.rmtree(data, ignore_errors=True)


def _come_up(serving: Serving, watcher: Supervisor) -> None:
    with suppress(DidNotStart):
        serving.come_up(watcher)


def _ask(deed: Deed, home: Path, serving: Serving, story: Story, watcher: Supervisor) -> None:
    """The employee does the deed and hears what the portal says."""
    child = fork(act(deed, home, serving.account, watched=False))
    try:
        follow(child, story, watcher, lambda: bool(story.ends))
    finally:
        child.end()


def _again(bench: Bench, serving: Serving, injury: Injury, story: Story) -> Serving:
    """The portal has ended: killed, or because it could not start. An error does not end one that is up."""
    if not injury.kills:
        story.ends.append(f"died {serving.last_words}" if serving.up else f"refused {serving.last_words}")
    serving.child.end()
    fresh = bench.start_portal(serving.data, watched=False)
    fresh.come_up()
    return fresh
