"""A fault that repeats does not fill the log."""

from __future__ import annotations

import logging

import pytest

from trayapp import log, log_flood
from trayapp.log_flood import Flood


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def line(text: str, number: int = 1) -> logging.LogRecord:
    """A record of one place in the source."""
    return logging.LogRecord("trayapp.test", logging.INFO, "here.py", number, text, None, None)


def test_the_same_line_is_written_a_few_times_and_then_counted() -> None:
    """Within a minute a line comes five times; the next minute tells how often it was left out."""
    clock = Clock()
    flood = Flood(clock)

    written = [flood.filter(line("again")) for _ in range(6_000)]
    clock.now += log_flood.SECONDS
    later = line("again")

    assert sum(written) == log_flood.SAME_LINE
    assert flood.filter(later)
    assert log.RedactingFormatter("%(message)s").format(later) == "again (5995 more like this left out)"


def test_one_place_that_says_something_else_each_time_is_bounded() -> None:
    """A fault with a number in its line is the same fault."""
    flood = Flood(Clock())

    assert sum(flood.filter(line(f"operation {number}")) for number in range(5_000)) == log_flood.SAME_PLACE


def test_others_are_heard_meanwhile() -> None:
    """Another line of another place is not left out."""
    flood = Flood(Clock())
    for _ in range(1_000):
        flood.filter(line("again"))

    assert flood.filter(line("something else", 2))


def test_what_is_remembered_is_bounded() -> None:
    """Ever new places cost no memory without end."""
    flood = Flood(Clock())
    for number in range(3_000):
        flood.filter(line("x", number))

    assert len(flood._places) <= 500
    assert len(flood._lines) <= 500


def test_a_clock_that_goes_back_lets_lines_through() -> None:
    """Counting begins anew instead of lasting until the clock has caught up."""
    clock = Clock()
    flood = Flood(clock)
    for _ in range(10):
        flood.filter(line("again"))
    clock.now -= 500

    assert flood.filter(line("again"))


class _Unspeakable:
    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(("text", "args"), [("%d", ("x",)), ("%s %s", ("x",)), ("%s", (_Unspeakable(),))])
def test_a_line_that_cannot_be_put_together_is_no_fault(text: str, args: tuple[object, ...]) -> None:
    """It is told by its place, and nothing of it is written."""
    record = logging.LogRecord("trayapp.test", logging.INFO, "here.py", 7, text, args, None)

    assert Flood(Clock()).filter(record)
    assert "trayapp.test:7" in log.RedactingFormatter("%(message)s").format(record)
