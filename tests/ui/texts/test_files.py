"""Sizes in words."""

from __future__ import annotations

import pytest

from trayapp.ui.texts.files import counted, size, size_of


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 KB"),
        (812_345, "812 KB"),
        (999_700, "1.0 MB"),
        (1_100_000, "1.1 MB"),
        (26_214_400, "26 MB"),
        (4_200_000_000, "4.2 GB"),
        (7_000_000_000_000, "7000 GB"),
    ],
)
def test_a_size_is_told_in_its_largest_unit(count: int, words: str) -> None:
    """Decimal units, one place below ten."""
    assert size(count) == words


def test_a_size_that_travelled_as_text_is_told_the_same() -> None:
    """Digits are counted, anything else is left as it is."""
    assert size_of("1500000") == "1.5 MB"
    assert size_of("a lot") == "a lot"


def test_one_is_singular() -> None:
    """One picture, two pictures."""
    assert [counted(n, "picture", "pictures") for n in (1, 2)] == ["1 picture", "2 pictures"]
