"""The programs a virtual desktop is made of, and where this machine keeps them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

NEEDED = ("Xvfb", "dbus-daemon", "openbox", "dunst", "xsetroot", "xrdb", "setpriv")
"""Every virtual desktop runs these."""

LIBEXEC = ("/usr/libexec", "/usr/lib/at-spi2-core", "/usr/lib/at-spi2")
"""Folders of programs that are not on PATH."""


class Tray(StrEnum):
    """The tray hosts a virtual desktop can have."""

    TINT2 = "tint2"
    """Embeds the icon's window (XEmbed), as old X11 desktops do."""
    XFCE = "xfce4-panel"
    """Draws the icon itself (StatusNotifierItem over D-Bus), as most desktops do today."""
    NONE = ""
    """No tray, as on GNOME without an extension (APP-8)."""


def find(program: str) -> str | None:
    """The program's path, or None when it is not installed."""
    places = [Path(folder, program) for folder in LIBEXEC]
    return shutil.which(program) or next((str(path) for path in places if path.exists()), None)


def missing(programs: Iterable[str]) -> list[str]:
    """Those of the programs that are not installed, each once, in their order."""
    return [name for name in dict.fromkeys(programs) if find(name) is None]
