"""Rules of the schedule that hold whatever happened and whatever chance says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.memory_portal import START
from trayapp.core.errors import Busy, Offline
from trayapp.core.events import Link
from trayapp.core.operation import Problem
from trayapp.core.ports import Heard
from trayapp.core.retry import LONGEST_RETRY_AFTER, LONGEST_WAIT, SHORTEST_DELAY, around, backoff, later
from trayapp.sync.engine import Report
from trayapp.sync.line import Line
from trayapp.sync.timing import TIMES, Pace, pause

CHANCE = st.floats(0, 1, exclude_max=True)
PACES = st.builds(
    Pace,
    st.floats(5, 86_400),
    st.booleans(),
    st.none() | st.floats(0, TIMES.patient),
    st.booleans(),
)
few = settings(max_examples=60, deadline=None)


@few
@given(PACES, CHANCE, st.floats(0, LONGEST_RETRY_AFTER))
def test_retry_after_is_never_undercut(pace: Pace, chance: float, asked: float) -> None:
    """Neither the worker nor an operation comes before the moment that the portal named, nor absurdly late."""
    slept = pause(Report(problem=Problem("busy"), retry_after=asked), 1, None, START, pace, chance)

    assert asked <= slept <= max(LONGEST_WAIT, SHORTEST_DELAY)
    assert asked <= later(asked, chance) <= LONGEST_WAIT


@few
@given(PACES, CHANCE, st.integers(1, 10_000))
def test_a_portal_that_is_gone_is_not_spun_at_nor_forgotten(pace: Pace, chance: float, failures: int) -> None:
    """Between a second and the longest pause that the crowd asks for."""
    down = Report(link=Link.OFFLINE, problem=Problem("offline"))
    slept = pause(down, failures, None, START, pace, chance)

    assert SHORTEST_DELAY <= slept <= max(TIMES.eager, 2 * TIMES.patient)


@few
@given(PACES, CHANCE)
def test_a_portal_that_is_well_is_looked_at_around_its_interval(pace: Pace, chance: float) -> None:
    """Never more than half the interval early or late, and rarer, never more often, where news are announced."""
    slept = pause(Report(link=Link.ONLINE), 0, None, START, pace, chance)

    assert pace.apart / 2 <= slept <= pace.apart * 1.5
    assert pace.apart >= pace.poll


def test_chance_spreads_evenly() -> None:
    """Of a hundred with a hundred chances, a tenth falls into each tenth of the time: nobody comes with the others."""
    chances = [(number + 0.5) / 100 for number in range(100)]
    for spread in (
        [backoff(50, chance, 1000.0) / 1000.0 for chance in chances],
        [around(100.0, chance) / 100.0 - 0.5 for chance in chances],
        [later(300.0, chance, 1000.0) / 1000.0 - 0.3 for chance in chances],
    ):
        assert [sum(part <= 10 * each < part + 1 for each in spread) for part in range(10)] == [10] * 10


@few
@given(CHANCE, st.floats(0, 10_000), st.floats(120, 90_000))
def test_a_stream_that_breaks_is_back_within_the_crowd_s_time(
    chance: float, crowd: float, stood: float
) -> None:
    """At a moment of chance within the time that the portal named, and never at once."""
    line = Line(lambda: chance)
    line.heard(Heard(changed=False, crowd=crowd))

    seconds = line.ended(Offline(reason="disconnected"), stood)

    assert seconds == SHORTEST_DELAY + max(10.0, min(crowd, TIMES.patient)) * chance
    assert line.announced


@few
@given(CHANCE, st.floats(0, LONGEST_RETRY_AFTER))
def test_a_stream_that_is_refused_waits_as_it_is_told(chance: float, asked: float) -> None:
    """Retry-After holds for the stream, too; meanwhile the worker does not count on it."""
    line = Line(lambda: chance)

    assert line.ended(Busy(retry_after=asked), 0.1) >= asked
    assert not line.announced


def test_a_stream_that_never_lasts_is_tried_less_and_less() -> None:
    """A box that cuts every line after a minute makes no storm, and the worker looks for itself again."""
    line = Line(lambda: 1.0)
    pauses = []
    for _ in range(4):
        line.heard(Heard())
        pauses.append(line.ended(Offline(reason="disconnected"), 60.0))

    assert pauses == [11.0, 30.0, 90.0, 270.0]
    assert not line.announced


@few
@given(CHANCE, st.floats(80, 1800))
def test_a_line_of_a_crowd_is_spread_from_the_first_failure_on(chance: float, crowd: float) -> None:
    """Neither the line nor the look after it comes quickly when thousands lost it; a few have a quick second try."""
    line, few = Line(lambda: chance), Line(lambda: chance)
    line.heard(Heard(changed=False, crowd=crowd))
    few.heard(Heard(changed=False, crowd=2.0))
    gone = Offline(reason="refused")
    for each in (line, few):
        each.ended(gone, 600.0)

    assert line.ended(gone, 0.0) == max(SHORTEST_DELAY, crowd * chance)
    assert line.doubt() == crowd * chance
    assert few.ended(gone, 0.0) == max(SHORTEST_DELAY, 10.0 * chance)
    assert few.doubt() <= 2.0


def test_news_for_many_are_looked_for_one_by_one() -> None:
    """What concerns thousands is looked for at a moment of chance; what concerns few, at once."""
    line = Line(lambda: 0.5)

    assert line.heard(Heard(within=200.0)) == 100.0
    assert line.heard(Heard()) == 0.0
    assert line.heard(Heard(changed=False)) is None
