"""Sees clicks and window changes on Windows: a low-level mouse hook, and events of windows. No keyboard hook is set.

Written by the documentation and checked for types; not tried on a Windows computer yet.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from trayapp.capture.input.title import SETTLED, Front, Settling
from trayapp.core.area import Point
from trayapp.core.errors import LocalFault
from trayapp.core.ports import Clock, Happening, HappeningKind

if TYPE_CHECKING and sys.platform == "win32":
    from trayapp.capture.input.windows_api import Api

Tell = Callable[[Happening], None]
_BUTTONS = {0x0201: "left", 0x0204: "right", 0x0207: "middle"}
"""WM_LBUTTONDOWN and its like."""
_START_SECONDS = 2.0


class WindowsWatcher:
    """Its thread, with a message loop, exists only between `start` and `stop`."""

    sees_clicks = True

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._hooks: _Hooks | None = None

    def start(self, tell: Tell) -> None:
        """Begin. Raises `LocalFault` with `reason` input."""
        self.stop()
        hooks = _Hooks(tell, self._clock)
        hooks.start()
        if not hooks.hooked.wait(_START_SECONDS) or hooks.refused:
            raise LocalFault("the mouse cannot be watched", reason="input")
        self._hooks = hooks

    def stop(self) -> None:
        """End."""
        hooks, self._hooks = self._hooks, None
        if hooks is not None:
            hooks.end()


class _Hooks(threading.Thread):
    """Windows calls back in the thread that set a hook, while it waits for messages."""

    def __init__(self, tell: Tell, clock: Clock) -> None:
        super().__init__(name="clicks", daemon=True)
        self.hooked = threading.Event()
        self.refused = False
        self._tell = tell
        self._clock = clock
        self._settling = Settling()
        self._number = 0

    def end(self) -> None:
        """Have the message loop end, and wait for it."""
        if sys.platform == "win32":
            ctypes.WinDLL("user32").PostThreadMessageW(self._number, 0x0012, 0, 0)  # WM_QUIT
        self.join(_START_SECONDS)

    if sys.platform == "win32":

        def run(self) -> None:
            """Hook, wait, unhook."""
            from trayapp.capture.input.windows_api import Api

            self._number = threading.get_native_id()
            api = Api()
            mouse = api.hook_mouse(partial(self._pressed, api))
            events = api.hook_windows(partial(self._changed, api))
            self.refused = not mouse
            self.hooked.set()
            timer = api.tick(round(SETTLED * 500))
            self._changed(api, api.foreground())
            api.wait(self._tick)
            api.unhook(mouse, events, timer)

        def _pressed(self, api: Api, message: int, x: int, y: int) -> None:
            button = _BUTTONS.get(message)
            window = api.window_at(x, y) if button else 0
            if not button or api.pid(window) == os.getpid():
                return
            self._tell(Happening(HappeningKind.CLICK, self._clock(), Point(x, y), button, api.title(window)))

        def _changed(self, api: Api, window: int) -> None:
            if not window or window != api.foreground() or api.pid(window) == os.getpid():
                return
            if title := api.title(window):
                self._settling.change(Front(window, title), time.monotonic())

        def _tick(self) -> None:
            if (front := self._settling.settled(time.monotonic())) is not None:
                self._tell(Happening(HappeningKind.WINDOW, self._clock(), window=front.title))
