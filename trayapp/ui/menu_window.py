"""The menu in a small window, for a desktop without a tray (APP-8)."""

from __future__ import annotations

import os

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from trayapp.ui.icons import icon
from trayapp.ui.menu import GROUP_ENDS, Command
from trayapp.ui.note import Note
from trayapp.ui.style_sheet import Look, Tone, dress, look
from trayapp.ui.texts import tray as words
from trayapp.ui.theme import EDGE, GAP, GRID, GROUP, ICON, Text
from trayapp.ui.tray_state import TrayState
from trayapp.ui.widgets import label, paragraph, rule

_WIDTH = 320


class MenuWindow(QWidget):
    """The same entries as the tray's menu, and a line that says why they are here.

    Signals:
        chosen: a `Command`.
    """

    chosen = Signal(object)

    def __init__(self, desktop: str | None = None) -> None:
        super().__init__()
        self.setWindowTitle(words.NO_TRAY_TITLE)
        self.setWindowIcon(icon("trayapp"))
        self.buttons: dict[Command, QPushButton] = {}
        on_gnome = "gnome" in (desktop or os.environ.get("XDG_CURRENT_DESKTOP", "")).lower()
        self.reason = Note(words.NO_TRAY_GNOME if on_gnome else words.NO_TRAY, Tone.ACCENT)
        self.state = paragraph("", Text.SMALL, Tone.MUTED)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(GRID)
        column.addWidget(label(words.APP, Text.TITLE))
        column.addWidget(self.state)
        column.addSpacing(GAP)
        for command in Command:
            column.addWidget(self._make(command))
            if command in GROUP_ENDS and command is not Command.NEW_TICKET:
                column.addWidget(rule())
        column.addSpacing(GROUP)
        column.addWidget(self.reason)
        column.addSpacing(GRID)
        column.addWidget(paragraph(words.NO_TRAY_HINT, Text.SMALL, Tone.MUTED))
        column.addStretch(1)
        self.setMinimumWidth(_WIDTH)
        self.resize(_WIDTH, self.height())
        self.show_state(TrayState())
        dress(self)

    def showEvent(self, event: QShowEvent) -> None:
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))
        super().showEvent(event)

    def show_state(self, state: TrayState) -> None:
        """Say how things stand."""
        text = words.tooltip(state.link, state.pending, state.unread, recording=state.recording)
        self.state.setText(text.removeprefix(words.APP).lstrip(" ·"))
        self.state.setVisible(bool(self.state.text()))
        for command, made in self.buttons.items():
            text = state.counts.text(command)
            if command is Command.RECORD and state.recording:
                text = words.STOP_RECORDING
            made.setText(text)
            made.setAccessibleName(text.replace("&&", "and").replace("&", ""))
        self.buttons[Command.RECORD].setVisible(state.steps or state.recording)

    def _make(self, command: Command) -> QPushButton:
        made = QPushButton()
        look(made, Look.PRIMARY if command is Command.NEW_TICKET else Look.ENTRY)
        if command is not Command.NEW_TICKET:
            made.setIcon(icon(command.icon))
            made.setIconSize(QSize(ICON, ICON))
        made.setAutoDefault(True)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda: self.chosen.emit(command))
        self.buttons[command] = made
        return made
