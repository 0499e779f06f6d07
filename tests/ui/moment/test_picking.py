"""Choosing a region or a window, by pointer and by keys, as a value."""

from __future__ import annotations

import pytest

from trayapp.core.area import Area, Point
from trayapp.ui.moment.picking import Picked, Picking, bounds

LEFT, RIGHT = Area(-400, 0, 400, 300), Area(0, 50, 800, 600)
FRONT, BEHIND = Area(100, 100, 200, 100), Area(50, 80, 400, 300)


@pytest.fixture
def picking() -> Picking:
    """Two monitors, the left one at a negative offset, and two windows that overlap."""
    return Picking([LEFT, RIGHT], [FRONT, BEHIND], Point(60, 90))


def test_a_drag_takes_the_region_with_both_its_ends(picking: Picking) -> None:
    """Down to the last pixel, whichever corner it began in."""
    picking.press(Point(20.9, 60.2))
    picking.move(Point(10, 70))

    assert picking.region == Area(10, 60, 11, 11)
    assert picking.release(Point(10, 70)) == Picked(Area(10, 60, 11, 11), window=False)


def test_a_drag_may_reach_over_two_monitors(picking: Picking) -> None:
    """From the left one, at its negative place, into the right one."""
    picking.press(Point(-100, 100))

    assert picking.release(Point(99, 149)) == Picked(Area(-100, 100, 200, 50), window=False)


def test_nothing_beyond_the_screens_is_taken(picking: Picking) -> None:
    """A pointer that goes on past the edge ends at the edge."""
    picking.press(Point(700, 600))
    picked = picking.release(Point(5000, 5000))

    assert picked == Picked(Area(700, 600, 100, 50), window=False)


@pytest.mark.parametrize(
    ("at", "window"), [(Point(150, 150), FRONT), (Point(60, 90), BEHIND), (Point(-200, 20), None)]
)
def test_the_window_under_the_pointer_is_shown_and_a_click_takes_it(
    picking: Picking, at: Point, window: Area | None
) -> None:
    """Of several the one in front; where there is none a click does nothing."""
    picking.move(at)
    assert picking.shown == window

    picking.press(at)
    taken = picking.release(Point(at.x + 2, at.y))

    assert taken == (Picked(window, window=True) if window else None)
    assert picking.region is None


def test_a_window_beyond_the_edge_is_cut_at_the_edge() -> None:
    """Only what is on a screen can be pictured; one that is on none is no choice."""
    picking = Picking([RIGHT], [Area(-900, 0, 10, 10), Area(700, 600, 500, 500)], Point(750, 620))

    assert picking.window == Area(700, 600, 100, 50)
    picking.next_window()
    picking.next_window()
    assert picking.window == Area(700, 600, 100, 50)


def test_keys_alone_take_a_region(picking: Picking) -> None:
    """Enter begins it, the arrows move the other corner, Enter ends it."""
    picking.move(Point(10, 60))
    assert picking.enter() is None
    picking.step(9, 0)
    picking.step(0, 19)

    assert picking.enter() == Picked(Area(10, 60, 10, 20), window=False)


def test_keys_alone_take_a_window(picking: Picking) -> None:
    """Tab goes from the one in front to the next and round, Shift+Tab the other way."""
    picking.next_window()
    assert picking.shown == FRONT
    picking.next_window()
    assert picking.shown == BEHIND
    picking.next_window()
    picking.next_window(-1)

    assert picking.enter() == Picked(BEHIND, window=True)


def test_the_pointer_counts_more_than_tab(picking: Picking) -> None:
    """Whoever moves it looks there."""
    picking.next_window()
    picking.move(Point(-10, 10))

    assert picking.shown is None


def test_without_windows_only_regions_are_chosen() -> None:
    """As on Wayland, which tells no program of others' windows."""
    picking = Picking([RIGHT], [], Point(10, 60))
    picking.next_window()

    assert not picking.has_windows
    assert picking.enter() is None
    assert picking.enter() is None  # begun and ended on the same pixel: nothing


def test_what_was_begun_can_be_dropped(picking: Picking) -> None:
    """The other mouse button does; a second time there is nothing to drop."""
    picking.press(Point(10, 60))

    assert picking.drop()
    assert picking.region is None
    assert not picking.drop()


def test_bounds_hold_every_monitor() -> None:
    """Also those left of the first one."""
    assert bounds([LEFT, RIGHT]) == Area(-400, 0, 1200, 650)
