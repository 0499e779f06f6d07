"""Which part of the picture is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF

from trayapp.core.area import Area, Point
from trayapp.ui.annotate.view import View

sides = st.integers(1, 9000)
rooms = st.integers(160, 4000)
ratios = st.sampled_from([1.0, 1.25, 1.5, 2.0])


@given(sides, sides, rooms, rooms, ratios)
def test_a_fitted_picture_is_seen_whole_and_in_the_middle(
    wide: int, high: int, across: int, down: int, ratio: float
) -> None:
    """At any size of picture and window, no larger than it is."""
    view = View(wide, high)
    view.resize(QSizeF(across, down), ratio)
    seen = view.rectangle(Area(0, 0, wide, high))

    assert view.share <= 1
    if view.share > 0.05:
        assert seen.left() >= 0
        assert seen.top() >= 0
        assert seen.right() <= across
        assert seen.bottom() <= down
        assert seen.center().x() == pytest.approx(across / 2, abs=1)
        assert seen.center().y() == pytest.approx(down / 2, abs=1)


@given(st.floats(0, 1000), st.floats(0, 700), st.floats(0.05, 16))
def test_a_place_leads_to_its_pixel_and_back(x: float, y: float, share: float) -> None:
    """Whatever the zoom."""
    view = View(1000, 700)
    view.resize(QSizeF(800, 600), 1)
    view.zoom_to(share)
    back = view.to_picture(view.to_widget(Point(x, y)))

    assert back.x == pytest.approx(x, abs=0.01)
    assert back.y == pytest.approx(y, abs=0.01)


def test_zooming_keeps_what_the_pointer_is_on() -> None:
    """Where the edges allow it."""
    view = View(4000, 3000)
    view.resize(QSizeF(800, 600), 1)
    view.zoom_to(1)
    place = QPointF(300, 250)
    before = view.to_picture(place)
    view.zoom_in(place)
    after = view.to_picture(place)

    assert after.x == pytest.approx(before.x, abs=1)
    assert after.y == pytest.approx(before.y, abs=1)


def test_the_picture_cannot_be_lost() -> None:
    """Its edge goes no further into the window than a little."""
    view = View(4000, 3000)
    view.resize(QSizeF(800, 600), 1)
    view.zoom_to(1)
    view.pan(99999, -99999)

    assert view.left == 80
    assert view.top == 600 - 3000 - 80


def test_a_larger_window_shows_the_same_middle() -> None:
    """When the picture is not fitted; a fitted one stays fitted."""
    view = View(4000, 3000)
    view.resize(QSizeF(800, 600), 1)
    view.zoom_to(1)
    view.show_at(Point(2000, 1500), QPointF(400, 300))
    view.resize(QSizeF(1200, 900), 1)

    assert view.to_widget(Point(2000, 1500)) == QPointF(600, 450)
