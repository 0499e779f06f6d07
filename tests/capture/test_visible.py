"""What counts as the active window, and what lies over it."""

from __future__ import annotations

import random

import pytest

from trayapp.capture.visible import common, of_active_window
from trayapp.core.area import Area
from trayapp.core.ports import WindowPlace

OWN, OTHER = 1, 2
WINDOW = Area(100, 100, 400, 300)


def place(area: Area, pid: int | None = OTHER, *, active: bool = False, popup: bool = False) -> WindowPlace:
    """A window without a name."""
    return WindowPlace("", area, active, pid, popup)


def pixels(areas: object) -> set[tuple[int, int]]:
    """Every pixel that lies in one of the areas."""
    assert isinstance(areas, list | tuple)
    return {(x, y) for area in areas for x in range(area.x, area.right) for y in range(area.y, area.bottom)}


def test_the_active_window_is_seen_whole() -> None:
    """What lies behind it takes nothing away."""
    places = [place(WINDOW, active=True), place(Area(0, 0, 2000, 2000), 3)]

    assert list(of_active_window(places, OWN)) == [WINDOW]


@pytest.mark.parametrize("places", [[], [place(WINDOW)], [place(WINDOW), place(Area(0, 0, 9, 9), OWN)]])
def test_without_an_active_window_nothing_is_seen(places: list[WindowPlace]) -> None:
    """Where nobody knows which window is active, none is shown."""
    assert of_active_window(places, OWN) == ()


def test_what_lies_over_it_is_not_seen() -> None:
    """A message of another program over the active window stays hidden, to the pixel."""
    message = Area(450, 50, 100, 100)
    places = [place(message, 3, popup=True), place(WINDOW, active=True)]

    assert pixels(of_active_window(places, OWN)) == pixels([WINDOW]) - pixels([message])


def test_its_own_menu_belongs_to_it() -> None:
    """A menu that reaches out of the active window is seen; a nameless program's is not."""
    menu, foreign = Area(450, 350, 200, 200), Area(120, 120, 20, 20)
    places = [
        place(foreign, None, popup=True),
        place(menu, OTHER, popup=True),
        place(WINDOW, active=True),
    ]

    assert pixels(of_active_window(places, OWN)) == pixels([WINDOW, menu]) - pixels([foreign])


def test_a_window_of_the_same_program_is_another_window() -> None:
    """The open mail is shown, not the list of mails that lies over a part of it."""
    front = Area(0, 0, 200, 200)
    places = [place(front), place(WINDOW, active=True)]

    assert pixels(of_active_window(places, OWN)) == pixels([WINDOW]) - pixels([front])


def test_our_own_window_gives_way_to_the_one_behind() -> None:
    """The person was working in the window behind ours; with no other window ours is the one."""
    ours = place(Area(0, 0, 50, 50), OWN, active=True)
    behind = [place(Area(0, 0, 9, 9), 3, popup=True), place(WINDOW), place(Area(0, 0, 999, 999), 4)]

    assert list(of_active_window([ours, *behind], OWN)) == [WINDOW]
    assert list(of_active_window([ours], OWN)) == [ours.area]


def test_cutting_out_many_windows_leaves_exactly_the_rest() -> None:
    """Whatever lies over the window, in whatever order: what is seen is what remains of it."""
    chance = random.Random(9)
    for _ in range(60):
        fronts = [
            place(
                Area(
                    *(chance.randrange(-10, 60) for _ in range(2)), *(chance.randrange(40) for _ in range(2))
                ),
                3,
            )
            for _ in range(chance.randrange(6))
        ]
        window = Area(5, 5, 40, 40)

        seen = of_active_window([*fronts, place(window, active=True)], OWN)

        assert pixels(seen) == pixels([window]) - pixels([front.area for front in fronts])


def test_what_two_looks_have_in_common() -> None:
    """Only what was seen both times counts."""
    assert list(common([WINDOW], [Area(300, 100, 400, 300)])) == [Area(300, 100, 200, 300)]
    assert common([WINDOW], []) == []
