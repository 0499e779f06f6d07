"""Reading what stands in elements, of programs that tell too much."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

from trayapp.capture.accessibility import answers
from trayapp.capture.accessibility.bus import Node, Question
from trayapp.capture.accessibility.elements import Elements
from trayapp.capture.accessibility.reading import read
from trayapp.core.sensitive import Found, Kind


class Babbler:
    """A program whose every element is called the same, and that has no texts."""

    def ask(self, questions: Iterable[Question], _until: float) -> Sequence[Any]:
        return [("s", "ada@example.com") if "Name" in each.body else None for each in questions]


def found(until: float) -> int:
    """How many of a hundred elements were looked at."""
    looked: list[str] = []

    def find(text: str) -> Sequence[Found]:
        looked.append(text)
        return (Found(0, len(text), Kind.EMAIL),)

    nodes = [Node(":1.7", f"/{number}") for number in range(100)]
    hits = read(Babbler(), Elements(names=nodes), find, until, utf16=False)  # type: ignore[arg-type]
    assert len(hits) == len(looked)
    return len(looked)


def test_nothing_is_looked_for_once_the_time_is_over() -> None:
    """Thousands of long texts would keep the processor from the window; what was found in time counts."""
    assert found(time.monotonic() + 60) == 100
    assert found(time.monotonic() - 1) == 0


def test_of_a_text_no_more_counts_than_is_ever_asked_for() -> None:
    """A name of millions of letters is none that anybody reads."""
    assert len(answers.words(("s", "x" * 1_000_000))) == 40_000
