"""Pictures whose every pixel tells where it comes from, and marks by chance."""

from __future__ import annotations

from array import array

from hypothesis import strategies as st
from PySide6.QtGui import QImage

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

WIDE, HIGH = 96, 64
SECRET = 0xFF00FF00
"""The colour of what must not get out: no mark and no ground has this much green alone."""
WHOLE = Area(0, 0, WIDE, HIGH)

_colours = st.sampled_from(["#e5243b", "#ffffff", "#1b1d21", "#2b5fd9"])
_points = st.builds(
    Point,
    st.integers(-80, 4 * WIDE + 80).map(lambda quarters: quarters / 4),
    st.integers(-80, 4 * HIGH + 80).map(lambda quarters: quarters / 4),
)
_strokes = st.builds(Stroke, _colours, st.floats(1, 12))
_lines = st.lists(_points, min_size=1, max_size=6).map(tuple)
areas = st.builds(
    Area, st.integers(-10, WIDE - 1), st.integers(-10, HIGH - 1), st.integers(1, WIDE), st.integers(1, HIGH)
)
hiding: st.SearchStrategy[Mark] = st.one_of(
    st.builds(BlackOut, areas), st.builds(Pixelate, areas, st.binary(min_size=16, max_size=16))
)
showing: st.SearchStrategy[Mark] = st.one_of(
    st.builds(Arrow, _points, _points, _strokes),
    st.builds(Box, areas, _strokes),
    st.builds(Ellipse, areas, _strokes),
    st.builds(Freehand, _lines, _strokes),
    st.builds(Highlight, _lines, _strokes),
    st.builds(Text, _points, st.sampled_from(["a", "two\nlines", ""]), st.floats(8, 40), _colours),
    st.builds(Step, _points, st.integers(1, 120), st.floats(10, 40), _colours),
)
markups = st.builds(
    Markup,
    st.lists(st.one_of(hiding, showing), max_size=6).map(tuple),
    st.one_of(st.none(), areas.filter(lambda area: not area.common(WHOLE).empty)),
)


def plain(colour: int = 0xFFB0B4BA, wide: int = WIDE, high: int = HIGH) -> QImage:
    """A picture of one colour."""
    made = QImage(wide, high, QImage.Format.Format_RGB32)
    made.fill(colour)
    return made


def secret_in(area: Area, odd: int = 1) -> QImage:
    """A grey picture whose area holds the secret: every second pixel, as thin writing would."""
    made, inside = plain(), area.common(WHOLE)
    for y in range(inside.y, inside.bottom):
        for x in range(inside.x + (inside.x + y + odd + 1) % 2, inside.right, 2):
            made.setPixel(x, y, SECRET)
    return made


def various() -> QImage:
    """A picture no two of whose pixels are alike."""
    every = ((x << 16 | y << 8 | (x * 7 + y * 13) % 256) for y in range(HIGH) for x in range(WIDE))
    return QImage(array("I", every).tobytes(), WIDE, HIGH, QImage.Format.Format_RGB32).copy()


def pixels(image: QImage, area: Area | None = None) -> list[int]:
    """Every pixel (of the area), row by row, without alpha."""
    wide, high = image.width(), image.height()
    inside = (area or Area(0, 0, wide, high)).common(Area(0, 0, wide, high))
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    every = memoryview(plain.constBits()).cast("I")
    return [
        pixel & 0xFFFFFF
        for y in range(inside.y, inside.bottom)
        for pixel in every[y * wide + inside.x : y * wide + inside.right]
    ]


def alike(one: QImage, other: QImage) -> bool:
    """Qt cuts lines to the picture before it draws them: the last bits of a smoothed edge depend on its size."""
    pairs = zip(pixels(one), pixels(other), strict=True)
    return all(abs((a >> k & 255) - (b >> k & 255)) <= 6 for a, b in pairs if a != b for k in (0, 8, 16))
