"""A stream of events may go on for ever; it may not pour."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat

import pytest

from trayapp.core.errors import ServerFault
from trayapp.portals.event_meter import EVENT_LIMIT, MINUTE, MOST_BYTES, MOST_EVENTS, Meter


class Hands:
    """A clock that moves on by so much at every look."""

    def __init__(self, step: float = 0.0) -> None:
        self.now = 0.0
        self.step = step

    def __call__(self) -> float:
        """The time."""
        self.now += self.step
        return self.now


def passed(chunks: Iterable[bytes], step: float = 0.0) -> int:
    """Bytes that were passed on before it was too much."""
    taken: list[int] = []
    with pytest.raises(ServerFault):
        taken.extend(map(len, Meter(chunks, Hands(step))))
    return sum(taken)


@pytest.mark.parametrize(
    "chunk",
    [
        pytest.param(b"x" * 65536, id="one line"),
        pytest.param(b":" * 65536, id="one line that is a heartbeat"),
        pytest.param(b":x" * 32768, id="a heartbeat without an end"),
        pytest.param(b"data: x\n" * 8192, id="one event of many lines"),
    ],
)
def test_nothing_grows_without_an_end(chunk: bytes) -> None:
    """However slowly it comes, and however it is cut, neither a line nor an event fills the memory."""
    assert passed(repeat(chunk), step=MINUTE) <= 2 * EVENT_LIMIT


def test_a_flood_ends() -> None:
    """Heartbeats make no event, and yet nobody needs megabytes of them."""
    assert passed(repeat((b": " + b"x" * 1000 + b"\n\n") * 50)) <= MOST_BYTES


def test_events_without_number_end() -> None:
    """So many in a minute, and no more; the next minute may bring as many."""
    clock = Hands()
    meter = Meter((), clock)
    for _ in range(2):
        for _ in range(MOST_EVENTS):
            meter.heard()
        clock.now += MINUTE
    for _ in range(MOST_EVENTS):
        meter.heard()
    with pytest.raises(ServerFault):
        meter.heard()


def test_days_of_heartbeats_are_fine() -> None:
    """What comes slowly, comes for ever."""
    chunks = [b": still here\n\n"] * 20_000

    assert sum(1 for _ in Meter(chunks, Hands(15.0))) == len(chunks)
