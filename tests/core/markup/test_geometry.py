"""Where marks lie, what lies under a pointer, and what a handle does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trayapp.core.area import Area, Point
from trayapp.core.markup import (
    Arrow,
    BlackOut,
    Box,
    Ellipse,
    Freehand,
    Highlight,
    Mark,
    Markup,
    Pixelate,
    Step,
    Stroke,
    Text,
)
from trayapp.core.markup.constrain import diagonal, squared
from trayapp.core.markup.geometry import bounds, covering, inside, moved, moved_within
from trayapp.core.markup.handles import Handle, area_handles, handles, nearest, resized, resized_area
from trayapp.core.markup.hit import topmost, touches

PICTURE = Area(0, 0, 400, 300)
AREA = Area(100, 80, 60, 40)
STROKE = Stroke(width=4)
LINE = (Point(100, 80), Point(130, 100), Point(160, 120))
MARKS: list[Mark] = [
    Arrow(Point(100, 80), Point(160, 120), STROKE),
    Box(AREA, STROKE),
    Ellipse(AREA, STROKE),
    Freehand(LINE, STROKE),
    Highlight(LINE, Stroke(width=20)),
    Text(Point(100, 80), "words", 30),
    Step(Point(130, 100), 1, 40),
    BlackOut(AREA),
    Pixelate(AREA),
]
each_mark = pytest.mark.parametrize("mark", MARKS, ids=[type(mark).__name__ for mark in MARKS])
numbers = st.integers(-500, 900)


@each_mark
def test_a_moved_mark_lies_elsewhere_and_is_otherwise_the_same(mark: Mark) -> None:
    """Its bounds move along, and the way back leads to the same mark."""
    there = moved(mark, 30, -20)

    assert bounds(there) == bounds(mark).moved(30, -20)
    assert moved(there, -30, 20) == mark


@each_mark
@given(dx=numbers, dy=numbers)
def test_no_mark_is_moved_out_of_sight(mark: Mark, dx: int, dy: int) -> None:
    """Its middle stays in the picture, however far it is dragged."""
    where = bounds(moved_within(mark, dx, dy, PICTURE))

    assert -1 <= where.x + where.width / 2 <= PICTURE.right + 1
    assert -1 <= where.y + where.height / 2 <= PICTURE.bottom + 1


@pytest.mark.parametrize(
    ("mark", "on", "off"),
    [
        (MARKS[0], Point(130, 100), Point(130, 112)),
        (MARKS[1], Point(100, 95), Point(130, 100)),
        (MARKS[2], Point(130, 80), Point(130, 100)),
        (MARKS[3], Point(130, 100), Point(130, 112)),
        (MARKS[4], Point(130, 106), Point(130, 122)),
        (MARKS[5], Point(120, 95), Point(120, 130)),
        (MARKS[6], Point(140, 105), Point(160, 100)),
        (MARKS[7], Point(130, 100), Point(99 - 3, 100)),
        (MARKS[8], Point(130, 100), Point(130, 130)),
    ],
    ids=[type(mark).__name__ for mark in MARKS],
)
def test_a_pointer_touches_what_is_painted(mark: Mark, on: Point, off: Point) -> None:
    """The line of a frame, not its inside; all of what is filled."""
    assert touches(mark, on, 2)
    assert not touches(mark, off, 2)


def test_the_mark_on_top_is_touched_first() -> None:
    """Later marks lie above earlier ones."""
    both = Markup((BlackOut(AREA), Pixelate(AREA)))

    assert topmost(both, Point(110, 90), 2) == 1
    assert topmost(both, Point(10, 10), 2) is None


@each_mark
def test_every_handle_lies_on_the_mark_and_dragging_it_nowhere_changes_nothing(mark: Mark) -> None:
    """A handle that is only clicked leaves the mark as it is."""
    for handle, place in handles(mark).items():
        same = resized(mark, handle, place)

        assert nearest(handles(mark), place, 1) is handle
        assert bounds(same) == bounds(mark)


@each_mark
def test_the_last_handle_makes_a_mark_larger(mark: Mark) -> None:
    """Dragged away from the mark, it grows."""
    handle = Handle.TIP if isinstance(mark, Arrow) else Handle.SOUTH_EAST
    place = handles(mark)[handle]
    larger = bounds(resized(mark, handle, Point(place.x + 40, place.y + 40)))

    assert larger.width > bounds(mark).width
    assert larger.height > bounds(mark).height


@pytest.mark.parametrize("handle", list(area_handles(AREA)))
@given(x=numbers, y=numbers)
def test_a_rectangle_is_never_lost_at_its_handle(handle: Handle, x: int, y: int) -> None:
    """It may turn over, but a pixel of it is always left, and the other side stays where it was."""
    made = resized_area(AREA, handle, Point(x, y))

    assert not made.empty
    if "n" in handle.value and y < AREA.bottom:
        assert made.bottom == AREA.bottom
    if "w" in handle.value and x < AREA.right:
        assert made.right == AREA.right


@given(st.floats(-50, 450), st.floats(-50, 350), st.floats(-50, 450), st.floats(-50, 350))
def test_what_is_hidden_is_rounded_outward(x: float, y: float, other_x: float, other_y: float) -> None:
    """A pixel that is touched in part is hidden whole."""
    area = covering(Point(x, y), Point(other_x, other_y))

    assert area.x <= min(x, other_x)
    assert area.y <= min(y, other_y)
    assert area.right >= max(x, other_x)
    assert area.bottom >= max(y, other_y)


@given(st.floats(-500, 500), st.floats(-500, 500))
def test_regular_shapes_are_regular(dx: float, dy: float) -> None:
    """Squares have equal sides; lines keep their length and lie at a multiple of 45 degrees."""
    from math import atan2, degrees, hypot

    corner = squared(Point(0, 0), Point(dx, dy))
    end = diagonal(Point(0, 0), Point(dx, dy))

    assert abs(corner.x) == abs(corner.y) == max(abs(dx), abs(dy))
    assert hypot(end.x, end.y) == pytest.approx(hypot(dx, dy))
    if hypot(dx, dy) > 1:
        assert degrees(atan2(end.y, end.x)) % 45 == pytest.approx(0, abs=0.01) or degrees(
            atan2(end.y, end.x)
        ) % 45 == pytest.approx(45, abs=0.01)


def test_a_point_outside_is_brought_to_the_edge() -> None:
    """A drag that leaves the picture ends at its edge."""
    assert inside(Point(-5, 1000), PICTURE) == Point(0, 300)
    assert inside(Point(7, 8), PICTURE) == Point(7, 8)


def test_a_text_and_a_step_keep_a_size_one_can_read() -> None:
    """Dragged together, letters and discs stay larger than a speck."""
    text, step = Text(Point(10, 10), "a", 30), Step(Point(50, 50), 1, 40)
    small = resized(text, Handle.SOUTH_EAST, Point(10, 10))

    assert isinstance(small, Text)
    assert small.size == 8
    assert resized(step, Handle.SOUTH_EAST, step.at) == replace(step, size=12.0)
