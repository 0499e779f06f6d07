"""Finds pictures that show nothing: a locked or protected screen comes out in one colour."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.core.errors import LocalFault
from trayapp.core.ports import RawShot

_PIXEL = 4
_STEP = 4 * 997
"""A prime number of pixels, so that samples wander over the columns."""


def refuse_blank(shots: Sequence[RawShot]) -> Sequence[RawShot]:
    """The shots, unless every one of them is blank. Raises `LocalFault` with `reason` black.

    One blank monitor among others may well be an empty desktop.
    """
    if all(one_colour(shot) for shot in shots):
        raise LocalFault("the picture has a single colour", reason="black")
    return shots


def one_colour(shot: RawShot) -> bool:
    """Whether every pixel is the same. A few samples tell most pictures apart, so the usual cost is nothing."""
    pixels = memoryview(shot.bgrx)
    first = bytes(pixels[:_PIXEL])
    if any(pixels[at : at + _PIXEL] != first for at in range(0, len(pixels), _STEP)):
        return False
    row = first * shot.width
    stride = len(row)
    return all(pixels[at : at + stride] == row for at in range(0, len(pixels), stride))
