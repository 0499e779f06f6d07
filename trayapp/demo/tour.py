"""The main job, walked by itself through the real widgets with a real pointer, one picture for each step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from trayapp.app.tray_program import TrayProgram
from trayapp.app.windows import Windows
from trayapp.core.events import Answered, Event
from trayapp.core.operation import OpState
from trayapp.demo.hands import Hands
from trayapp.demo.portal_process import PortalProcess
from trayapp.demo.walk import Still, Until, Walk, Walker
from trayapp.ui.context import UiContext
from trayapp.ui.menu import Command
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import current

SUBJECT = "Mail refuses my password since this morning"
_MORE = "I have not changed it. Webmail works, Outlook asks again and again."
_ANSWER = "Thank you, that was quick. It works again."
_DUNST = QPoint(1084, 60)
"""Where the virtual desktop's notifications begin."""


class Tour:
    """One walk. `problem` and `pictures` tell how it went once the program has ended."""

    def __init__(self, program: TrayProgram, portal: PortalProcess, folder: Path) -> None:
        self._program = program
        self._portal = portal
        self._hands = Hands(self._context.capturer, folder)
        self._answered = False
        self._context.bridge.event.connect(self._hear)
        self._walker = Walker(self._walk(), self._done)
        self.problem: str | None = "it was interrupted"

    @property
    def pictures(self) -> list[Path]:
        """The files written, in order."""
        return self._hands.pictures

    def start(self) -> None:
        """Begin; ends the program when it is over."""
        self._walker.start()

    def _walk(self) -> Walk:
        yield from self._look_at_tray()
        yield from self._write()
        yield from self._send_offline()
        yield from self._come_back()
        yield from self._get_answer()
        yield from self._reply()

    def _look_at_tray(self) -> Walk:
        """The icon, and its menu."""
        yield Until(lambda: self._program.tray.icon.geometry().width(), "the tray icon")
        yield Until(self._context.tickets.synced_at, "the first sync")
        yield Still(1)
        self._hands.picture("tray")
        self._hands.click_at(self._icon, button=3)
        yield Until(self._program.tray.menu.isVisible, "the menu")
        yield Still()
        self._hands.picture("menu")
        self._hands.key("Escape")
        yield Still()

    def _write(self) -> Walk:
        """The dialog with its screenshot, filled in, and what will be sent."""
        self._hands.click_at(self._icon)
        yield Until(lambda: self._dialog is not None, "the dialog")
        yield Still(1.5)
        self._hands.type(SUBJECT)
        self._hands.key("Tab")
        self._hands.type(_MORE)
        yield Still(1)
        self._hands.picture("dialog")
        self._hands.click(self._button(self._dialog, "What will be sent"))
        yield Still(1)
        self._hands.picture("what-will-be-sent")
        self._hands.click(self._button(self._dialog, "What will be sent"))
        yield Still()

    def _send_offline(self) -> Walk:
        """The portal is gone; the ticket is safe all the same."""
        self._portal.stop()
        self._hands.key("ctrl+Return")
        yield Until(lambda: self._dialog is None, "the dialog to close")
        yield Still()
        self._hands.picture("saved")
        yield from self._open_page(Command.OUTBOX)
        yield Until(lambda: self._states() == [OpState.WAITING], "the ticket to wait in the outbox")
        yield Still(1)
        self._hands.picture("outbox-offline")

    def _come_back(self) -> Walk:
        """The portal is there again, and the ticket gets its number."""
        self._portal.start()
        self._hands.click(self._button(self._windows.main.pages.outbox, "Try now"))
        yield Until(lambda: not self._states(), "the ticket to be delivered")
        yield Still(1)
        self._hands.picture("outbox-sent")
        self._hands.click(self._windows.main.navigation.button("tickets"))
        yield Still(1)
        self._hands.picture("tickets")
        self._windows.main.close()

    def _get_answer(self) -> Walk:
        """The agent answers: a notification, and a click on it opens the ticket."""
        yield Until(lambda: self._answered, "the agent's answer")
        yield Still(1)
        self._hands.picture("notification")
        self._hands.click_at(_DUNST)
        yield Until(self._windows.main.isVisible, "the ticket to open by the notification")
        self._hands.click_at(_DUNST, button=2)  # the rest goes
        yield Still(1.5)
        self._hands.picture("answer")

    def _reply(self) -> Walk:
        """The employee answers, too."""
        self._hands.click(self._windows.main.pages.tickets.view.answer.edit)
        self._hands.type(_ANSWER)
        self._hands.key("ctrl+Return")
        yield Until(lambda: not self._states(), "the answer to be delivered")
        yield Still(1.5)
        self._hands.picture("replied")

    def _open_page(self, command: Command) -> Walk:
        """Through the tray's menu."""
        self._hands.click_at(self._icon, button=3)
        menu = self._program.tray.menu
        yield Until(menu.isVisible, "the menu")
        yield Still(0.2)
        self._hands.click_rect(menu, menu.actionGeometry(menu.action(command)))
        yield Until(self._windows.main.isVisible, "the main window")
        yield Still()

    # ---- what the walk looks at

    @property
    def _context(self) -> UiContext:
        assert self._program.context is not None  # noqa: S101 - the walk begins when the program is complete
        return self._program.context

    @property
    def _windows(self) -> Windows:
        assert self._program.windows is not None  # noqa: S101 - as above
        return self._program.windows

    @property
    def _dialog(self) -> SubmissionDialog | None:
        return current(self._context)

    @property
    def _icon(self) -> QPoint:
        return self._program.tray.icon.geometry().center()

    def _states(self) -> list[OpState]:
        return [operation.state for operation in self._context.outbox.pending()]

    def _button(self, within: QWidget | None, words: str) -> QAbstractButton:
        """The visible button whose text begins so. Raises `LookupError`."""
        for button in within.findChildren(QAbstractButton) if within else []:
            said = button.text().replace("&", "") or button.accessibleName()
            if button.isVisible() and said.startswith(words):
                return button
        raise LookupError(words)

    def _hear(self, event: Event) -> None:
        self._answered |= isinstance(event, Answered)

    def _done(self, problem: str | None) -> None:
        self.problem = problem
        if problem:
            self._hands.picture("stuck")
        # exit, not quit: that would ask the open dialog, which would ask whether to keep the words
        ending: Callable[[], None] = QApplication.exit if problem else self._program.leave
        ending()
