"""The pages of the main window; each is made when it is first needed."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from trayapp.core.events import Event
from trayapp.ui.account.page import AccountPage
from trayapp.ui.announcements.page import AnnouncementsPage
from trayapp.ui.context import UiContext
from trayapp.ui.help.page import HelpPage
from trayapp.ui.outbox.page import OutboxPage
from trayapp.ui.settings.page import SettingsPage
from trayapp.ui.tickets.page import TicketsPage

NAMES = ("tickets", "outbox", "announcements", "help", "account", "settings")
"""In the order of the navigation."""


class Pages(QStackedWidget):
    """Signals:
    new_ticket_requested: open the submission dialog.
    ticket_wanted: open it for this `ui.submit.start.Wanted`: with a reference, a nature, an incident.
    edit_requested: open it with this `Operation`.
    ticket_requested: show the ticket of that id.
    page_requested: turn to the page of that name.
    """

    new_ticket_requested = Signal()
    ticket_wanted = Signal(object)
    edit_requested = Signal(object)
    ticket_requested = Signal(str)
    page_requested = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context

    @cached_property
    def tickets(self) -> TicketsPage:
        """The Tickets page."""
        page = TicketsPage(self._context)
        page.new_ticket_requested.connect(self.new_ticket_requested)
        page.edit_requested.connect(self.edit_requested)
        page.outbox_requested.connect(lambda: self.page_requested.emit("outbox"))
        return page

    @cached_property
    def outbox(self) -> OutboxPage:
        """The Outbox page."""
        page = OutboxPage(self._context)
        page.edit_requested.connect(self.edit_requested)
        page.ticket_requested.connect(self.ticket_requested)
        page.sign_in_requested.connect(lambda: self.page_requested.emit("account"))
        return page

    @cached_property
    def announcements(self) -> AnnouncementsPage:
        """The Announcements page."""
        return AnnouncementsPage(self._context)

    @cached_property
    def help(self) -> HelpPage:
        """The Help & contact page."""
        page = HelpPage(self._context)
        page.new_ticket_requested.connect(self.new_ticket_requested)
        return page

    @cached_property
    def account(self) -> AccountPage:
        """The Account page."""
        return AccountPage(self._context)

    @cached_property
    def settings(self) -> SettingsPage:
        """The Settings page."""
        return SettingsPage(self._context)

    def turn_to(self, name: str) -> QWidget:
        """Show the page of that name, and hand it over."""
        page: QWidget = getattr(self, name)
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
        return page

    def hear(self, event: Event) -> None:
        """Hand an event to every page made so far; the others read the store when they are made."""
        for name in NAMES:
            page = self.__dict__.get(name)
            if page is not None:
                page.hear(event)
