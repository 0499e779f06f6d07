"""Which window answers which wish: the tray's menu, a notification, a second start."""

from __future__ import annotations

from collections.abc import Callable

from trayapp.core.operation import Operation
from trayapp.desktop.wishes import Wish
from trayapp.ui.context import UiContext
from trayapp.ui.main_window import MainWindow
from trayapp.ui.menu import Command
from trayapp.ui.notices import TICKET
from trayapp.ui.submit.flow import edit_operation, open_submission
from trayapp.ui.submit.recorded import mark_step, record_for_ticket, stop_recording
from trayapp.ui.submit.start import Wanted
from trayapp.ui.tickets.kept_answers import KeptAnswers

_PAGES = {
    Command.TICKETS: "tickets",
    Command.OUTBOX: "outbox",
    Command.ANNOUNCEMENTS: "announcements",
    Command.HELP: "help",
    Command.ACCOUNT: "account",
    Command.SETTINGS: "settings",
}


class Windows:
    """Opens windows; the main window is made when it is first asked for."""

    def __init__(self, context: UiContext, leave: Callable[[], None]) -> None:
        self._context = context
        self._leave = leave
        self._main: MainWindow | None = None

    @property
    def main(self) -> MainWindow:
        """The main window, shown or not."""
        if self._main is None:
            self._main = MainWindow(self._context)
            self._main.new_ticket_requested.connect(self.new_ticket)
            self._main.ticket_wanted.connect(self.want_ticket)
            self._main.edit_requested.connect(self._edit)
        return self._main

    def obey(self, command: Command) -> None:
        """Something was chosen from the tray's menu."""
        if command is Command.QUIT:
            self._leave()
        elif command is Command.RECORD:
            self.record()
        elif command is Command.NEW_TICKET:
            self.new_ticket()
        else:
            self.show_page(_PAGES[command])

    def fulfil(self, wish: Wish) -> None:
        """A second start asked for something (APP-9)."""
        if wish.action == "quit":
            self._leave()
        elif wish.action == "ticket" and wish.ticket_id:
            self.open_ticket(wish.ticket_id)
        elif wish.action == "window":
            self.show_page("tickets")
        else:
            self.new_ticket(Wanted(subject=wish.subject, description=wish.description))

    def open_target(self, target: str | None) -> None:
        """A notification was clicked (APP-7)."""
        if target and target.startswith(TICKET):
            self.open_ticket(target.removeprefix(TICKET))
        elif target:
            self.show_page(target)

    def new_ticket(self, wanted: Wanted | None = None) -> None:
        """The submission dialog, with pictures of this moment; while steps are recorded: their end."""
        if not stop_recording(self._context):
            open_submission(self._context, wanted=wanted)

    def key_pressed(self) -> None:
        """The key that works from anywhere; while steps are recorded it marks one."""
        if not mark_step(self._context):
            self.new_ticket()

    def record(self) -> None:
        """Begin to record steps, or end it."""
        if not stop_recording(self._context):
            record_for_ticket(self._context)

    def want_ticket(self, wanted: Wanted) -> None:
        """The submission dialog for something in particular."""
        open_submission(self._context, wanted=wanted)

    def show_page(self, name: str) -> None:
        """The main window at that page."""
        self.main.show_page(name)
        self._to_front()

    def open_ticket(self, ticket_id: str) -> None:
        """The main window at that ticket."""
        self.main.open_ticket(ticket_id)
        self._to_front()

    def keep_now(self) -> None:
        """The session may be about to end: keep what is being written on tickets. Raises `LocalFault`."""
        for kept in self._main.findChildren(KeptAnswers) if self._main is not None else ():
            kept.keep_now()

    def close(self) -> None:
        """Before the program ends."""
        if self._main is not None:
            self._main.close()

    def _edit(self, operation: Operation) -> None:
        edit_operation(self._context, operation)

    def _to_front(self) -> None:
        self.main.showNormal() if self.main.isMinimized() else self.main.show()
        self.main.raise_()
        self.main.activateWindow()
