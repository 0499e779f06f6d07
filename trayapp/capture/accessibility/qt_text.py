"""Mends what Qt tells of the places of letters.

WORKAROUND for three things seen in Qt 6.11, none of which its list of bugs knows by a number: a line edit tells its
letters at its upper edge, without its margins and without being scrolled; a plain text edit tells every line where the
first one is, and knows no letter at any point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trayapp.capture.accessibility import answers, questions
from trayapp.capture.accessibility.bus import Bus, Node
from trayapp.capture.accessibility.reading import Hit
from trayapp.core.area import Area

_ONE_LINE = 3.5
"""So many times as high as its letters is a field of one line, at the most."""
_BEFORE, _BEHIND = 2, 6
"""Pixels of a line edit's margin."""


def mended(
    bus: Bus, told: Mapping[Hit, Area], areas: Mapping[Node, Area | None], until: float
) -> Mapping[Hit, Area]:
    """Better places for the hits: exact where Qt can be believed, the whole element where not."""
    hits = [hit for hit in told if areas.get(hit.node)]
    points = [_middle(told[hit]) for hit in hits]
    letters = bus.ask(
        [questions.offset_at(hit.node, *point) for hit, point in zip(hits, points, strict=True)], until
    )
    ends = _ends(bus, [hit for hit in hits if hit.one_line], until)
    return {
        hit: _mended(hit, told[hit], areas[hit.node] or told[hit], answers.number(letter), ends.get(hit))
        for hit, letter in zip(hits, letters, strict=True)
    }


def _ends(bus: Bus, hits: Sequence[Hit], until: float) -> Mapping[Hit, Area | None]:
    """Where the last letter of the text stands. Of longer texts it is not asked: Qt would complain of it, loudly."""
    told = bus.ask([questions.range_extents(hit.node, hit.length - 1, hit.length) for hit in hits], until)
    return {hit: answers.area(end) for hit, end in zip(hits, told, strict=True)}


def _mended(hit: Hit, told: Area, whole: Area, letter: int, end: Area | None) -> Area:
    if hit.one_line and whole.height <= _ONE_LINE * told.height:
        if end is None or end.right + _BEHIND > whole.right:
            return whole  # it may be scrolled
        return Area(told.x - _BEFORE, whole.y, told.width + _BEFORE + _BEHIND, whole.height)
    return told if letter >= 0 else whole


def _middle(area: Area) -> Sequence[int]:
    return area.x + area.width // 2, area.y + area.height // 2
