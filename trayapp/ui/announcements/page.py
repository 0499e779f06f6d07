"""The Announcements page (INFO-1)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from trayapp.core.events import Announced, Event, PolicyChanged, TicketsChanged
from trayapp.core.model import Announcement, Capabilities
from trayapp.core.policy import Permission
from trayapp.ui.announcements.card import AnnouncementCard
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.parts.empty import Empty
from trayapp.ui.parts.page import Page, clear
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import help as texts
from trayapp.ui.texts.errors import explain_error


class AnnouncementsPage(Page):
    """Those that hold now, newest first.

    Signals:
        joined: the id of an incident that the employee meets, too.
    """

    joined = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__(texts.ANNOUNCEMENTS)
        self._context = context
        self._drawn: tuple[object, ...] | None = None
        self.refresh()

    def hear(self, event: Event) -> None:
        """Something was announced, or withdrawn with a pull."""
        if isinstance(event, Announced | TicketsChanged | PolicyChanged):
            self.refresh()

    def refresh(self) -> None:
        """Read them again, in the background."""
        context = self._context
        context.background.run(
            lambda: (
                context.tickets.announcements(context.clock()),
                context.desk.capabilities,
                _may_join(context),
            ),
            lambda found: self._show(*found),
            self._fail,
            owner=self,
        )

    def cards(self) -> list[AnnouncementCard]:
        """What is drawn."""
        return self.findChildren(AnnouncementCard)

    def _show(self, announcements: Sequence[Announcement], granted: Capabilities, may_join: bool) -> None:
        if (may_join, *announcements) == self._drawn and announcements:
            return
        self._drawn = (may_join, *announcements)
        clear(self.column)
        for announcement in announcements:
            card = AnnouncementCard(announcement, self._context.clock(), may_join=may_join)
            card.joined.connect(self.joined)
            self.column.addWidget(card)
        if not announcements:
            empty = Empty("announcement")
            empty.say(texts.NO_ANNOUNCEMENTS if granted.announcements else texts.NO_ANNOUNCEMENTS_HERE)
            self.column.addWidget(empty)

    def _fail(self, error: Exception) -> None:
        self._drawn = None
        clear(self.column)
        self.column.addWidget(Note(str(explain_error(error)), Tone.FAILED))


def _may_join(context: UiContext) -> bool:
    """The portal has incidents, and this person may write tickets."""
    policy, me = context.notes.policy(), context.desk.me
    return (
        policy is not None
        and "incidents" in policy.features
        and (me is None or Permission.CREATE in me.permissions)
    )
