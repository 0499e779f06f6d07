"""Where the employee finds the program: in the tray, or in a window while there is no tray (APP-8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from trayapp.ui.tray import Tray
from trayapp.ui.tray_state import TrayState, look

if TYPE_CHECKING:  # not needed for the icon to show
    from trayapp.core.events import Event
    from trayapp.ui.context import UiContext
    from trayapp.ui.menu_window import MenuWindow

GRACE = 4000
"""Milliseconds: at log-on the panel often comes up after the programs that start with it."""
_WATCH = 3000
_SETTLE = 150


class Presence(QObject):
    """Shows the tray icon; offers the window when no tray takes it, and takes the window away when one appears.

    Signals:
        chosen: a `Command`, from whichever of the two.
    """

    chosen = Signal(object)

    def __init__(
        self,
        tray: Tray,
        available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._available = available
        self._state = TrayState()
        self._recording = False
        self._context: UiContext | None = None
        self.tray = tray
        self.tray.chosen.connect(self.chosen)
        self.window: MenuWindow | None = None
        self._watch = QTimer(self, interval=_WATCH)
        self._watch.timeout.connect(self.look_for_tray)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self.refresh)

    def start(self, grace: int = GRACE) -> None:
        """Show the icon now, and the window after `grace` milliseconds without a tray."""
        self.tray.show()
        if not self._available():
            QTimer.singleShot(grace, self, self.look_for_tray)
            self._watch.start()

    def follow(self, context: UiContext) -> None:
        """From now on show how things stand; the icon can be up before the store is open."""
        self._context = context
        context.bridge.event.connect(self._heard)
        from trayapp.ui.recorder.current import current

        current(context).changed.connect(self._recording_changed)
        self.refresh()

    def refresh(self) -> None:
        """Work out the state in the background and show it."""
        context = self._context
        if context is not None:
            context.background.run(lambda: look(context), self.show_state, owner=self)

    def show_state(self, state: TrayState) -> None:
        """Show a state in icon, menu and window."""
        self._state = state = replace(state, recording=self._recording)
        self.tray.show_state(state)
        if self.window is not None:
            self.window.show_state(state)

    def bring_up(self) -> None:
        """A second start of a program without a tray: show the window again."""
        if self.window is not None:
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    def close(self) -> None:
        """Before the program ends."""
        self._watch.stop()
        self.tray.hide()
        self._drop_window()

    def look_for_tray(self) -> None:
        """Window or tray, whichever there is now. Watching ends once there is a tray: Qt follows its restarts."""
        if self._available():
            self._watch.stop()
            self.tray.show()
            self._drop_window()
        elif self.window is None:
            from trayapp.ui.menu_window import MenuWindow

            self.window = MenuWindow()
            self.window.chosen.connect(self.chosen)
            self.window.show_state(self._state)
            self.window.show()

    def _recording_changed(self, recording: bool) -> None:
        """Shown at once: nobody is to be recorded without knowing it."""
        self._recording = recording
        self.show_state(self._state)

    def _drop_window(self) -> None:
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _heard(self, event: Event) -> None:
        """Many events arrive together; the store is asked once for all of them."""
        from trayapp.ui.tray_news import NEWS

        if isinstance(event, NEWS):
            self._settle.start()
