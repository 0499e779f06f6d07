"""The Announcements page (INFO-1)."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.core.events import Announced, Event, PolicyChanged, TicketsChanged
from trayapp.core.model import Announcement, Capabilities
from trayapp.ui.announcements.card import AnnouncementCard
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.parts.empty import Empty
from trayapp.ui.parts.page import Page, clear
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import help as texts
from trayapp.ui.texts.errors import explain_error


class AnnouncementsPage(Page):
    """Those that hold now, newest first."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(texts.ANNOUNCEMENTS)
        self._context = context
        self._drawn: tuple[Announcement, ...] | None = None
        self.refresh()

    def hear(self, event: Event) -> None:
        """Something was announced, or withdrawn with a pull."""
        if isinstance(event, Announced | TicketsChanged | PolicyChanged):
            self.refresh()

    def refresh(self) -> None:
        """Read them again, in the background."""
        context = self._context
        context.background.run(
            lambda: (context.tickets.announcements(context.clock()), context.desk.capabilities),
            lambda found: self._show(*found),
            self._fail,
            owner=self,
        )

    def cards(self) -> list[AnnouncementCard]:
        """What is drawn."""
        return self.findChildren(AnnouncementCard)

    def _show(self, announcements: Sequence[Announcement], granted: Capabilities) -> None:
        if tuple(announcements) == self._drawn and announcements:
            return
        self._drawn = tuple(announcements)
        clear(self.column)
        for announcement in announcements:
            self.column.addWidget(AnnouncementCard(announcement, self._context.clock()))
        if not announcements:
            empty = Empty("announcement")
            empty.say(texts.NO_ANNOUNCEMENTS if granted.announcements else texts.NO_ANNOUNCEMENTS_HERE)
            self.column.addWidget(empty)

    def _fail(self, error: Exception) -> None:
        self._drawn = None
        clear(self.column)
        self.column.addWidget(Note(str(explain_error(error)), Tone.FAILED))
