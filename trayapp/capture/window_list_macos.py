"""The windows on a Mac's desktop, asked of its window server. Written to the documentation; not run here."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from trayapp.capture.layout import Layout
from trayapp.capture.screens import LookAtScreens
from trayapp.core.ports import WindowPlace

_log = logging.getLogger(__name__)
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
        return list(_places([dict(each) for each in told], layout, front))


def _places(told: Sequence[Mapping[str, Any]], layout: Layout, front: int | None) -> Iterator[WindowPlace]:
    """The frontmost program's first ordinary window is the active one."""
    found = False
    for window in told:
        if float(window.get("kCGWindowAlpha", 1)) <= 0:
            continue
        bounds = window["kCGWindowBounds"]
        area = layout.in_pixels(*(float(bounds[key]) for key in ("X", "Y", "Width", "Height")))
        pid, popup = int(window["kCGWindowOwnerPID"]), int(window["kCGWindowLayer"]) != _NORMAL_LAYER
        active = not found and not popup and pid == front
        found = found or active
        if not area.empty:
            title = str(window.get("kCGWindowName") or window.get("kCGWindowOwnerName") or "")
            yield WindowPlace(title, area, active, pid, popup)


def _front_pid() -> int | None:
    """Raises `ImportError` without pyobjc."""
    program = importlib.import_module("AppKit").NSWorkspace.sharedWorkspace().frontmostApplication()
    return None if program is None else int(program.processIdentifier())
