"""How marks look."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.ui.annotate.pictures import pixels, plain
from trayapp.core.area import Area, Point
from trayapp.core.markup import (
    Arrow,
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
from trayapp.core.markup.geometry import bounds
from trayapp.ui import theme
from trayapp.ui.annotate.flatten import flatten
from trayapp.ui.annotate.paint.pens import against
from trayapp.ui.annotate.paint.text import measured
from trayapp.ui.annotate.style import Colour, Style, coloured, widened

STROKE = Stroke()
AREA = Area(20, 14, 50, 36)
LINE = (Point(20, 14), Point(45, 40), Point(70, 50))
MARKS: list[Mark] = [
    Arrow(LINE[0], LINE[2], STROKE),
    Box(AREA, STROKE),
    Ellipse(AREA, STROKE),
    Freehand(LINE, STROKE),
    Freehand(LINE[:1], STROKE),
    Highlight(LINE, Stroke(width=16)),
    Text(Point(20, 14), "ab\nc", 20),
    Step(Point(45, 32), 12, 30),
    Step(Point(45, 32), 1, 30),
    Pixelate(AREA),
]
each_mark = pytest.mark.parametrize("mark", MARKS, ids=lambda mark: type(mark).__name__)


@each_mark
def test_a_mark_is_seen_within_its_bounds_and_nowhere_else(qtbot: QtBot, mark: Mark) -> None:
    """Bounds are what is repainted and taken hold of."""
    base = plain()
    painted, where = flatten(base, Markup((mark,))), bounds(mark, measured)
    ground, wide = pixels(base), base.width()
    changed = [at for at, pixel in enumerate(pixels(painted)) if pixel != ground[at]]

    assert changed
    assert all(where.contains(Point(at % wide, at // wide)) for at in changed)


@pytest.mark.parametrize("colour", list(Colour))
def test_numbers_and_rims_stand_out_from_their_colour(colour: Colour) -> None:
    """At least 3 : 1, as WCAG asks of large letters and of marks."""
    assert theme.contrast(QColor(str(colour)), against(QColor(str(colour)))) >= 3


def test_one_mark_does_not_change_how_others_look(qtbot: QtBot) -> None:
    """A step is the same before an arrow was painted and after."""
    step = Markup((Step(Point(45, 32), 1, 30),))
    before = flatten(plain(), step)
    flatten(plain(), Markup((Arrow(LINE[0], LINE[2], STROKE),)))

    assert flatten(plain(), step) == before


@pytest.mark.parametrize(("ground", "letters"), [(0xFFFFFFFF, 0xFF202020), (0xFF202329, 0xFFE8EAED)])
@pytest.mark.parametrize("colour", [Colour.YELLOW, Colour.GREEN, Colour.ORANGE])
def test_highlighted_words_stay_readable(qtbot: QtBot, ground: int, letters: int, colour: Colour) -> None:
    """On light windows and on dark ones the line is seen, and the words on it are."""
    line = Markup((Highlight((Point(0, 32), Point(96, 32)), Stroke(str(colour), 20)),))
    under = flatten(plain(ground), line).pixelColor(48, 32)
    word = flatten(plain(letters), line).pixelColor(48, 32)

    assert under != QColor(ground)
    assert theme.contrast(under, word) >= 4.5


def test_emoji_are_painted_too(qtbot: QtBot) -> None:
    """They have no outline that could be filled; nothing breaks, wherever the font has them."""
    painted = flatten(plain(), Markup((Text(Point(5, 5), "\N{BUG} ok", 30),)))

    assert pixels(painted) != pixels(plain())


@each_mark
def test_colour_and_width_change_what_has_them(mark: Mark) -> None:
    """What hides has neither."""
    style = Style("#2170e8", 3)
    changed = widened(coloured(mark, style.colour), style)

    assert (changed == mark) is isinstance(mark, Pixelate)
    assert type(changed) is type(mark)
