"""Chooses how clicks are seen here while steps are recorded."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from trayapp.capture.choose import Method, method
from trayapp.capture.screens import platform_name
from trayapp.core.ports import Clock, Happening, InputWatcher


def input_watcher(
    environment: Mapping[str, str], clock: Clock, system: str = sys.platform, platform: str | None = None
) -> InputWatcher:
    """The watcher for this session: by what the session is, as pictures are. Nothing is connected or hooked yet."""
    here = platform_name() if platform is None else platform
    if method(environment, here, system) is not Method.MSS:
        return NoClicks()
    if system == "win32":
        from trayapp.capture.input.windows import WindowsWatcher

        return WindowsWatcher(clock)
    if system == "darwin":
        from trayapp.capture.input.macos import MacWatcher

        return MacWatcher(clock)
    from trayapp.capture.input.x11 import X11Watcher

    return X11Watcher(environment["DISPLAY"], clock)


class NoClicks:
    """A platform that hides clicks from other programs, as Wayland does: the person marks each step."""

    sees_clicks = False

    def start(self, tell: Callable[[Happening], None]) -> None:
        """Nothing will be told."""

    def stop(self) -> None:
        """Nothing to end."""
