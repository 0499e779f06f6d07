"""Pixelation that cannot be solved back.

A mosaic of averages can: render every candidate text, blur it alike, compare. Against that, in this order:

- **Nothing resolves a letter.** A ground cell is at least 48 pixels long and wide, and never smaller than the area is
  thick, for a letter is at most as tall as the area that hides it. So the ground is one row or one column of cells.
- **The middle, not the average.** A ground cell takes the median of some of its pixels. Writing covers less than half
  of what it stands on: the median is the paper, whatever is written, where an average weighs the ink.
- **Chance.** Which pixels are looked at is drawn anew each time, the colour is rounded to 16 levels, and noise wider
  than a level is added to the ground itself: one draw for each cell, which averaging over the cell does not undo.
- **Fine cells** of 12 pixels vary in brightness about the ground. They are noise alone; they make it look pixelated,
  on white and on black too, for the ground keeps away from both.

The picture beneath is not needed to paint it: a veil is opaque, and made once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from trayapp.core.area import Area

Pixels = bytes | bytearray | memoryview
Noise = Callable[[int], bytes]
"""Gives so many bytes that nobody can foretell."""

CELL = 12
"""Pixels along the side of a fine cell."""
GROUND = 48
"""Pixels along the side of a ground cell, at least."""
_SAMPLES = 63
"""Pixels looked at for each ground cell; odd, so that there is one in the middle."""
_LEVEL = 17
"""Between two of the 16 levels of brightness from 0 to 255."""
_DARKEST, _LIGHTEST = 40, 216
"""Of the ground: something is seen to be hidden on white paper and on a black terminal too."""
_SHADES, _TINTS = 32, 8
"""Values that noise may add to a ground cell: to all of its colour, and to blue, green and red each."""
_FINE = 48
"""Values that noise may add to a fine cell."""
_NARROW = bytes(value * _FINE // 256 for value in range(256))
"""From a byte of noise to one of those."""
_CLAMPED = bytes(min(max(value - _FINE // 2, 0), 255) for value in range(256 + _FINE))
"""From a colour and a noise, added, to a colour."""


@dataclass(frozen=True, slots=True)
class Veil:
    """What is painted over an area: each cell `cell` × `cell` pixels, unsmoothed, from the area's upper left corner."""

    area: Area
    """What it covers, cut to the picture."""
    columns: int
    rows: int
    bgrx: bytes
    """A pixel for each cell, row by row, B G R X with X = 255. The last ones of row and column may jut out."""
    cell: int = CELL


def veil(pixels: Pixels, width: int, height: int, area: Area, noise: Noise = os.urandom) -> Veil:
    """A veil for `area` of a picture of `width` × `height` pixels (B G R X, rows without padding).

    Takes some milliseconds for a whole monitor. Every call gives another veil.
    """
    inside = area.common(Area(0, 0, width, height))
    columns, rows = -(-inside.width // CELL), -(-inside.height // CELL)
    if inside.empty:
        return Veil(inside, 0, 0, b"")
    view = memoryview(pixels)
    grounds = [_colour(view, width, cell, noise) for cell in _ground_cells(inside)]
    return Veil(inside, columns, rows, _cells(grounds, columns, rows, noise))


def _ground_cells(area: Area) -> Iterator[Area]:
    """The area in one row or column of parts, none smaller than allowed (unless the area itself is)."""
    long, side = max(area.width, area.height), max(GROUND, min(area.width, area.height))
    for start, end in _parts(long, max(long // side, 1)):
        if area.width >= area.height:
            yield Area(area.x + start, area.y, end - start, area.height)
        else:
            yield Area(area.x, area.y + start, area.width, end - start)


def _parts(length: int, count: int) -> Iterator[tuple[int, int]]:
    """Start and end of each of `count` parts, as even as whole numbers allow."""
    return pairwise(length * part // count for part in range(count + 1))


def _colour(pixels: memoryview, width: int, cell: Area, noise: Noise) -> tuple[int, ...]:
    """B, G and R of a ground cell."""
    drawn = memoryview(noise(4 * _SAMPLES)).cast("H")
    places = [
        4 * (width * (cell.y + (down * cell.height >> 16)) + cell.x + (across * cell.width >> 16))
        for across, down in zip(drawn[::2], drawn[1::2], strict=True)
    ]
    middle = [sorted(pixels[at + channel] for at in places)[_SAMPLES // 2] for channel in range(3)]
    shade, *tints = noise(4)
    return tuple(
        min(
            max(round(value / _LEVEL) * _LEVEL + _about(shade, _SHADES) + _about(tint, _TINTS), _DARKEST),
            _LIGHTEST,
        )
        for value, tint in zip(middle, tints, strict=True)
    )


def _about(byte: int, span: int) -> int:
    """From a byte of noise to one of `span` values about nothing."""
    return byte * span // 256 - span // 2


def _cells(grounds: list[tuple[int, ...]], columns: int, rows: int, noise: Noise) -> bytes:
    """Each ground cell's colour, varied from fine cell to fine cell."""
    fine, grid = noise(columns * rows).translate(_NARROW), bytearray(b"\xff") * (columns * rows * 4)
    for colour, (start, end) in zip(grounds, _parts(max(columns, rows), len(grounds)), strict=True):
        tones = [_CLAMPED[value : value + _FINE] + bytes(256 - _FINE) for value in colour]
        for first, last in _runs(columns, rows, start, end):
            for channel, tone in enumerate(tones):
                grid[4 * first + channel : 4 * last : 4] = fine[first:last].translate(tone)
    return bytes(grid)


def _runs(columns: int, rows: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a ground cell's fine cells lie in the grid; it reaches from `start` to `end` of the longer side."""
    if columns < rows:
        yield start * columns, end * columns
        return
    for row in range(rows):
        yield row * columns + start, row * columns + end
