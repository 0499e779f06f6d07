"""Monitors of different scales have true pixels of their own, and none lies over another."""

from __future__ import annotations

from itertools import combinations

from trayapp.capture.layout import Layout
from trayapp.capture.screens import Screen
from trayapp.core.area import Area

FINE, COARSE = Screen("built in", 0, 0, 1440, 900, 2.0), Screen("beside it", 1440, -180, 1920, 1080)
MIXED = Layout([FINE, COARSE, Screen("above", 0, -1080, 1440, 1080, 1.0)])


def test_one_scale_is_multiplied() -> None:
    """With one scale for all, true pixels are so many times the others."""
    assert Layout([FINE]).in_pixels(10, 20, 300, 200) == Area(20, 40, 600, 400)


def test_each_monitor_counts_in_its_own_pixels() -> None:
    """A window of 300 × 200 has that many true pixels on a monitor of 100 %, counted from the monitor's corner."""
    assert MIXED.in_pixels(1440 + 10, -180 + 20, 300, 200) == Area(2880 + 10, -360 + 20, 300, 200)
    assert MIXED.in_pixels(10, 20, 300, 200) == Area(20, 40, 600, 400)


def test_a_window_on_two_monitors_counts_as_on_the_one_that_holds_most() -> None:
    """Most of it is on the fine one: twice its size."""
    assert MIXED.in_pixels(1340, 100, 150, 100) == Area(2680, 200, 300, 200)


def test_no_monitor_lies_over_another() -> None:
    """Corners are counted in the finest monitor's pixels, so the coarser leave gaps, never overlaps."""
    areas = [
        Area(*MIXED.corner(each.x, each.y), round(each.width * each.scale), round(each.height * each.scale))
        for each in (FINE, COARSE, Screen("above", 0, -1080, 1440, 1080, 1.0))
    ]

    assert all(one.common(other).empty for one, other in combinations(areas, 2))


def test_without_monitors_nothing_is_scaled() -> None:
    """Where Qt does not run, places are what the system says."""
    assert Layout([]).in_pixels(1, 2, 3, 4) == Area(1, 2, 3, 4)
