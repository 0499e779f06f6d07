"""The one main window: navigation at the left, the chosen page beside it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trayapp.core.events import (
    Announced,
    Delivered,
    Event,
    LinkChanged,
    Noticed,
    OutboxChanged,
    PolicyRefused,
    Stuck,
    TicketsChanged,
)
from trayapp.core.operation import Problem
from trayapp.ui import theme
from trayapp.ui.context import UiContext
from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.note import Note
from trayapp.ui.pages import NAMES, Pages
from trayapp.ui.parts.link_line import LinkLine
from trayapp.ui.parts.navigation import Navigation, upright_line
from trayapp.ui.style_sheet import Look, Tone, dress
from trayapp.ui.texts import account, bell, knowledge, outbox, settings, tickets, tray
from trayapp.ui.texts import help as help_texts
from trayapp.ui.texts.errors import explain
from trayapp.ui.tray_state import TrayState, look
from trayapp.ui.widgets import button
from trayapp.ui.window_memory import place, remember

NARROW = 720
"""Below this width, in device-independent pixels, one pane shows at a time."""
_NARROW_LINES = 42
"""The same for large fonts, in heights of a line."""
_SIZE = QSize(960, 640)
_MEMORY = "main"
_ENTRIES = {
    "tickets": ("ticket", tickets.SECTION),
    "outbox": ("outbox", outbox.SECTION),
    "bell": ("bell", bell.SECTION),
    "announcements": ("announcement", help_texts.ANNOUNCEMENTS),
    "search": ("search", knowledge.SEARCH),
    "help": ("help", help_texts.HELP),
    "account": ("account", account.SECTION),
    "settings": ("settings", settings.SECTION),
}


class MainWindow(QWidget):
    """Make it when it is first asked for; closing only hides it.

    Signals:
        new_ticket_requested: open the submission dialog.
        ticket_wanted: open it for this `ui.submit.start.Wanted`.
        edit_requested: open it with this `Operation` of the outbox.
    """

    new_ticket_requested = Signal()
    ticket_wanted = Signal(object)
    edit_requested = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.setWindowTitle(tray.APP)
        self.setWindowIcon(icon("trayapp", theme.accent))
        self.setMinimumSize(420, 420)
        dress(self)
        self.navigation = Navigation(tray.APP)
        self.link_line = LinkLine()
        self.new_ticket = button(tickets.NEW_TICKET, Look.PRIMARY)
        self.pages = Pages(context)
        self.rules = Note("", Tone.WARNING)
        self.rules.hide()
        self._lay_out()
        self._connect()
        place(self, _MEMORY, _SIZE, context.state_folder)
        self.show_page("tickets")
        self.pages.tickets.list.view.setFocus()
        self._fit()
        self._count()
        self._look_at_rules()

    def show_page(self, name: str) -> None:
        """Turn to a page of `pages.NAMES`. Raises `KeyError` for another name."""
        entry = self.navigation.button(name)
        page = self.pages.turn_to(name)
        self.navigation.choose(name)
        focused = self.focusWidget()
        if focused is not None and focused is not entry and not page.isAncestorOf(focused):
            entry.setFocus()

    def open_ticket(self, ticket_id: str) -> None:
        """Show a ticket: by the portal's id, its number, or the op id that creates it."""
        self.show_page("tickets")
        self.pages.tickets.open_ticket(ticket_id)

    def _find(self) -> None:
        """On the Tickets page its own field, and once more, or elsewhere, the search through everything."""
        shown, field = self.pages.currentWidget(), self.pages.tickets.list.filter.search
        if shown is self.pages.tickets and not field.hasFocus():
            self.pages.tickets.search()
            return
        self.show_page("search")
        self.pages.search.field.setFocus()
        self.pages.search.field.selectAll()

    def _lay_out(self) -> None:
        for number, name in enumerate(NAMES, start=1):
            self.navigation.add(name, *_ENTRIES[name], f"Ctrl+{number}")
        self.new_ticket.setIcon(icon("new", theme.on_accent))
        self.new_ticket.setAccessibleName(tickets.NEW_TICKET)
        self.new_ticket.setToolTip(plain(f"{tickets.NEW_TICKET} (Ctrl+N)"))
        self.navigation.head.addWidget(self.new_ticket)
        self.navigation.foot.addWidget(self.link_line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(upright_line())
        row.addLayout(self._beside(), 1)
        entries = [self.navigation.button(name) for name in NAMES]
        for before, after in pairwise((self.new_ticket, *entries, self.link_line)):
            QWidget.setTabOrder(before, after)

    def _beside(self) -> QVBoxLayout:
        """The page, and above it what holds for every page."""
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rules)
        column.addWidget(self.pages, 1)
        return column

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.show_page)
        self.new_ticket.clicked.connect(self.new_ticket_requested)
        self.link_line.clicked.connect(lambda: self.show_page("account"))
        self.pages.new_ticket_requested.connect(self.new_ticket_requested)
        self.pages.ticket_wanted.connect(self.ticket_wanted)
        self.pages.edit_requested.connect(self.edit_requested)
        self.pages.ticket_requested.connect(self.open_ticket)
        self.pages.page_requested.connect(self.show_page)
        keys = QKeySequence.StandardKey
        QShortcut(keys.New, self).activated.connect(self.new_ticket_requested)
        QShortcut(keys.Find, self).activated.connect(self._find)
        QShortcut(keys.Close, self).activated.connect(self.close)
        QShortcut(keys.Refresh, self).activated.connect(self._context.sync_now)
        self._context.bridge.event.connect(self._hear)
        self.link_line.show_link(self._context.link().link)

    def _hear(self, event: Event) -> None:
        match event:
            case LinkChanged(link=link):
                self.link_line.show_link(link)
            case OutboxChanged() | Delivered() | Stuck() | TicketsChanged() | Announced() | Noticed():
                self._count()
            case PolicyRefused():
                self._look_at_rules()
        self.pages.hear(event)

    def _look_at_rules(self) -> None:
        """Say that the portal's latest rules could not be taken, as long as that is so."""

        def show(problem: Problem | None) -> None:
            self.rules.setVisible(problem is not None)
            if problem is not None:
                self.rules.say(str(explain(problem)))

        self._context.background.run(self._context.notes.refused_policy, show, owner=self)

    def _count(self) -> None:
        self._context.background.run(lambda: look(self._context), self._show_counts, owner=self)

    def _show_counts(self, state: TrayState) -> None:
        self.navigation.button("outbox").set_count(state.pending, outbox.section(state.pending))
        spoken = help_texts.announcements_section(state.announcements)
        self.navigation.button("announcements").set_count(state.announcements, spoken)
        self.navigation.button("bell").set_count(state.bell, bell.section(state.bell))

    # ---- frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        remember(self, _MEMORY, self._context.state_folder)
        super().closeEvent(event)

    def _fit(self) -> None:
        narrow = self.width() < max(NARROW, _NARROW_LINES * self.fontMetrics().height())
        self.navigation.set_slim(slim=narrow)
        self.link_line.set_slim(slim=narrow)
        self.new_ticket.setText("" if narrow else tickets.NEW_TICKET)
        self.pages.tickets.set_narrow(narrow=narrow)
