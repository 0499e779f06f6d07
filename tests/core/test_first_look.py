"""What is made once for each class."""

from __future__ import annotations

import subprocess
import sys

from trayapp.core.first_look import FirstLook

RUNS = 4
"""With `msgspec.json.decode(..., type=...)` nine runs of ten end by a segmentation fault."""


def test_threads_that_meet_the_same_classes_at_once_go_on() -> None:
    """Store, portals and embedded portal decode for the first time in six threads, and the process lives."""
    command = [sys.executable, "-m", "tests.core.first_look_race"]
    assert [subprocess.run(command, check=False).returncode for _ in range(RUNS)] == [0] * RUNS


def test_a_value_is_made_once() -> None:
    """It is the same one every time it is asked for, and another class has another."""
    made: list[type] = []

    def make(kind: type) -> object:
        made.append(kind)
        return object()

    look = FirstLook(make)

    assert look(int) is look(int)
    assert look(int) is not look(str)
    assert made == [int, str]
