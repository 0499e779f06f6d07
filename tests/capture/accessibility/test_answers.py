"""Whatever a program answers, nothing breaks on it."""

from __future__ import annotations

import pytest

from trayapp.capture.accessibility import answers
from trayapp.capture.accessibility.bus import Node
from trayapp.core.area import Area

NONSENSE = [
    None,
    [],
    (),
    "",
    7,
    -1,
    [1, 2],
    ("s",),
    ("x", "y", "z"),
    [None],
    [("a", 1)],
    {"a": 1},
    [[0], "x"],
]


@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_is_nothing(answer: object) -> None:
    """A program that is confused tells of no thing and no place."""
    assert answers.nodes(answer) == ()
    assert answers.node(answer) is None
    assert answers.area(answer) is None
    assert isinstance(answers.words(answer), str)
    assert isinstance(answers.number(answer), int)
    assert answers.bit(answer, 25) in {True, False}


def test_what_is_scrolled_away_has_no_place() -> None:
    """GTK tells the smallest number there is, Qt a rectangle without size."""
    assert answers.area((-2147483648, -2147483648, 95, 17)) is None
    assert answers.area((0, 0, 0, 0)) is None
    assert answers.area((-5, 3, 95, 17)) == Area(-5, 3, 95, 17)


def test_things_are_pairs_of_program_and_path() -> None:
    """The path that ends in null stands for none."""
    told = [(":1.2", "/org/a11y/atspi/accessible/1"), (":1.2", "/org/a11y/atspi/null"), ("", "/x")]

    assert answers.nodes(told) == (Node(":1.2", "/org/a11y/atspi/accessible/1"),)
    assert answers.node(("(so)", told[0])) == Node(":1.2", "/org/a11y/atspi/accessible/1")


def test_a_state_is_a_bit_of_two_words() -> None:
    """The second word holds those from 32 on."""
    assert answers.bit([1 << 25, 0], 25)
    assert not answers.bit([0, 1 << 25], 25)
    assert answers.bit([0, 2], 33)
