"""What a Mac's window server tells becomes places of windows. Its answers are made up here, after its documentation."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from trayapp.capture.layout import Layout
from trayapp.capture.screens import Screen
from trayapp.capture.window_list.macos import MacWindows, places_of
from trayapp.core.area import Area

RETINA = Layout([Screen("built in", 0, 0, 1440, 900, 2.0)])


def window(pid: int, layer: int = 0, **told: object) -> dict[str, Any]:
    """A window of 300 × 200 at (10, 20), in the window server's words."""
    bounds = {"X": 10.0, "Y": 20.0, "Width": 300.0, "Height": 200.0}
    return {"kCGWindowBounds": bounds, "kCGWindowLayer": layer, "kCGWindowOwnerPID": pid, **told}


def test_places_are_in_true_pixels_and_in_order() -> None:
    """The one in front first; on a Retina monitor each point has four pixels."""
    told = [window(7, kCGWindowName="Letters"), window(8, kCGWindowOwnerName="Mail")]

    first, second = places_of(told, RETINA, front=8)

    assert (first.title, first.area, first.pid, first.active) == ("Letters", Area(20, 40, 600, 400), 7, False)
    assert (second.title, second.active) == ("Mail", True)


def test_one_window_of_the_frontmost_program_is_active() -> None:
    """Its foremost ordinary one: neither its menu nor the windows behind."""
    told = [window(7, layer=101), window(7), window(7)]

    places = places_of(told, RETINA, front=7)

    assert [(place.popup, place.active) for place in places] == [(True, False), (False, True), (False, False)]


@pytest.mark.parametrize(
    "told",
    [
        {"kCGWindowAlpha": 0.0},
        {"kCGWindowBounds": {"X": 0.0, "Y": 0.0, "Width": 0.0, "Height": 10.0}},
    ],
)
def test_what_nobody_sees_is_left_out(told: dict[str, object]) -> None:
    """Windows without opacity or extent show nothing."""
    assert places_of([window(7) | told], RETINA, front=7) == []


@pytest.mark.skipif(sys.platform == "darwin", reason="the library is there")
def test_without_its_library_no_window_is_known() -> None:
    """The list is empty, and nothing is raised."""
    assert MacWindows(tuple).places() == ()
