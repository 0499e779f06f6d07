"""Real helpdesks as fixtures: started when the first test asks for one, stopped at the end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.live import redmine_house
from tests.live.packages import REDMINE, RT
from tests.live.redmine_bench import RedmineBench
from tests.live.redmine_desk import RedmineDesk
from tests.live.redmine_server import RedmineServer
from tests.live.rt_bench import RtBench
from tests.live.rt_desk import RtDesk
from tests.live.rt_house import GRANTED, STRICT
from tests.live.rt_server import RtServer
from tests.needed import need


@pytest.fixture(scope="session")
def rt_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RtServer]:
    """A Request Tracker 5 on loopback. A test that kills it starts it again."""
    need(RT.missing(), "live")
    with RtServer(tmp_path_factory.mktemp("rt")) as server:
        yield server


@pytest.fixture(scope="session")
def turns() -> Iterator[int]:
    """Each test has an employee of its own, as far as there are some."""
    return count()


@pytest.fixture
def rt_granted(rt_server: RtServer, turns: Iterator[int]) -> RtDesk:
    """A desk whose people may close, set priorities and custom fields."""
    return RtDesk(rt_server, GRANTED.turn(next(turns)))


@pytest.fixture
def rt_strict(rt_server: RtServer, turns: Iterator[int]) -> RtDesk:
    """A desk whose people may write and read their own tickets, and nothing else."""
    return RtDesk(rt_server, STRICT.turn(next(turns)))


@pytest.fixture(scope="session")
def redmine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedmineServer]:
    """A Redmine 5 on loopback. A test that kills it starts it again."""
    need(REDMINE.missing(), "live")
    with RedmineServer(tmp_path_factory.mktemp("redmine")) as server:
        yield server


@pytest.fixture
def redmine_granted(redmine: RedmineServer, turns: Iterator[int]) -> RedmineDesk:
    """A project whose people may close their issues and change their priority."""
    return RedmineDesk(redmine, redmine_house.GRANTED.turn(next(turns)))


@pytest.fixture
def redmine_strict(redmine: RedmineServer, turns: Iterator[int]) -> RedmineDesk:
    """A project whose people may write and read their own issues, and nothing else."""
    return RedmineDesk(redmine, redmine_house.STRICT.turn(next(turns)))


@pytest.fixture
def rt_granted_bench(rt_granted: RtDesk) -> Iterator[RtBench]:
    """That desk, with no faults planned."""
    bench = RtBench(rt_granted)
    yield bench
    bench.close()


@pytest.fixture
def rt_strict_bench(rt_strict: RtDesk) -> Iterator[RtBench]:
    """That desk, with no faults planned."""
    bench = RtBench(rt_strict)
    yield bench
    bench.close()


@pytest.fixture
def redmine_granted_bench(redmine_granted: RedmineDesk) -> Iterator[RedmineBench]:
    """That project, with no faults planned."""
    bench = RedmineBench(redmine_granted)
    yield bench
    bench.close()


@pytest.fixture
def redmine_strict_bench(redmine_strict: RedmineDesk) -> Iterator[RedmineBench]:
    """That project, with no faults planned."""
    bench = RedmineBench(redmine_strict)
    yield bench
    bench.close()
