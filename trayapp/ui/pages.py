"""The pages of the main window; each is made when it is first needed."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from trayapp.core.events import Event
from trayapp.ui.account.page import AccountPage
from trayapp.ui.announcements.page import AnnouncementsPage
from trayapp.ui.bell.page import BellPage
from trayapp.ui.context import UiContext
from trayapp.ui.help.article_page import ArticlePage
from trayapp.ui.help.page import HelpPage
from trayapp.ui.outbox.page import OutboxPage
from trayapp.ui.search.page import SearchPage
from trayapp.ui.settings.page import SettingsPage
from trayapp.ui.submit.start import Wanted
from trayapp.ui.tickets.page import TicketsPage

NAMES = ("tickets", "outbox", "bell", "announcements", "search", "help", "account", "settings")
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
        self._before: QWidget = self

    @cached_property
    def tickets(self) -> TicketsPage:
        """The Tickets page."""
        page = TicketsPage(self._context)
        page.new_ticket_requested.connect(self.new_ticket_requested)
        page.edit_requested.connect(self.edit_requested)
        page.outbox_requested.connect(lambda: self.page_requested.emit("outbox"))
        page.ticket_wanted.connect(self.ticket_wanted)
        page.incident_requested.connect(lambda _id: self.page_requested.emit("announcements"))
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
        page = AnnouncementsPage(self._context)
        page.joined.connect(lambda incident: self.ticket_wanted.emit(Wanted(joins=incident)))
        return page

    @cached_property
    def bell(self) -> BellPage:
        """The page behind the bell."""
        page = BellPage(self._context)
        page.ticket_requested.connect(self.ticket_requested)
        return page

    @cached_property
    def search(self) -> SearchPage:
        """The page that searches everything."""
        page = SearchPage(self._context)
        page.ticket_requested.connect(self.ticket_requested)
        page.page_requested.connect(self.page_requested)
        page.article_requested.connect(self.show_article)
        return page

    @cached_property
    def article(self) -> ArticlePage:
        """One article; it stands behind the page it was opened from."""
        page = ArticlePage(self._context)
        page.back.connect(lambda: self.setCurrentWidget(self._before))
        return page

    @cached_property
    def help(self) -> HelpPage:
        """The Help & contact page."""
        page = HelpPage(self._context)
        page.new_ticket_requested.connect(self.new_ticket_requested)
        page.nature_requested.connect(lambda nature: self.ticket_wanted.emit(Wanted(nature=nature)))
        page.article_requested.connect(self.show_article)
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

    def show_article(self, article_id: str) -> None:
        """Read an article; Back leads to the page that shows now."""
        if self.currentWidget() is not self.article:
            self._before = self.currentWidget() or self.tickets
        self.article.show_article(article_id)
        if self.indexOf(self.article) < 0:
            self.addWidget(self.article)
        self.setCurrentWidget(self.article)
        self.article.leave.setFocus()

    def hear(self, event: Event) -> None:
        """Hand an event to every page made so far; the others read the store when they are made."""
        for name in NAMES:
            page = self.__dict__.get(name)
            if page is not None:
                page.hear(event)
