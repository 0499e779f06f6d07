"""From what a program believes of its window to true pixels that can be seen."""

from __future__ import annotations

import pytest

from trayapp.capture.accessibility.narrow import narrow
from trayapp.capture.accessibility.sight import Sight, Told, sight_of
from trayapp.core.area import Area
from trayapp.core.ports import SeenText, WindowPlace
from trayapp.core.sensitive import Kind

OURS = 42


@pytest.mark.parametrize(
    ("told", "place", "part", "true"),
    [
        # Qt and GTK on X11 as measured, scale 1: the frame is left out by one and told by the other
        (Area(100, 80, 700, 600), Area(99, 46, 702, 635), Area(111, 91, 60, 20), Area(111, 91, 60, 20)),
        (Area(300, 200, 602, 435), Area(300, 200, 602, 435), Area(301, 234, 60, 20), Area(301, 234, 60, 20)),
        # ... and scale 2
        (Area(100, 80, 700, 600), Area(199, 126, 1402, 1235), Area(111, 91, 60, 20), Area(222, 182, 120, 40)),
        (Area(39, 0, 601, 380), Area(78, 0, 1202, 759), Area(39, 17, 60, 19), Area(78, 33, 120, 38)),
        # one and a half, on a second monitor
        (Area(1380, 80, 400, 300), Area(1400, 20, 602, 485), Area(1380, 80, 10, 10), Area(1401, 54, 15, 15)),
        # GTK 4 and others that count from their window's corner
        (Area(0, 0, 400, 300), Area(500, 400, 400, 300), Area(10, 20, 30, 40), Area(510, 420, 30, 40)),
    ],
)
def test_a_part_of_a_window_is_told_in_true_pixels(told: Area, place: Area, part: Area, true: Area) -> None:
    """Whatever the program counts in."""
    assert Sight(told, place).true(part) == true


def test_without_a_list_of_windows_the_program_is_believed() -> None:
    """There is nothing to compare with."""
    sight = Sight(Area(0, 0, 100, 100))

    assert sight.true(Area(1, 2, 3, 4)) == Area(1, 2, 3, 4)
    assert sight.seen(Area(1, 2, 3, 4)) == Area(1, 2, 3, 4)


@pytest.mark.parametrize(
    ("covers", "seen"),
    [
        ([], Area(10, 10, 20, 20)),
        ([Area(0, 0, 100, 100)], None),
        ([Area(0, 0, 20, 100)], Area(20, 10, 10, 20)),
        ([Area(0, 0, 100, 15), Area(0, 25, 100, 75)], Area(10, 15, 20, 10)),
        ([Area(15, 15, 5, 5)], Area(10, 10, 20, 20)),
        ([Area(0, 0, 20, 100), Area(20, 0, 80, 100)], None),
    ],
)
def test_what_is_covered_is_not_seen(covers: list[Area], seen: Area | None) -> None:
    """Of what is covered in part, the smallest rectangle that holds what can be seen."""
    found = Sight(Area(0, 0, 100, 100), Area(0, 0, 100, 100), covers).seen(Area(10, 10, 20, 20))

    assert (None if found.empty else found) == seen


def test_the_place_of_a_window_is_found_by_process_and_title() -> None:
    """Two windows of one program are told apart by title, without one by where they are."""
    places = [
        WindowPlace("Letter", Area(0, 0, 50, 50), pid=7),
        WindowPlace("Mail", Area(0, 0, 90, 90), pid=7),
        WindowPlace("Mail", Area(0, 0, 90, 90), pid=8),
    ]

    assert sight_of(Told("Mail", 7, Area(1, 1, 50, 50)), places, OURS) == (
        1,
        Sight(Area(1, 1, 50, 50), Area(0, 0, 90, 90), [Area(0, 0, 50, 50)]),
    )
    assert (sight_of(Told("", 7, Area(1, 1, 80, 80)), places, OURS) or (None,))[0] == 1
    assert (sight_of(Told("Mail", -1, Area(1, 1, 80, 80)), places, OURS) or (None,))[0] == 1


def test_a_window_that_is_on_no_list_is_not_seen() -> None:
    """It is minimised, or on another desktop."""
    assert sight_of(Told("Mail", 9, Area(0, 0, 9, 9)), [WindowPlace("x", Area(0, 0, 9, 9))], OURS) is None


def test_our_own_window_and_popups_cover_nothing() -> None:
    """Ours was not there when the picture was taken; an unseen popup over everything must not end all proposals."""
    places = [
        WindowPlace("Get help", Area(0, 0, 99, 99), pid=OURS),
        WindowPlace("", Area(0, 0, 99, 99), pid=5, popup=True),
        WindowPlace("Mail", Area(0, 0, 90, 90), pid=7),
    ]

    found = sight_of(Told("Mail", 7, Area(0, 0, 90, 90)), places, OURS)

    assert found is not None
    assert found[1].covers == []


def test_one_thing_told_by_two_elements_is_one_place() -> None:
    """The smaller is kept; another kind in the same place stays."""
    row, word = SeenText(Kind.EMAIL, Area(0, 0, 90, 20)), SeenText(Kind.EMAIL, Area(5, 5, 30, 10))
    card = SeenText(Kind.CARD, Area(0, 0, 90, 20))

    assert narrow([row, word, word, card]) == [word, card]
