"""A real helpdesk and the tray program on the screen at hand, walking by itself.

python -m tests.live.tour rt --folder DIR --pictures DIR
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from tests.live import redmine_house as projects
from tests.live import rt_house as queues
from tests.live.first_day import FirstDay
from tests.live.house import LiveHouse, redmine_house, rt_house
from tests.live.redmine_desk import RedmineDesk
from tests.live.redmine_server import RedmineServer
from tests.live.rt_desk import RtDesk
from tests.live.rt_server import RtServer
from trayapp.demo.children import end_in_order
from trayapp.demo.session import walk_with


class Opening(Protocol):
    """Brings a helpdesk up in a folder, until it is left."""

    def __call__(self, folder: Path) -> AbstractContextManager[LiveHouse]:
        """Enter it to begin."""


@contextmanager
def _rt(folder: Path) -> Iterator[LiveHouse]:
    with RtServer(folder) as server:
        yield rt_house(RtDesk(server, queues.GRANTED))


@contextmanager
def _redmine(folder: Path) -> Iterator[LiveHouse]:
    with RedmineServer(folder) as server:
        yield redmine_house(RedmineDesk(server, projects.GRANTED))


HOUSES: Mapping[str, Opening] = {"rt": _rt, "redmine": _redmine}
"""By kind."""


def main() -> int:
    """The exit code is that of the tour."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=HOUSES)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    options = parser.parse_args()
    end_in_order()
    with HOUSES[options.kind](options.folder / "helpdesk") as house:
        return walk_with(house, FirstDay, options.pictures, str(options.folder / "home"))


if __name__ == "__main__":
    sys.exit(main())
