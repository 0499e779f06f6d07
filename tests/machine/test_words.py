"""Quantities are told as people read them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from trayapp.machine.words import free_of, size, span

GB = 1024**3


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 KB"),
        (1024, "1.0 KB"),
        (1536 * 1024, "1.5 MB"),
        (99.9 * 1024**2, "99.9 MB"),
        (99.96 * 1024**2, "100 MB"),
        (15.5 * GB, "15.5 GB"),
        (476.9 * GB, "477 GB"),
        (1000 * GB, "1.0 TB"),
        (1024**6, "1024 PB"),
    ],
)
def test_sizes_have_three_digits_at_most(count: float, words: str) -> None:
    """The unit is the largest in which there is something before the point."""
    assert size(count) == words


def test_room_is_told_with_the_whole() -> None:
    """What is free, and of how much."""
    assert free_of(7.6 * GB, 15.5 * GB) == "7.6 GB of 15.5 GB free"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=0.44), "0.4 s"),
        (timedelta(seconds=59), "59.0 s"),
        (timedelta(minutes=12, seconds=50), "12 min"),
        (timedelta(hours=5), "5 h"),
        (timedelta(hours=5, minutes=7), "5 h 7 min"),
        (timedelta(days=3, hours=4, minutes=59), "3 d 4 h"),
        (timedelta(days=3, minutes=59), "3 d"),
    ],
)
def test_spans_have_two_units_at_most(length: timedelta, words: str) -> None:
    """Days with hours, hours with minutes, and nothing that is zero."""
    assert span(length) == words
