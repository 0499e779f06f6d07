"""Shapes made regular, as with Shift held: squares, circles, lines at a multiple of 45 degrees."""

from __future__ import annotations

from math import atan2, copysign, cos, hypot, pi, sin

from trayapp.core.area import Point


def squared(fixed: Point, moving: Point) -> Point:
    """The corner of a square that reaches as far as `moving` does, in its direction."""
    dx, dy = moving.x - fixed.x, moving.y - fixed.y
    side = max(abs(dx), abs(dy))
    return Point(fixed.x + copysign(side, dx), fixed.y + copysign(side, dy))


def diagonal(fixed: Point, moving: Point) -> Point:
    """The end of a line of that length at the nearest multiple of 45 degrees."""
    dx, dy = moving.x - fixed.x, moving.y - fixed.y
    angle, length = round(atan2(dy, dx) / (pi / 4)) * (pi / 4), hypot(dx, dy)
    return Point(fixed.x + length * cos(angle), fixed.y + length * sin(angle))
