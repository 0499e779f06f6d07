"""A deed with the employee's program watched, and a portal that is well."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.points.bench import Bench, Serving
from tests.faults.points.children import Child, follow, fork
from tests.faults.points.deeds import Deed
from tests.faults.points.injury import Injury
from tests.faults.points.lives import act
from tests.faults.points.reports import Story
from tests.faults.points.supervisor import Supervisor


@contextmanager
def disturb_app(
    bench: Bench, injury: Injury, deed: Deed, home: Path
) -> Iterator[tuple[Story, Supervisor, Serving]]:
    """Do the deed; the portal is up in the block, the program has ended. Raises `Hung`."""
    serving, story = bench.portal(), Story()
    child = fork(act(deed, home, serving.account, watched=True))
    try:
        watcher = Supervisor(child.pid, child.listener(), injury, [str(home)])
        try:
            _until_over(child, story, watcher)
        finally:
            child.end()
            watcher.over = True
            watcher.close()
        yield story, watcher, serving
    finally:
        bench.end_portal()


def _until_over(child: Child, story: Story, watcher: Supervisor) -> None:
    """Until the deed ended well, or a second time: after the first the disk is well again."""
    follow(child, story, watcher, lambda: bool(story.ends))
    if story.ends and story.ends[0] != "ok":
        watcher.free()
        os.write(child.to, b"x")
        follow(child, story, watcher, lambda: len(story.ends) > 1)
