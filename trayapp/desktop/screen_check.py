"""Whether this session has a screen, a tray and a way to notify, for `trayapp doctor`. Needs a process of its own.

Qt ends the process when its platform plug-in cannot be loaded, so nobody who wants to live asks here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from trayapp.core.finding import Finding, Verdict

SCREEN, TRAY = "screen", "tray"


def check() -> Sequence[Finding]:
    """`screen`: shown (with `platform`, `screens`) or none. `tray`: there or none."""
    if sys.platform.startswith("linux") and not _display():
        return [Finding(SCREEN, Verdict.BAD, "none"), Finding(TRAY, Verdict.BAD, "none")]
    from PySide6.QtWidgets import QApplication, QSystemTrayIcon

    application = QApplication.instance() or QApplication(["trayapp"])
    assert isinstance(application, QApplication)  # noqa: S101 - nobody makes another kind
    screens = ", ".join(
        f"{screen.size().width()} × {screen.size().height()}" for screen in application.screens()
    )
    found = Finding(
        SCREEN,
        Verdict.GOOD if screens else Verdict.BAD,
        "shown" if screens else "none",
        {"platform": application.platformName(), "screens": screens},
    )
    tray = QSystemTrayIcon.isSystemTrayAvailable()
    return [found, Finding(TRAY, Verdict.GOOD if tray else Verdict.DOUBTFUL, "there" if tray else "none")]


def _display() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
