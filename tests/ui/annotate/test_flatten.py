"""Burning mark-up into a picture: what is hidden is gone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.ui.annotate.pictures import (
    HIGH,
    SECRET,
    WHOLE,
    WIDE,
    alike,
    areas,
    hiding,
    markups,
    pixels,
    plain,
    secret_in,
    various,
)
from trayapp.core.area import Area, Point
from trayapp.core.markup import BlackOut, Box, Freehand, Hiding, Mark, Markup, Pixelate, Step, Stroke
from trayapp.ui.annotate.flatten import burned, flatten

often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SECRET_GREEN = SECRET & 0xFFFFFF
BESIDE = Area(WIDE + 5, 3, 10, 10)


@often
@given(hiding, markups)
def test_nothing_of_what_is_hidden_is_in_the_result(qtbot: QtBot, cover: Mark, others: Markup) -> None:
    """Whatever else is put on the picture, before and after, no pixel beneath a hiding mark comes through."""
    assert isinstance(cover, BlackOut | Pixelate)
    base = secret_in(cover.area)
    half = len(others.marks) // 2
    marks = (*others.marks[:half], cover, *others.marks[half:])

    assert SECRET_GREEN not in pixels(flatten(base, Markup(marks, others.crop)))


@often
@given(hiding)
def test_what_is_hidden_makes_no_difference(qtbot: QtBot, cover: Mark) -> None:
    """Under a black-out any picture gives the same bytes; under a veil only its colour at large counts."""
    assert isinstance(cover, BlackOut | Pixelate)
    one, other = flatten(secret_in(cover.area, 0), Markup((cover,))), flatten(plain(), Markup((cover,)))
    left = Markup((BlackOut(cover.area),))

    assert pixels(flatten(one, left)) == pixels(flatten(other, left))
    assert SECRET_GREEN not in pixels(one)
    if isinstance(cover, BlackOut):
        assert set(pixels(one, cover.area)) <= {0}


@often
@given(areas.filter(lambda area: not area.common(WHOLE).empty))
def test_nothing_outside_the_crop_is_kept(qtbot: QtBot, crop: Area) -> None:
    """The result has the size of the crop and the picture's own pixels in it."""
    base, inside = various(), crop.common(WHOLE)
    result = flatten(base, Markup(crop=crop))

    assert (result.width(), result.height()) == (inside.width, inside.height)
    assert pixels(result) == pixels(base, inside)
    assert result.sizeInBytes() == inside.width * inside.height * 4


def test_a_crop_beside_the_picture_leaves_nothing(qtbot: QtBot) -> None:
    """Qt takes an empty rectangle for "all of it"; here it is one black pixel."""
    for kept in (flatten(various(), Markup(crop=BESIDE)), burned(various(), Markup(crop=BESIDE)).image):
        assert pixels(kept) == [0]


@often
@given(markups)
def test_burning_first_and_flattening_the_rest_is_flattening(qtbot: QtBot, markup: Markup) -> None:
    """A draft holds no mark that hides and no crop, and what leaves in the end is the same picture."""
    base = various()
    kept = burned(base, markup)

    assert kept.markup.crop is None
    assert not any(isinstance(mark, Hiding) for mark in kept.markup.marks)
    assert alike(flatten(kept.image, kept.markup), flatten(base, markup))


@often
@given(markups)
def test_the_original_is_never_touched(qtbot: QtBot, markup: Markup) -> None:
    """The pixels of the screen are read, not painted on."""
    base = various()
    before = base.copy()
    flatten(base, markup)
    burned(base, markup)

    assert base == before


def test_a_pixelation_is_the_same_each_time_and_another_for_another_mark(qtbot: QtBot) -> None:
    """What the window showed is what leaves, yet no two marks share their noise."""
    base, mark = various(), Pixelate(Area(8, 8, 60, 50))

    assert flatten(base, Markup((mark,))) == flatten(base.copy(), Markup((replace(mark),)))
    assert flatten(base, Markup((mark,))) != flatten(base, Markup((Pixelate(mark.area),)))


@pytest.mark.parametrize("black_first", [True, False])
def test_what_is_blacked_out_stays_black_under_a_pixelation(qtbot: QtBot, black_first: bool) -> None:
    """A veil is made from the picture, so it must not bring back a hint of what is black."""
    marks = (BlackOut(Area(10, 10, 30, 30)), Pixelate(Area(20, 5, 60, 50)))
    result = flatten(plain(0xFFFF2020), Markup(marks if black_first else marks[::-1]))

    assert {result.pixel(x, y) for x in range(10, 40) for y in range(10, 40)} == {0xFF000000}
    assert result.pixel(60, 30) != 0xFF000000


@pytest.mark.parametrize("mark", [None, Step(Point(40, 40), 1, 20.0)])
def test_colours_under_transparent_pixels_do_not_come_to_light(qtbot: QtBot, mark: Mark | None) -> None:
    """Somebody made them transparent to be rid of them; white comes through."""
    base = QImage(WIDE, HIGH, QImage.Format.Format_ARGB32)
    base.fill(QColor(0, 255, 0, 0))
    result = flatten(base, Markup((mark,) if mark else (), Area(0, 0, 60, 60)))

    assert result.pixelColor(2, 2) == QColor("#ffffff")
    assert SECRET_GREEN not in pixels(result)


def test_a_picture_of_a_finer_screen_keeps_its_pixels(qtbot: QtBot) -> None:
    """Marks are set in true pixels, whatever scale a pasted picture says it has."""
    base = plain()
    base.setDevicePixelRatio(2)
    result = flatten(base, Markup((BlackOut(Area(0, 0, 10, 10)),)))

    assert result.size() == base.size()
    assert result.devicePixelRatio() == 1
    assert result.pixel(9, 9) == 0xFF000000
    assert result.pixel(10, 10) != 0xFF000000


def test_many_threads_may_flatten_at_once(qtbot: QtBot) -> None:
    """Pictures are made on background threads while the window paints the same marks."""
    base = various()
    markup = Markup(
        (
            Freehand((Point(1, 1), Point(50, 40)), Stroke()),
            Pixelate(Area(0, 0, 40, 40)),
            Box(Area(5, 5, 30, 30), Stroke()),
            Step(Point(50, 50), 12, 24.0),
        )
    )
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda _: pixels(flatten(base, markup)), range(24)))

    assert all(result == results[0] for result in results)
