"""The tray icon (APP-1)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from trayapp.ui.menu import Command, Menu
from trayapp.ui.texts import tray as words
from trayapp.ui.tray_icon import tray_icon
from trayapp.ui.tray_state import TrayState


class Tray(QObject):
    """Icon, tooltip and menu. Works with XEmbed and StatusNotifierItem hosts; see `presence` for having neither.

    Signals:
        chosen: a `Command`. A left click is `Command.NEW_TICKET`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = TrayState()
        self.menu = Menu(self.chosen.emit)
        self.icon = QSystemTrayIcon(tray_icon(self._state.sign, 0), self)
        self.icon.setToolTip(words.APP)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)

    def show(self) -> None:
        """Appear; a tray host that comes later takes it then."""
        self.icon.show()

    def hide(self) -> None:
        """Disappear, before the program ends."""
        self.icon.hide()

    def show_state(self, state: TrayState) -> None:
        """Say how things stand; what did not change is not sent to the host again."""
        before, self._state = self._state, state
        if (before.sign, before.pending) != (state.sign, state.pending):
            self.icon.setIcon(tray_icon(state.sign, state.pending))
        tooltip = words.tooltip(state.link, state.pending, state.unread, recording=state.recording)
        if self.icon.toolTip() != tooltip:
            self.icon.setToolTip(tooltip)
        self.menu.show_counts(state.counts)
        self.menu.show_recording(offered=state.steps, running=state.recording)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # A double click arrives as two triggers on some hosts; the second only raises the dialog.
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.MiddleClick}:
            self.chosen.emit(Command.NEW_TICKET)
