"""Pictures of steps, kept small and without our own windows."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from trayapp.core.area import Area, Point
from trayapp.core.ports import RawShot
from trayapp.ui.recorder.shot import NEUTRAL, Packed, choose, packed

LEFT = RawShot("left", -80, 0, 80, 60, b"\x10\x20\x30\xff" * 4800)
RIGHT = RawShot("right", 0, 0, 80, 60, b"\x40\x50\x60\xff" * 4800)


@pytest.mark.parametrize(("place", "name"), [(Point(-1, 5), "left"), (Point(5, 5), "right"), (None, "left")])
def test_only_the_monitor_of_the_click_is_kept(place: Point | None, name: str) -> None:
    """The monitor with the place is chosen; the first where nobody knows the place."""
    assert choose((LEFT, RIGHT), place).name == name


def test_without_a_monitor_there_is_no_picture() -> None:
    """Nothing to choose from is told as that."""
    with pytest.raises(ValueError, match="no picture"):
        choose((), None)


def test_every_pixel_comes_back() -> None:
    """Packing loses nothing."""
    made = packed(LEFT, ())

    assert len(made.packed) < len(LEFT.bgrx)
    assert made.area == LEFT.area
    assert bytes(made.image().constBits()) == bytes(LEFT.bgrx)


def test_our_own_windows_are_not_in_it() -> None:
    """Where a window of ours stood there is one plain surface, and nowhere else."""
    image = packed(LEFT, (Area(-70, 10, 20, 10), Area(5, 5, 9, 9))).image()

    assert image.pixelColor(10, 10) == image.pixelColor(29, 19) == QColor(NEUTRAL)
    assert image.pixelColor(9, 10) == image.pixelColor(30, 19) == QColor("#302010")


def test_a_shot_is_read_when_it_is_asked_for() -> None:
    """The pixels are there once they are loaded, and gone once they are released."""
    source = Packed("Step 1", "step-01", packed(LEFT, ()))

    assert (source.image().isNull(), source.pixels) == (True, 80 * 60)
    source.load()
    assert source.image().width() == 80
    source.release()
    assert source.image().isNull()
    assert (source.original(), source.stored()) == (None, None)
