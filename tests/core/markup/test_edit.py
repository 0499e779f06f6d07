"""Changes of mark-up, and their history."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trayapp.core.area import Area, Point
from trayapp.core.markup import Arrow, BlackOut, Box, Freehand, Mark, Markup, Step, Stroke
from trayapp.core.markup.edit import added, cropped, next_number, removed, replaced, within
from trayapp.core.markup.history import History

PICTURE = Area(0, 0, 400, 300)


def steps(*numbers: int) -> Markup:
    """Steps of these numbers."""
    return Markup(tuple(Step(Point(number, 0), number, 20) for number in numbers))


def numbers_of(markup: Markup) -> list[int]:
    """The numbers of the steps, in the order of the marks."""
    return [mark.number for mark in markup.marks if isinstance(mark, Step)]


@pytest.mark.parametrize(("there", "after"), [((), 1), ((1, 2), 3), ((4,), 5)])
def test_the_next_step_follows_the_highest(there: tuple[int, ...], after: int) -> None:
    """Numbers go on from what is there, also after a draft kept some of them in the pixels."""
    assert next_number(steps(*there)) == after


@pytest.mark.parametrize(
    ("there", "gone", "left"),
    [
        ((1, 2, 3), 1, [1, 2]),
        ((1, 2, 3), 2, [1, 2]),
        ((3, 1, 2), 1, [2, 1]),
        ((1, 2, 2, 3), 1, [1, 2, 3]),
    ],
)
def test_numbers_stay_a_row_when_a_step_is_taken_off(
    there: tuple[int, ...], gone: int, left: list[int]
) -> None:
    """Later steps move up, unless the number is still there."""
    assert numbers_of(removed(steps(*there), gone)) == left


def test_marks_are_added_replaced_and_removed_by_place() -> None:
    """Order is what is painted above what."""
    one, two, three = (BlackOut(Area(at, 0, 5, 5)) for at in (1, 2, 3))
    both = added(added(Markup(), one), two)

    assert both.marks == (one, two)
    assert replaced(both, 0, three).marks == (three, two)
    assert removed(both, 0).marks == (two,)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Area(10, 10, 50, 50), Area(10, 10, 50, 50)),
        (Area(-10, -10, 50, 50), Area(0, 0, 40, 40)),
        (PICTURE, None),
        (Area(900, 0, 10, 10), None),
        (None, None),
    ],
)
def test_a_crop_lies_in_the_picture_and_leaves_something(wanted: Area | None, kept: Area | None) -> None:
    """All of the picture, or nothing of it, is no crop."""
    assert cropped(Markup(), wanted, PICTURE).crop == kept


@pytest.mark.parametrize(
    ("mark", "kept"),
    [
        (BlackOut(Area(-10, 290, 50, 50)), BlackOut(Area(0, 290, 40, 10))),
        (BlackOut(Area(-90, 0, 50, 50)), None),
        (Box(Area(390, 0, 50, 50), Stroke()), Box(Area(390, 0, 10, 50), Stroke())),
        (Freehand((), Stroke()), None),
        (Arrow(Point(-900, 0), Point(-800, 0), Stroke()), None),
    ],
)
def test_marks_are_cut_to_the_picture(mark: Mark, kept: Mark | None) -> None:
    """What lies outside is not kept."""
    assert within(mark, PICTURE) == kept


@given(st.lists(st.integers(), min_size=1, max_size=30, unique=True))
def test_every_change_can_be_taken_back_and_done_again(states: list[int]) -> None:
    """Undo goes back through all of them, redo forward, and both stop at the end."""
    history = History(0)
    done = [0, *(state for state in states if state != 0)]
    for state in done[1:]:
        history.do(state)
    back = [history.now]
    while history.can_undo:
        history.undo()
        back.append(history.now)
    history.undo()

    assert back == done[::-1]
    forward = [history.now]
    while history.can_redo:
        history.redo()
        forward.append(history.now)
    history.redo()

    assert forward == done


def test_a_change_after_undo_forgets_what_was_taken_back() -> None:
    """There is one past, and one future at most."""
    history = History("a")
    history.do("b")
    history.undo()
    history.do("c")

    assert not history.can_redo
    history.undo()
    assert history.now == "a"


def test_small_changes_of_one_run_are_taken_back_together() -> None:
    """Ten presses of an arrow key are one step; another mark's are another."""
    history = History(0)
    for state, run in ((1, "a"), (2, "a"), (3, "b"), (3, "b"), (4, None), (5, None)):
        history.do(state, run)
    seen = []
    while history.can_undo:
        history.undo()
        seen.append(history.now)

    assert seen == [4, 3, 2, 0]
