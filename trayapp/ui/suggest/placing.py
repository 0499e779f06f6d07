"""From private places on the screen to proposals in a picture. No widgets: the steps recorder uses it, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trayapp.core.area import Area
from trayapp.core.markup import BlackOut, Hiding, Markup
from trayapp.core.ports import SeenText
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.pictures.picture import Picture

_MARGIN = 4
"""Pixels around what programs tell, which know their letters, but not how far they reach over their line."""


def proposals_for(picture: Picture, seen: Sequence[SeenText]) -> tuple[Proposal, ...]:
    """What of it lies in the picture and is not hidden yet. None where nobody knows where the picture was taken."""
    place, base = picture.place, picture.base()
    if place is None or place.empty or base.isNull():
        return ()
    whole = Area(0, 0, base.width(), base.height())
    found = []
    for each in seen:
        shown = each.area.common(place)
        if not shown.empty:
            area = _in_picture(shown, place, whole).grown(_MARGIN).common(whole)
            if not _hidden(area, picture.markup):
                found.append(Proposal(area, each.kind.value))
    return tuple(found)


def with_hidden(markup: Markup, proposals: Sequence[Proposal]) -> Markup:
    """The same with the proposed places blacked out."""
    return replace(markup, marks=(*markup.marks, *(BlackOut(each.area) for each in proposals)))


def _in_picture(area: Area, place: Area, whole: Area) -> Area:
    """Pixels of the desktop as pixels of the picture: the same many, unless it was made smaller."""
    across, down = whole.width / place.width, whole.height / place.height
    left, top = int((area.x - place.x) * across), int((area.y - place.y) * down)
    right, bottom = (area.right - place.x) * across, (area.bottom - place.y) * down
    return Area(left, top, _up(right) - left, _up(bottom) - top)


def _up(number: float) -> int:
    return int(-(-number // 1))


def _hidden(area: Area, markup: Markup) -> bool:
    if markup.crop is not None and area.common(markup.crop).empty:
        return True
    return any(isinstance(mark, Hiding) and area.common(mark.area) == area for mark in markup.marks)
