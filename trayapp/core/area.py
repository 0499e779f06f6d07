"""Rectangles and points in pixels, as pictures and windows have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a picture, in its true pixels; between two pixels too."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in true pixels. `x` and `y` may be negative: a monitor left of the first one."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column that is no more inside."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row that is no more inside."""
        return self.y + self.height

    @property
    def empty(self) -> bool:
        """No pixel is inside."""
        return self.width <= 0 or self.height <= 0

    def common(self, other: Area) -> Area:
        """What both cover; empty (0 × 0) when they do not meet."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return (
            Area(left, top, right - left, bottom - top)
            if right > left and bottom > top
            else Area(left, top, 0, 0)
        )

    def without(self, hole: Area) -> Sequence[Area]:
        """What remains: above, below, left and right of the hole; all of it where they do not meet."""
        inner = self.common(hole)
        if inner.empty:
            return (self,)
        around = (
            Area(self.x, self.y, self.width, inner.y - self.y),
            Area(self.x, inner.bottom, self.width, self.bottom - inner.bottom),
            Area(self.x, inner.y, inner.x - self.x, inner.height),
            Area(inner.right, inner.y, self.right - inner.right, inner.height),
        )
        return tuple(part for part in around if not part.empty)

    def contains(self, point: Point) -> bool:
        """Whether the point lies inside."""
        return self.x <= point.x < self.right and self.y <= point.y < self.bottom

    def moved(self, dx: int, dy: int) -> Area:
        """The same size elsewhere."""
        return Area(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, by: int) -> Area:
        """Larger by that many pixels on every side; smaller for a negative number, never below nothing."""
        return Area(self.x - by, self.y - by, max(self.width + 2 * by, 0), max(self.height + 2 * by, 0))


def spanned(one: Point, other: Point) -> Area:
    """The smallest area of whole pixels that holds both points, in whatever order they were set."""
    left, right = sorted((round(one.x), round(other.x)))
    top, bottom = sorted((round(one.y), round(other.y)))
    return Area(left, top, right - left, bottom - top)
