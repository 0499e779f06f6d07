"""A picture of everything is cut where the monitors meet."""

from __future__ import annotations

from itertools import pairwise

from trayapp.capture.screens import Screen
from trayapp.capture.wayland.split import Piece, split


def whole(width: int, height: int) -> Piece:
    """All of the picture."""
    return Piece("screen", 0, 0, width, height, 1.0, (0, 0), (width, height))


def test_no_monitors_known_keeps_the_whole() -> None:
    """Without Qt the picture stays in one piece."""
    assert split(100, 50, []) == [whole(100, 50)]


def test_monitors_left_of_and_above_the_first_are_found() -> None:
    """Negative places count from the picture's corner."""
    screens = [Screen("A", 0, 0, 1920, 1080), Screen("B", -1280, -200, 1280, 1280)]

    pieces = split(3200, 1280, screens)

    assert pieces == [
        Piece("A", 1280, 200, 1920, 1080, 1.0, (0, 0), (1920, 1080)),
        Piece("B", 0, 0, 1280, 1280, 1.0, (-1280, -200), (1280, 1280)),
    ]


def test_a_scaled_desktop_is_cut_in_true_pixels() -> None:
    """Places in device-independent pixels are multiplied by the picture's scale."""
    pieces = split(3840, 1080, [Screen("A", 0, 0, 960, 540, 2.0), Screen("B", 960, 0, 960, 540, 2.0)])

    assert [(piece.left, piece.width, piece.scale) for piece in pieces] == [(0, 1920, 2.0), (1920, 1920, 2.0)]


def test_odd_scales_leave_no_gap() -> None:
    """Rounded edges of neighbours are the same edge, and the last one is the picture's."""
    screens = [Screen(str(n), n * 1365, 0, 1365, 768) for n in range(3)]

    pieces = split(5119, 960, screens)

    assert all(left.left + left.width == right.left for left, right in pairwise(pieces))
    assert pieces[-1].left + pieces[-1].width == 5119


def test_mirrors_come_once() -> None:
    """Two monitors that show the same place are one picture."""
    assert [p.name for p in split(800, 600, [Screen("A", 0, 0, 800, 600), Screen("B", 0, 0, 800, 600)])] == [
        "A"
    ]


def test_a_picture_of_another_shape_is_kept_whole() -> None:
    """When the picture cannot be of these monitors (one portal gives only one of them), nothing is cut off."""
    pieces = split(1920, 1080, [Screen("A", 0, 0, 1920, 1080), Screen("B", 1920, 0, 1920, 1080)])

    assert pieces == [whole(1920, 1080)]


def test_a_coarser_monitor_has_fewer_true_pixels_than_its_piece() -> None:
    """In a picture at 200 %, a monitor at 100 % takes twice its pixels; it lies where the picture counts it."""
    fine, coarse = split(4800, 1600, [Screen("A", 0, 0, 1600, 800, 2.0), Screen("B", 1600, 0, 800, 600)])

    assert (fine.width, fine.height, fine.size) == (3200, 1600, (3200, 1600))
    assert (coarse.left, coarse.width, coarse.height, coarse.size) == (3200, 1600, 1200, (800, 600))
    assert coarse.place == (3200, 0)


def test_a_scale_that_was_rounded_up_is_not_believed() -> None:
    """Qt calls a monitor at 150 % one of 200 %: more pixels than the picture has of it are not made up."""
    (piece,) = split(1200, 900, [Screen("A", 0, 0, 800, 600, 2.0)])

    assert piece.size == (1200, 900)


def test_an_edge_shifted_by_a_pixel_is_left_alone() -> None:
    """Stretching a picture by one pixel would blur all of it."""
    first, second = split(
        2731, 768, [Screen("A", 0, 0, 910, 512, 1366 / 910), Screen("B", 910, 0, 910, 512, 1366 / 910)]
    )

    assert (first.size, second.size) == ((first.width, 768), (second.width, 768))
