"""What a portal does when there is too much to do."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest

from tests.embedded.conftest import World, problem
from trayapp.embedded import room
from trayapp.embedded.api.overload import Overload
from trayapp.embedded.events import Hub


def test_what_is_too_much_is_turned_away_at_once() -> None:
    """One too many gets 503 with Retry-After while the others are worked on; afterwards there is room again."""
    answers: list[dict[str, Any]] = []

    async def test() -> None:
        goes_on = asyncio.Event()

        async def work(_scope: Any, _receive: Any, _send: Any) -> None:
            await goes_on.wait()

        async def send(message: Any) -> None:
            answers.append(message)

        door = Overload(work, at_once=1)
        scope = {"type": "http", "path": "/api/v1/changes"}
        first = asyncio.ensure_future(door(scope, send, send))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        await door(scope, send, send)  # type: ignore[arg-type]
        goes_on.set()
        await first
        await door(scope, send, send)  # type: ignore[arg-type]

    asyncio.run(test())
    start = answers[0]
    assert start["status"] == 503
    assert (b"retry-after", b"5") in start["headers"]
    assert sum(message["type"] == "http.response.start" for message in answers) == 1


def test_a_full_portal_lets_nobody_else_listen(world: World) -> None:
    """Who finds no room is told when to try again; they pull meanwhile."""
    world.portal.hub.most = 0

    answer = world.client("dana").get("/events")

    problem(answer, 503, "busy")
    assert answer.headers["Retry-After"] == "900"


def test_there_is_room_for_streams() -> None:
    """The system is asked for as many descriptors as it gives, and some are kept for the rest of the portal."""
    assert 1 <= room.streams() <= Hub().most


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits there")
@pytest.mark.parametrize(
    ("limits", "grants", "room_for"),
    [
        ((256, -1), 61_440, 10_240 - 512),
        ((256, 256), 256, 128),
        ((256, -1), 0, 128),
        ((-1, -1), 0, room.MOST),
    ],
)
def test_a_system_that_refuses_so_many_is_asked_for_fewer(
    monkeypatch: pytest.MonkeyPatch, limits: tuple[int, int], grants: int, room_for: int
) -> None:
    """Some tell of no limit and have one; where there are few descriptors, half of them are for streams."""
    import resource

    def take(_which: int, wanted: tuple[int, int]) -> None:
        if wanted[0] > grants:
            raise ValueError("not so many")

    monkeypatch.setattr(resource, "RLIM_INFINITY", -1)
    monkeypatch.setattr(resource, "getrlimit", lambda _which: limits)
    monkeypatch.setattr(resource, "setrlimit", take)

    assert room.streams() == room_for
