"""Frozen monitors: whose picture is whose, and cutting parts out of them pixel by pixel."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from trayapp.core.area import Area
from trayapp.core.ports import RawShot
from trayapp.ui.moment.frozen import cut, panes


def raster(name: str, x: int, y: int, width: int, height: int, red: int) -> RawShot:
    """A monitor on which each pixel says where it is: column, row, and the monitor as red."""
    pixels = bytearray()
    for row in range(height):
        for column in range(width):
            pixels += bytes((column, row, red, 0))
    return RawShot(name, x, y, width, height, pixels)


LEFT = raster("left", -30, 5, 30, 20, 1)
RIGHT = raster("right", 0, 0, 40, 30, 2)


def test_a_part_of_one_monitor_is_cut_to_the_pixel() -> None:
    """At a negative offset, too."""
    image = cut([LEFT, RIGHT], Area(-20, 10, 5, 4))

    assert (image.width(), image.height()) == (5, 4)
    assert image.pixelColor(0, 0).getRgb() == (1, 5, 10, 255)
    assert image.pixelColor(4, 3).getRgb() == (1, 8, 14, 255)


def test_a_part_of_two_monitors_is_put_together() -> None:
    """Side by side as on the desk; what is on no monitor stays empty."""
    image = cut([LEFT, RIGHT], Area(-2, 0, 4, 10))

    assert image.pixelColor(1, 5).getRgb() == (1, 0, 29, 255)
    assert image.pixelColor(2, 5).getRgb() == (2, 5, 0, 255)
    assert image.pixelColor(0, 0).name() == "#16181c"


def test_a_part_beside_every_monitor_is_none() -> None:
    """Nothing is made up."""
    assert cut([LEFT, RIGHT], Area(500, 500, 5, 5)).isNull()


class FakeScreen:
    """A monitor as Qt tells of it."""

    def __init__(self, name: str, x: int, y: int, width: int, height: int, scale: float = 1.0) -> None:
        from PySide6.QtCore import QRect

        self._name, self._place, self._scale = name, QRect(x, y, width, height), scale

    def name(self) -> str:
        return self._name

    def geometry(self) -> object:
        return self._place

    def devicePixelRatio(self) -> float:
        return self._scale


@pytest.mark.parametrize(
    ("screens", "order"),
    [
        ([FakeScreen("right", 0, 0, 40, 30), FakeScreen("left", -30, 5, 30, 20)], "left right"),
        ([FakeScreen("HDMI-1", 0, 0, 20, 15, 2.0), FakeScreen("DP-1", -30, 5, 15, 10, 2.0)], "DP-1 HDMI-1"),
        ([FakeScreen("B", 7, 7, 20, 15, 2.0), FakeScreen("A", 9, 9, 30, 20)], "A B"),
        ([FakeScreen("only", 3, 3, 4, 4)], "only"),
    ],
)
def test_each_picture_belongs_on_its_own_screen(screens: list[FakeScreen], order: str) -> None:
    """By its name, else its place, else its size; the picture of a monitor that is gone belongs on none."""
    found = panes([LEFT, RIGHT], screens)  # type: ignore[arg-type]

    assert " ".join(pane.screen for pane in found) == order


def test_the_maker_before_the_sockets_name_does_not_matter(qtbot: QtBot) -> None:
    """As X11 names monitors: `Dell U2720Q (DP-1)`."""
    shot = raster("Dell U2720Q (DP-1)", 70, 70, 4, 4, 1)
    screens = [FakeScreen("DP-2", 70, 70, 4, 4), FakeScreen("DP-1", 0, 0, 9, 9)]

    (pane,) = panes([shot], screens)  # type: ignore[arg-type]

    assert pane.screen == "DP-1"
    assert QGuiApplication.instance() is not None
