"""Which platform's file tells about this computer."""

from __future__ import annotations

import sys

from trayapp.machine.operating_system import OperatingSystem


def this_system() -> OperatingSystem:
    """The one this program runs on."""
    if sys.platform == "win32":
        from trayapp.machine.windows import Windows

        return Windows()
    if sys.platform == "darwin":
        from trayapp.machine.macos import MacOs

        return MacOs()
    from trayapp.machine.linux import Linux

    return Linux()
