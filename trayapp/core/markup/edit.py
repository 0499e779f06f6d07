"""Changes of mark-up, each a new value; numbers of steps stay an unbroken row."""

from __future__ import annotations

from dataclasses import replace

from trayapp.core.area import Area
from trayapp.core.markup.geometry import bounds
from trayapp.core.markup.marks import (
    BlackOut,
    Box,
    Ellipse,
    Freehand,
    Highlight,
    Mark,
    Markup,
    Pixelate,
    Step,
)


def next_number(markup: Markup) -> int:
    """Of the step that is placed next: one more than the highest."""
    return 1 + max((mark.number for mark in markup.marks if isinstance(mark, Step)), default=0)


def added(markup: Markup, mark: Mark) -> Markup:
    """With one more on top."""
    return replace(markup, marks=(*markup.marks, mark))


def replaced(markup: Markup, at: int, mark: Mark) -> Markup:
    """With another one in its place."""
    return replace(markup, marks=(*markup.marks[:at], mark, *markup.marks[at + 1 :]))


def removed(markup: Markup, at: int) -> Markup:
    """Without that one. Later steps move up by one, unless its number is still there."""
    gone, rest = markup.marks[at], (*markup.marks[:at], *markup.marks[at + 1 :])
    if isinstance(gone, Step) and not any(isinstance(m, Step) and m.number == gone.number for m in rest):
        rest = tuple(
            replace(mark, number=mark.number - 1)
            if isinstance(mark, Step) and mark.number > gone.number
            else mark
            for mark in rest
        )
    return replace(markup, marks=rest)


def cropped(markup: Markup, crop: Area | None, picture: Area) -> Markup:
    """With only this part left; all of the picture, or nothing of it, means no crop."""
    if crop is not None:
        crop = crop.common(picture)
    return replace(markup, crop=None if crop is None or crop.empty or crop == picture else crop)


def within(mark: Mark, picture: Area) -> Mark | None:
    """The mark cut to the picture where it can be; `None`: nothing of it is in the picture."""
    match mark:
        case BlackOut() | Pixelate() | Box() | Ellipse():
            area = mark.area.common(picture)
            return None if area.empty else replace(mark, area=area)
        case Freehand() | Highlight() if not mark.points:
            return None
        case _:
            return None if bounds(mark).common(picture).empty else mark
