"""Chooses how the windows on the screen are listed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trayapp.capture.choose import Method, method
from trayapp.capture.screens import LookAtScreens, platform_name
from trayapp.core.ports import WindowList, WindowPlace


def window_list(environment: Mapping[str, str], screens: LookAtScreens = tuple) -> WindowList:
    """The list for this session. `screens` tells Qt's monitors where there are any (see `screens.Screens`)."""
    import sys

    if method(environment, platform_name()) is not Method.MSS:
        return NoWindows()
    if sys.platform == "win32":
        from trayapp.capture.window_list.windows import WindowsWindows

        return WindowsWindows()
    if sys.platform == "darwin":
        from trayapp.capture.window_list.macos import MacWindows

        return MacWindows(screens)
    from trayapp.capture.window_list.x11 import X11Windows

    return X11Windows(environment.get("DISPLAY", ""))


class NoWindows:
    """A platform that tells no program where others' windows are, as Wayland does."""

    def places(self) -> Sequence[WindowPlace]:
        """Empty, always."""
        return ()
