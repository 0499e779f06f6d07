"""Sees clicks on macOS: an event tap that only listens, and only to the mouse. Window changes are not told there.

Written by the documentation and checked for types; not tried on a Mac yet.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import threading
from collections.abc import Callable
from typing import Any

from trayapp.core.area import Point
from trayapp.core.errors import LocalFault
from trayapp.core.ports import Clock, Happening, HappeningKind

Tell = Callable[[Happening], None]
_BUTTONS = {1: "left", 3: "right", 25: "middle"}
"""kCGEventLeftMouseDown and its like."""
_SECONDS = 2.0


class MacWatcher:
    """Its thread, with a run loop, exists only between `start` and `stop`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._loop: Any = None
        self._thread: threading.Thread | None = None

    @property
    def sees_clicks(self) -> bool:
        """Where the bindings are installed."""
        return importlib.util.find_spec("Quartz") is not None

    def start(self, tell: Tell) -> None:
        """Begin. Raises `LocalFault` with `reason` input: the person has not allowed it."""
        self.stop()
        quartz = importlib.import_module("Quartz")
        mask = sum(1 << kind for kind in _BUTTONS)
        told = _told(quartz, tell, self._clock)
        # session, at the head, listening only
        tap = quartz.CGEventTapCreate(1, 0, 1, mask, told, None)
        if tap is None:
            raise LocalFault("clicks may not be seen", reason="input")
        running = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(quartz, tap, running), daemon=True)
        self._thread.start()
        running.wait(_SECONDS)

    def stop(self) -> None:
        """End."""
        thread, self._thread = self._thread, None
        if thread is not None and self._loop is not None:
            importlib.import_module("Quartz").CFRunLoopStop(self._loop)
            thread.join(_SECONDS)
            self._loop = None

    def _serve(self, quartz: Any, tap: Any, running: threading.Event) -> None:
        self._loop = quartz.CFRunLoopGetCurrent()
        source = quartz.CFMachPortCreateRunLoopSource(None, tap, 0)
        quartz.CFRunLoopAddSource(self._loop, source, quartz.kCFRunLoopDefaultMode)
        quartz.CGEventTapEnable(tap, True)
        running.set()
        quartz.CFRunLoopRun()
        quartz.CGEventTapEnable(tap, False)


def _told(quartz: Any, tell: Tell, clock: Clock) -> Callable[[Any, int, Any, Any], Any]:
    def called(_proxy: Any, kind: int, event: Any, _more: Any) -> Any:
        if kind in _BUTTONS:
            place = quartz.CGEventGetLocation(event)
            pid, title = _window_at(quartz, place.x, place.y)
            if pid != os.getpid():
                point = Point(place.x, place.y)
                tell(Happening(HappeningKind.CLICK, clock(), point, _BUTTONS[kind], title))
        return event

    return called


def _window_at(quartz: Any, x: float, y: float) -> tuple[int, str]:
    """Whose window lies there, and its title, or the program's name where macOS does not tell the title."""
    # on screen only, without the desktop; the one in front comes first
    for window in quartz.CGWindowListCopyWindowInfo(1 | 16, 0) or ():
        bounds = window["kCGWindowBounds"]
        inside = 0 <= x - bounds["X"] < bounds["Width"] and 0 <= y - bounds["Y"] < bounds["Height"]
        if inside and window.get("kCGWindowLayer") == 0:
            title = window.get("kCGWindowName") or window.get("kCGWindowOwnerName") or ""
            return int(window["kCGWindowOwnerPID"]), str(title)
    return 0, ""
