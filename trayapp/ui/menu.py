"""The menu of the tray icon (APP-1), and of the window that stands in for it (APP-8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from trayapp.ui.icons import icon
from trayapp.ui.moment.just_closed import note_closed
from trayapp.ui.texts import tray as words


class Command(Enum):
    """What can be chosen: its text, and its icon."""

    NEW_TICKET = (words.NEW_TICKET, "new")
    RECORD = (words.RECORD, "record")
    TICKETS = (words.TICKETS, "ticket")
    OUTBOX = (words.OUTBOX, "outbox")
    ANNOUNCEMENTS = (words.ANNOUNCEMENTS, "announcement")
    HELP = (words.HELP, "help")
    ACCOUNT = (words.ACCOUNT, "account")
    SETTINGS = (words.SETTINGS, "settings")
    QUIT = (words.QUIT, "quit")

    @property
    def text(self) -> str:
        """With a mnemonic."""
        return self.value[0]

    @property
    def icon(self) -> str:
        """The name of its icon."""
        return self.value[1]


GROUP_ENDS = frozenset({Command.RECORD, Command.ANNOUNCEMENTS, Command.SETTINGS})
"""After these a line follows."""
Chosen = Callable[[Command], None]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wait behind an entry."""

    outbox: int = 0
    announcements: int = 0

    def text(self, command: Command) -> str:
        """The entry's text with its count."""
        count = {Command.OUTBOX: self.outbox, Command.ANNOUNCEMENTS: self.announcements}.get(command, 0)
        return words.with_count(command.text, count)


class Menu(QMenu):
    """One action for each command. Built once; the counts change in place, as tray hosts copy the menu."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self._actions: dict[Command, QAction] = {}
        self._recording = (False, False)
        for command in Command:
            action = self.addAction(icon(command.icon), command.text)
            action.triggered.connect(lambda _=False, command=command: self._tell(chosen, command))
            self._actions[command] = action
            if command in GROUP_ENDS:
                self.addSeparator()
        self.setDefaultAction(self._actions[Command.NEW_TICKET])
        self.aboutToHide.connect(self._lay_out)
        self._lay_out()

    def action(self, command: Command) -> QAction:
        """The entry of a command."""
        return self._actions[command]

    def _tell(self, chosen: Chosen, command: Command) -> None:
        """It was on the screen until now, whether Qt drew it or the tray's host."""
        note_closed()
        chosen(command)

    def show_counts(self, counts: Counts) -> None:
        """Say how many wait."""
        for command, action in self._actions.items():
            if command is not Command.RECORD and action.text() != counts.text(command):
                action.setText(counts.text(command))

    def show_recording(self, *, offered: bool, running: bool) -> None:
        """What records steps also ends it; where policy does not offer it, nothing is there.

        No entry moves away under the pointer: while the menu is open, this waits until it closes.
        """
        self._recording = (offered, running)
        if not self.isVisible():
            self._lay_out()

    def _lay_out(self) -> None:
        offered, running = self._recording
        action = self._actions[Command.RECORD]
        text = words.STOP_RECORDING if running else Command.RECORD.text
        if action.text() != text:
            action.setText(text)
        if action.isVisible() is not (offered or running):
            action.setVisible(offered or running)
