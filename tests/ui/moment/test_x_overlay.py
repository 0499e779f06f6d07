"""The overlay on a real X11 screen with two monitors, driven by a pointer."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.fakes.x_screen import x_screen
from tests.ui.moment.running import Program

__all__ = ["x_screen"]
pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux's")]


@pytest.fixture
def program(x_screen: dict[str, str]) -> Iterator[Program]:
    """On monitors of 400 × 400 and 240 × 400, side by side; its first line tells the sizes of its windows."""
    started = Program(x_screen, "xcb")
    yield started
    started.end()


@pytest.mark.rule("APP-2")
def test_a_drag_over_two_monitors_gives_true_pixels(program: Program) -> None:
    """A window fills each monitor; the region reaches from one into the other."""
    assert sorted(program.said()["windows"]) == [[240, 400], [400, 400]]

    program.run("xdotool", "mousemove", "350", "100", "mousedown", "1")
    program.run("xdotool", "mousemove", "420", "120", "mousemove", "449", "149", "mouseup", "1")

    assert program.said() == {"area": [350, 100, 100, 50], "image": [100, 50]}


def test_escape_leaves_it(program: Program) -> None:
    """The window takes the keyboard by itself."""
    program.said()

    program.run("xdotool", "key", "Escape")

    assert program.said() == {"cancelled": True}
