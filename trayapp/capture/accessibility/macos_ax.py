"""Reads the screen of macOS through the accessibility API, where the person has allowed it.

Not run by its makers, who have no Mac: it is kept small, and whatever goes wrong there is nothing to propose. Nobody
is asked for the permission: a program that asks to control the computer frightens people.
"""

from __future__ import annotations

import importlib
import logging
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from trayapp.capture.accessibility.narrow import narrow
from trayapp.capture.accessibility.sight import Sight, Told, sight_of
from trayapp.core.area import Area
from trayapp.core.ports import SeenText, WindowList
from trayapp.core.sensitive import Found, Kind

_log = logging.getLogger(__name__)
_SILENCE = 0.5
"""Seconds that a program may take to answer."""
_LONG, _MOST = 20_000, 3_000
_TEXTS = frozenset({"AXTextField", "AXTextArea", "AXStaticText", "AXLink", "AXComboBox", "AXCell"})
Find = Callable[[str], Sequence[Found]]


class AxText:
    """What stands in the windows of other programs. They tell points; `Sight` makes pixels of them."""

    def __init__(self, window_list: WindowList) -> None:
        self._windows = window_list

    def read(self, seconds: float, find: Find) -> Sequence[SeenText]:
        """See the port."""
        seen: list[SeenText] = []
        try:
            ax = importlib.import_module("ApplicationServices")
            if ax.AXIsProcessTrusted():
                for shown in self._read(_Asking(ax), time.monotonic() + seconds, find):
                    seen.append(shown)  # noqa: PERF402 - what was found before a fault counts
        except Exception as fault:  # noqa: BLE001 - a bridge to another language raises whatever it likes
            _log.info("the screen cannot be read: %s", type(fault).__name__)
        return narrow(seen)

    def _read(self, asking: _Asking, until: float, find: Find) -> Iterator[SeenText]:
        places = self._windows.places()
        for pid in dict.fromkeys(place.pid for place in places if place.pid not in {None, os.getpid()}):
            for window in asking.value(asking.program(pid), "AXWindows") or ():
                area = asking.area(window)
                told = Told(asking.value(window, "AXTitle") or "", pid or -1, area or Area(0, 0, 0, 0))
                seen = sight_of(told, places, os.getpid()) if area else None
                if seen:
                    yield from _in_window(asking, window, seen[1], find, until)


def _in_window(asking: _Asking, window: Any, sight: Sight, find: Find, until: float) -> Iterator[SeenText]:
    todo, count = deque([(window, sight.told)]), 0
    while todo and count < _MOST and time.monotonic() < until:
        element, room = todo.popleft()
        count += 1
        area = asking.area(element)
        visible = area.common(room) if area else room
        if visible.empty:
            continue
        for kind, place in _private(asking, element, visible, find):
            seen = sight.seen(sight.true(place.common(visible)))
            if not seen.empty:
                yield SeenText(kind, seen)
        todo += [(child, visible) for child in asking.value(element, "AXChildren") or ()]


def _private(asking: _Asking, element: Any, whole: Area, find: Find) -> Iterator[tuple[Kind, Area]]:
    """Password fields are not read."""
    if asking.value(element, "AXSubrole") == "AXSecureTextField":
        yield Kind.PASSWORD, whole
    elif asking.value(element, "AXRole") in _TEXTS:
        text = asking.value(element, "AXValue") or asking.value(element, "AXTitle")
        for found in find(text[:_LONG]) if isinstance(text, str) else ():
            before, inside = text[: found.start], text[found.start : found.end]
            yield found.kind, asking.letters(element, _units(before), _units(inside)) or whole


def _units(text: str) -> int:
    """As macOS counts letters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Asking:
    """The functions of the library in the forms needed here; `None` for everything that is refused."""

    def __init__(self, ax: Any) -> None:
        self._ax = ax

    def program(self, pid: int | None) -> Any:
        made = self._ax.AXUIElementCreateApplication(pid)
        self._ax.AXUIElementSetMessagingTimeout(made, _SILENCE)
        return made

    def value(self, element: Any, name: str) -> Any:
        error, value = self._ax.AXUIElementCopyAttributeValue(element, name, None)
        return None if error else value

    def area(self, element: Any) -> Area | None:
        return self._rectangle(self.value(element, "AXFrame"))

    def letters(self, element: Any, start: int, length: int) -> Area | None:
        span = self._ax.AXValueCreate(self._ax.kAXValueCFRangeType, (start, length))
        error, value = self._ax.AXUIElementCopyParameterizedAttributeValue(
            element, "AXBoundsForRange", span, None
        )
        return None if error else self._rectangle(value)

    def _rectangle(self, value: Any) -> Area | None:
        if value is None:
            return None
        right, frame = self._ax.AXValueGetValue(value, self._ax.kAXValueCGRectType, None)
        if not right:
            return None
        (x, y), (width, height) = frame.origin, frame.size
        return Area(round(x), round(y), round(width), round(height))
