"""Start at log-on, as each platform does it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from trayapp.core.ports import Autostart


def autostart(command: Sequence[str]) -> Autostart:
    """The platform's way to start `command` (a program and its arguments) at log-on."""
    if sys.platform == "win32":
        from trayapp.desktop.autostart_windows import RunKey

        return RunKey(command)
    if sys.platform == "darwin":
        from trayapp.desktop.autostart_macos import LaunchAgent

        return LaunchAgent(command)
    from trayapp.desktop.autostart_xdg import XdgAutostart

    return XdgAutostart(command)
