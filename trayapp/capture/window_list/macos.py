"""The windows on a Mac's desktop, asked of its window server. Written to the documentation; not run here."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

from trayapp.capture.layout import Layout
from trayapp.capture.screens import LookAtScreens
from trayapp.core.ports import WindowPlace

_NORMAL_LAYER = 0
"""Menus, the Dock, the menu bar and messages lie on higher ones."""


class MacWindows:
    """Every call asks anew. Titles are told only to a program that may record the screen."""

    def __init__(self, screens: LookAtScreens) -> None:
        self._screens = screens

    def places(self) -> Sequence[WindowPlace]:
        """Every window that shows, the one in front first; empty without pyobjc."""
        try:
            quartz, front = importlib.import_module("Quartz"), _front_pid()
        except ImportError:
            return ()
        options = quartz.kCGWindowListOptionOnScreenOnly | quartz.kCGWindowListExcludeDesktopElements
        told = quartz.CGWindowListCopyWindowInfo(options, quartz.kCGNullWindowID) or ()
        layout = Layout(self._screens())
        return places_of([dict(each) for each in told], layout, front)


def places_of(told: Sequence[Mapping[str, Any]], layout: Layout, front: int | None) -> Sequence[WindowPlace]:
    """What the window server tells, the one in front first; `front` is the frontmost program.

    Of that program, the first ordinary window is the active one.
    """
    seen = [each for each in told if float(each.get("kCGWindowAlpha", 1)) > 0]
    active = next((each for each in seen if each["kCGWindowOwnerPID"] == front and not _popup(each)), None)
    places = [_place(each, layout, active=each is active) for each in seen]
    return [place for place in places if not place.area.empty]


def _place(window: Mapping[str, Any], layout: Layout, *, active: bool) -> WindowPlace:
    bounds = window["kCGWindowBounds"]
    area = layout.in_pixels(*(float(bounds[key]) for key in ("X", "Y", "Width", "Height")))
    title = str(window.get("kCGWindowName") or window.get("kCGWindowOwnerName") or "")
    return WindowPlace(title, area, active, int(window["kCGWindowOwnerPID"]), _popup(window))


def _popup(window: Mapping[str, Any]) -> bool:
    return int(window["kCGWindowLayer"]) != _NORMAL_LAYER


def _front_pid() -> int | None:
    """Raises `ImportError` without pyobjc."""
    program = importlib.import_module("AppKit").NSWorkspace.sharedWorkspace().frontmostApplication()
    return None if program is None else int(program.processIdentifier())
