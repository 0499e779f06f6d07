"""What can be put on a picture. Values, never changed: a change makes another one, so that undo is keeping the old."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from trayapp.core.area import Area, Point


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn."""

    colour: str = "#e5243b"
    """`#rrggbb`."""
    width: float = 4.0
    """In the picture's pixels."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From `start` to its tip."""

    start: Point
    tip: Point
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Box:
    """A frame."""

    area: Area
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Ellipse:
    """An ellipse that touches the sides of `area`."""

    area: Area
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Freehand:
    """A line as the pen went."""

    points: tuple[Point, ...]
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Highlight:
    """A broad line through which the picture stays readable."""

    points: tuple[Point, ...]
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Text:
    """Words, their upper left corner at `at`."""

    at: Point
    text: str
    size: float
    """Height of the letters' line, in the picture's pixels."""
    colour: str = "#e5243b"


@dataclass(frozen=True, slots=True)
class Step:
    """A number in a disc around `at`, for telling an order."""

    at: Point
    number: int
    size: float
    """The disc's diameter, in the picture's pixels."""
    colour: str = "#e5243b"


@dataclass(frozen=True, slots=True)
class BlackOut:
    """Nothing of what was there is left: one black surface."""

    area: Area


@dataclass(frozen=True, slots=True)
class Pixelate:
    """Coarse and noisy cells in place of what was there; `core.veil` makes them."""

    area: Area
    seed: bytes = field(default_factory=lambda: os.urandom(16), compare=False, repr=False)
    """Of the cells' noise: what was seen in the window is what leaves. Never written anywhere."""


Mark = Arrow | Box | Ellipse | Freehand | Highlight | Text | Step | BlackOut | Pixelate
Hiding = BlackOut | Pixelate


@dataclass(frozen=True, slots=True)
class Markup:
    """Everything that was put on one picture, in the order it is painted."""

    marks: tuple[Mark, ...] = ()
    crop: Area | None = None
    """What is left of the picture; `None`: all of it. Marks keep the coordinates of the whole picture."""

    @property
    def hides(self) -> bool:
        """Some pixels of the picture are not to leave this computer, nor to lie on its disk."""
        return self.crop is not None or any(isinstance(mark, Hiding) for mark in self.marks)

    @property
    def empty(self) -> bool:
        """The picture is as it was taken."""
        return not self.marks and self.crop is None
