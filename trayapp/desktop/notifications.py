"""Desktop notifications: the way this desktop has, and the next best when it fails. Never a reason to stop."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QSystemTrayIcon

from trayapp.core.ports import Notifier

log = logging.getLogger(__name__)

Clicked = Callable[[str], None]
"""Hears the target of a notification that was clicked."""
Shower = Callable[[str, str, str], bool]
"""Shows title, body and target, or tells that it cannot."""


class TrayMessages:
    """Messages by the tray icon. Clicks tell no id, so the last one shown counts."""

    def __init__(self, tray: QSystemTrayIcon, clicked: Clicked) -> None:
        self._tray = tray
        self._clicked = clicked
        self._last = ""
        tray.messageClicked.connect(self._click)

    def show(self, title: str, body: str, target: str) -> bool:
        """Show it, if the tray can."""
        if not (self._tray.isVisible() and QSystemTrayIcon.supportsMessages()):
            return False
        self._last = target
        self._tray.showMessage(title, body)
        return True

    def _click(self) -> None:
        self._clicked(self._last)


class FallbackNotifier:
    """The `Notifier` that tries one way after the other."""

    def __init__(self, ways: Sequence[Shower]) -> None:
        self._ways = ways

    def show(self, title: str, body: str, target: str = "") -> None:
        """Show one; where nothing can, the log has it."""
        for way in self._ways:
            try:
                if way(title, body, target):
                    return
            except Exception:  # a notification is never worth a crash
                log.exception("a way to notify failed")
        log.info("no way to show a notification")


def notifier(clicked: Clicked, tray: QSystemTrayIcon | None, app_name: str, desktop_entry: str) -> Notifier:
    """The notifier of this desktop. On Linux the tray's own messages carry no click, so the bus comes first."""
    ways: list[Shower] = []
    by_tray = TrayMessages(tray, clicked).show if tray is not None else None
    if sys.platform == "linux":
        from trayapp.desktop.freedesktop_notifications import FreedesktopNotifications

        ways.append(FreedesktopNotifications(clicked, app_name, desktop_entry, by_tray).show)
    if by_tray is not None:
        ways.append(by_tray)
    return FallbackNotifier(ways)
