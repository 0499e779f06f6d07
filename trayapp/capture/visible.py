"""What can be seen of the active window, in rectangles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trayapp.core.area import Area
from trayapp.core.ports import WindowPlace


def of_active_window(places: Sequence[WindowPlace], own_pid: int) -> Sequence[Area]:
    """The active window without what lies over it; empty when nobody knows which one is active.

    Its own menus and tooltips belong to it. A window of this program counts as active only when it is alone: the
    person was working in the one behind it.
    """
    at = _active(places, own_pid)
    if at is None:
        return ()
    window = places[at]
    own = [place for place in places[:at] if _belongs(place, window)]
    return [part for place in [*own, window] for part in _seen(place, places, window)]


def common(one: Iterable[Area], other: Sequence[Area]) -> Sequence[Area]:
    """What lies in both."""
    met = (mine.common(yours) for mine in one for yours in other)
    return [area for area in met if not area.empty]


def _active(places: Sequence[WindowPlace], own_pid: int) -> int | None:
    """Where it stands in the list."""
    at = next((index for index, place in enumerate(places) if place.active), None)
    if at is None or places[at].pid != own_pid:
        return at
    others = (
        index for index, place in enumerate(places) if place.pid != own_pid and not place.popup and index > at
    )
    return next(others, at)


def _belongs(place: WindowPlace, window: WindowPlace) -> bool:
    return place.popup and place.pid is not None and place.pid == window.pid


def _seen(place: WindowPlace, places: Sequence[WindowPlace], window: WindowPlace) -> Sequence[Area]:
    """The parts of a window over which no foreign one lies."""
    parts: Sequence[Area] = [place.area]
    for front in places:
        if front is place:
            break
        if not _belongs(front, window):
            parts = [left for part in parts for left in part.without(front.area)]
    return parts
