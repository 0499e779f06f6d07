"""Reads the screen of Windows through UI Automation.

Not run by its makers, who have no Windows: it is kept small, and whatever goes wrong there is nothing to propose.
"""

from __future__ import annotations

import importlib
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from trayapp.capture.accessibility.narrow import narrow
from trayapp.capture.accessibility.sight import Sight, Told, sight_of
from trayapp.core.area import Area
from trayapp.core.ports import SeenText, WindowList
from trayapp.core.sensitive import Found, Kind

_log = logging.getLogger(__name__)
_CLASS = "{e22ad333-b25f-460c-83d0-0581107395c9}"
"""CUIAutomation8, which knows time limits."""
_CHILDREN, _DESCENDANTS = 2, 4
_NAME, _OFF_SCREEN, _TYPE = 30005, 30022, 30003
_VALUE, _TEXT_PATTERN = 30045, 10014
_TYPES = (50004, 50005, 50007, 50020, 50024, 50029, 50030)
"""Edit, hyperlink, list item, text, tree item, data item, document."""
_SILENCE = 500
"""Milliseconds that a program may take to answer."""
_LONG, _MOST = 20_000, 2_000
Find = Callable[[str], Sequence[Found]]


class UiaText:
    """What stands in the windows of other programs. Qt makes this process count true pixels: no scale."""

    def __init__(self, window_list: WindowList) -> None:
        self._windows = window_list

    def read(self, seconds: float, find: Find) -> Sequence[SeenText]:
        """See the port."""
        seen: list[SeenText] = []
        try:
            com = importlib.import_module("comtypes")
            com.CoInitialize()
            try:
                for shown in self._read(time.monotonic() + seconds, find):
                    seen.append(shown)  # noqa: PERF402 - what was found before a fault counts
            finally:
                com.CoUninitialize()
        except Exception as fault:  # noqa: BLE001 - COM raises whatever it likes
            _log.info("the screen cannot be read: %s", type(fault).__name__)
        return narrow(seen)

    def _read(self, until: float, find: Find) -> Iterator[SeenText]:
        client = importlib.import_module("comtypes.client")
        types = client.GetModule("UIAutomationCore.dll")
        automation = client.CreateObject(_CLASS, interface=types.IUIAutomation2)
        automation.ConnectionTimeout = automation.TransactionTimeout = _SILENCE
        wanted = _wanted(automation)
        places = self._windows.places()
        for window in _all(automation.GetRootElement().FindAll(_CHILDREN, automation.CreateTrueCondition())):
            told = Told(window.CurrentName or "", window.CurrentProcessId, _area(window))
            seen = sight_of(told, places, os.getpid())
            if seen is None or told.pid == os.getpid() or time.monotonic() > until:
                continue
            for element in _all(window.FindAll(_DESCENDANTS, wanted)):
                if time.monotonic() > until:
                    return
                yield from _in_element(element, seen[1], find, types)


def _wanted(automation: Any) -> Any:
    """What is on the screen and can hold text."""
    condition = automation.CreatePropertyCondition(_TYPE, _TYPES[0])
    for kind in _TYPES[1:]:
        condition = automation.CreateOrCondition(condition, automation.CreatePropertyCondition(_TYPE, kind))
    return automation.CreateAndCondition(automation.CreatePropertyCondition(_OFF_SCREEN, False), condition)


def _in_element(element: Any, sight: Sight, find: Find, types: Any) -> Iterator[SeenText]:
    whole = _area(element)
    for kind, area in _private(element, whole, find, types):
        seen = sight.seen(area.common(whole))
        if not seen.empty:
            yield SeenText(kind, seen)


def _private(element: Any, whole: Area, find: Find, types: Any) -> Iterator[tuple[Kind, Area]]:
    """Password fields are not read. A text tells its lines; anything else is hidden whole."""
    if element.CurrentIsPassword:
        yield Kind.PASSWORD, whole
        return
    pattern = element.GetCurrentPattern(_TEXT_PATTERN)
    if pattern:
        for part in _all(pattern.QueryInterface(types.IUIAutomationTextPattern).GetVisibleRanges()):
            yield from _in_range(part, find)
        return
    text = f"{element.GetCurrentPropertyValue(_VALUE) or ''}\n{element.GetCurrentPropertyValue(_NAME) or ''}"
    for found in find(text):
        yield found.kind, whole


def _in_range(part: Any, find: Find) -> Iterator[tuple[Kind, Area]]:
    text = part.GetText(_LONG) or ""
    for found in find(text):
        exact = part.FindText(text[found.start : found.end], False, False)
        numbers = [round(number) for number in exact.GetBoundingRectangles()] if exact else []
        for at in range(0, len(numbers) - 3, 4):
            yield found.kind, Area(*numbers[at : at + 4])


def _all(array: Any) -> Iterator[Any]:
    for at in range(min(array.Length, _MOST)):
        yield array.GetElement(at)


def _area(element: Any) -> Area:
    rectangle = element.CurrentBoundingRectangle
    left, top = rectangle.left, rectangle.top
    return Area(left, top, rectangle.right - left, rectangle.bottom - top)
