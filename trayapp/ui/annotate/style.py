"""How new marks look: a few good colours, a few widths, sized to the picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from trayapp.core.area import Area
from trayapp.core.markup import Arrow, Box, Ellipse, Freehand, Highlight, Mark, Step, Stroke, Text


class Colour(StrEnum):
    """The colours offered; their names for people are in `ui.texts.markup`."""

    RED = "#e5243b"
    ORANGE = "#f07d12"
    YELLOW = "#ffd21f"
    GREEN = "#18a04e"
    BLUE = "#2170e8"
    PURPLE = "#9340d6"
    WHITE = "#ffffff"
    BLACK = "#1b1d21"


WIDTHS = (2.0, 4.0, 7.0, 12.0)
"""Of lines, on a picture of a usual screen."""
_HIGHLIGHTS = (12.0, 20.0, 30.0, 46.0)
_TEXTS = (18.0, 26.0, 38.0, 60.0)
_STEPS = (24.0, 34.0, 48.0, 72.0)
_USUAL_WIDE, _USUAL_HIGH = 1920, 1080


def unit_of(picture: Area) -> float:
    """How many of the picture's pixels stand for one of a usual screen: 2 on a 4K screen, never below 1."""
    larger = max(picture.width / _USUAL_WIDE, picture.height / _USUAL_HIGH)
    return max(round(larger * 2) / 2, 1.0)


@dataclass(frozen=True, slots=True)
class Style:
    """What the next mark will look like."""

    colour: str = Colour.RED
    level: int = 1
    """Which of the widths."""
    unit: float = 1.0

    def stroke(self) -> Stroke:
        """For lines."""
        return Stroke(str(self.colour), WIDTHS[self.level] * self.unit)

    def broad(self) -> Stroke:
        """For the highlighter."""
        return Stroke(str(self.colour), _HIGHLIGHTS[self.level] * self.unit)

    def text_size(self) -> float:
        """The height of a line of text."""
        return _TEXTS[self.level] * self.unit

    def step_size(self) -> float:
        """The diameter of a step's disc."""
        return _STEPS[self.level] * self.unit


def coloured(mark: Mark, colour: str) -> Mark:
    """The mark in another colour; what hides has none."""
    match mark:
        case Arrow() | Box() | Ellipse() | Freehand() | Highlight():
            return replace(mark, stroke=replace(mark.stroke, colour=str(colour)))
        case Text() | Step():
            return replace(mark, colour=str(colour))
        case _:
            return mark


def widened(mark: Mark, style: Style) -> Mark:
    """The mark in the width of the style."""
    match mark:
        case Highlight():
            return replace(mark, stroke=replace(mark.stroke, width=style.broad().width))
        case Arrow() | Box() | Ellipse() | Freehand():
            return replace(mark, stroke=replace(mark.stroke, width=style.stroke().width))
        case Text():
            return replace(mark, size=style.text_size())
        case Step():
            return replace(mark, size=style.step_size())
        case _:
            return mark


def colour_of(mark: Mark) -> str | None:
    """The mark's colour; `None`: it has none."""
    match mark:
        case Arrow() | Box() | Ellipse() | Freehand() | Highlight():
            return mark.stroke.colour
        case Text() | Step():
            return mark.colour
        case _:
            return None
