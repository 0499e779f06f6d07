"""Rectangles."""

from __future__ import annotations

from trayapp.core.area import Area

WHOLE = Area(0, 0, 10, 8)


def test_a_hole_leaves_what_lies_around_it() -> None:
    """In parts that do not overlap and are not empty."""
    parts = WHOLE.without(Area(2, 3, 4, 2))

    assert sum(part.width * part.height for part in parts) == 10 * 8 - 4 * 2
    assert all(one is other or one.common(other).empty for one in parts for other in parts)
    assert WHOLE.without(Area(0, 0, 10, 3)) == (Area(0, 3, 10, 5),)


def test_a_hole_elsewhere_leaves_all_and_a_large_one_nothing() -> None:
    """Whether it touches the edge or lies around everything."""
    assert WHOLE.without(Area(10, 0, 5, 5)) == (WHOLE,)
    assert WHOLE.without(Area(-1, -1, 99, 99)) == ()
