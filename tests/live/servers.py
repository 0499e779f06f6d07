"""Real helpdesks as fixtures: started when the first test asks for one, stopped at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live.rt_desk import RtDesk
from tests.live.rt_house import GRANTED, STRICT
from tests.live.rt_server import RtServer, missing
from tests.needed import need


@pytest.fixture(scope="session")
def rt_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RtServer]:
    """A Request Tracker 5 on loopback. A test that kills it starts it again."""
    need(missing(), "live")
    with RtServer(tmp_path_factory.mktemp("rt")) as server:
        yield server


@pytest.fixture(scope="session")
def rt_granted(rt_server: RtServer) -> RtDesk:
    """A desk whose people may close, set priorities and custom fields."""
    return RtDesk(rt_server, GRANTED)


@pytest.fixture(scope="session")
def rt_strict(rt_server: RtServer) -> RtDesk:
    """A desk whose people may write and read their own tickets, and nothing else."""
    return RtDesk(rt_server, STRICT)
