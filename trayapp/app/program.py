"""How this very program is started again: at log-on, and for checks that need a process of their own."""

from __future__ import annotations

import shutil
import sys


def own_command() -> list[str]:
    """The command line that starts this program, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "trayapp"]


def tray_command() -> list[str]:
    """The command for log-on: the installed program where there is one, so that it survives an update."""
    installed = None if getattr(sys, "frozen", False) else shutil.which("trayapp")
    return [installed] if installed else own_command()
