"""The one main window: navigation at the left, the chosen page beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from trayapp.core.events import Event, LinkChanged
from trayapp.ui import theme
from trayapp.ui.account.page import AccountPage
from trayapp.ui.announcements.page import AnnouncementsPage
from trayapp.ui.context import UiContext
from trayapp.ui.help.page import HelpPage
from trayapp.ui.icons import icon
from trayapp.ui.outbox.page import OutboxPage
from trayapp.ui.parts import window_memory
from trayapp.ui.parts.link_line import LinkLine
from trayapp.ui.parts.navigation import Navigation
from trayapp.ui.settings.page import SettingsPage
from trayapp.ui.style_sheet import Look, dress
from trayapp.ui.texts import account, help, outbox, settings, tickets, tray  # noqa: A004 - a page's name
from trayapp.ui.tickets.page import TicketsPage
from trayapp.ui.widgets import button

NARROW = 720
"""Below this width, in device-independent pixels, one pane shows at a time."""
_SIZE = QSize(960, 640)
_MEMORY = "main"


class MainWindow(QWidget):
    """Made when it is first asked for; closing only hides it.

    Signals:
        new_ticket_requested: open the submission dialog.
        edit_requested: open it with this `Operation` of the outbox.
    """

    new_ticket_requested = Signal()
    edit_requested = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.setWindowTitle(tray.APP)
        self.setWindowIcon(icon("trayapp", theme.accent))
        self.setMinimumSize(420, 420)
        self.resize(_SIZE)
        dress(self)
        self.navigation = Navigation(tray.APP)
        self.link_line = LinkLine()
        self.new_ticket = button(tickets.NEW_TICKET, Look.PRIMARY)
        self.pages = QStackedWidget()
        self.tickets = TicketsPage(context)
        self.outbox = OutboxPage(context)
        self.announcements = AnnouncementsPage(context)
        self.help = HelpPage(context)
        self.account = AccountPage(context)
        self.settings = SettingsPage(context)
        self._names: dict[str, QWidget] = {}
        self._add_pages()
        self._lay_out()
        self._connect()
        window_memory.restore(self, _MEMORY)
        self._fit()
        self.show_page("tickets")

    def show_page(self, name: str) -> None:
        """Turn to tickets, outbox, announcements, help, account or settings. Raises `KeyError` for another name."""
        self.navigation.choose(name)
        self.pages.setCurrentWidget(self._names[name])

    def open_ticket(self, ticket_id: str) -> None:
        """Show a ticket: by the portal's id, its number, or the op id that creates it."""
        self.show_page("tickets")
        self.tickets.open_ticket(ticket_id)

    def _add_pages(self) -> None:
        pages: list[tuple[str, str, str, QWidget]] = [
            ("tickets", "ticket", tickets.SECTION, self.tickets),
            ("outbox", "outbox", outbox.SECTION, self.outbox),
            ("announcements", "announcement", help.ANNOUNCEMENTS, self.announcements),
            ("help", "help", help.HELP, self.help),
            ("account", "account", account.SECTION, self.account),
            ("settings", "settings", settings.SECTION, self.settings),
        ]
        for number, (name, sign, words, page) in enumerate(pages, start=1):
            self.navigation.add(name, sign, words, f"Ctrl+{number}")
            self.pages.addWidget(page)
            self._names[name] = page

    def _lay_out(self) -> None:
        self.new_ticket.setIcon(icon("new", theme.on_accent))
        self.new_ticket.setAccessibleName(tickets.NEW_TICKET)
        self.new_ticket.setToolTip(f"{tickets.NEW_TICKET} (Ctrl+N)")
        self.navigation.head.addWidget(self.new_ticket)
        self.navigation.foot.addWidget(self.link_line)
        edge = QFrame()
        edge.setProperty("look", Look.LINE.value)
        edge.setStyleSheet("max-height: 16777215px; max-width: 1px; min-width: 1px;")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(edge)
        row.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.show_page)
        for page in (self.tickets, self.help):
            page.new_ticket_requested.connect(self.new_ticket_requested)
        for editing in (self.tickets, self.outbox):
            editing.edit_requested.connect(self.edit_requested)
        self.tickets.outbox_requested.connect(lambda: self.show_page("outbox"))
        self.outbox.ticket_requested.connect(self.open_ticket)
        self.outbox.counted.connect(self._count)
        self.new_ticket.clicked.connect(self.new_ticket_requested)
        QShortcut(QKeySequence.StandardKey.New, self).activated.connect(self.new_ticket_requested)
        QShortcut(QKeySequence.StandardKey.Close, self).activated.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Refresh, self).activated.connect(self._context.sync_now)
        self._context.bridge.event.connect(self._hear)
        self.link_line.show_link(self._context.link().link)

    def _hear(self, event: Event) -> None:
        if isinstance(event, LinkChanged):
            self.link_line.show_link(event.link)
        hearers: list[Callable[[Event], None]] = [
            self.tickets.hear,
            self.outbox.hear,
            self.announcements.hear,
            self.help.hear,
            self.account.hear,
            self.settings.hear,
        ]
        for hear in hearers:
            hear(event)

    def _count(self, count: int) -> None:
        self.navigation.button("outbox").set_count(count, outbox.section(count))

    # ---- frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        window_memory.remember(self, _MEMORY)
        super().closeEvent(event)

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        self.navigation.set_slim(slim=narrow)
        self.link_line.set_slim(slim=narrow)
        self.new_ticket.setText("" if narrow else tickets.NEW_TICKET)
        self.tickets.set_narrow(narrow=narrow)
