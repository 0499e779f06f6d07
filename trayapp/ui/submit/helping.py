"""Brings together the words, the store's suggestions, and the strip that shows them."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from trayapp.core.errors import LocalFault
from trayapp.core.model import Announcement, Article
from trayapp.core.ports import Suggestions
from trayapp.ui.context import UiContext
from trayapp.ui.submit.asking import Asking
from trayapp.ui.submit.hint import hints
from trayapp.ui.submit.known import Known
from trayapp.ui.submit.reader import Reader
from trayapp.ui.submit.suggestions import Strip
from trayapp.ui.texts import submit as words

if TYPE_CHECKING:
    from trayapp.ui.submit.form import Form

_log = logging.getLogger(__name__)


class Helping(QObject):
    """Suggestions before Send. `onto_tickets`: an open ticket may take what was written."""

    def __init__(self, context: UiContext, known: Known, form: Form) -> None:
        super().__init__(form)
        self._context = context
        self._known = known
        self._form = form
        self._found = Suggestions()
        self.onto_tickets = True
        self.strip = Strip()
        self.asking = Asking(context, self)
        self.asking.found.connect(self._show)
        self.strip.read.connect(self.read)
        self.strip.dismissed.connect(self.asking.stop)

    def use(self, known: Known) -> None:
        """Follow what the portal told meanwhile."""
        self._known = known
        self._show(self._found)

    def look(self) -> None:
        """Something was written, joined or left: see what fits now."""
        writing = self._form.writing
        self.asking.about(f"{writing.subject.text()} {writing.description.toPlainText()}".strip())
        self._show(self._found)

    def read(self, item: Article | Announcement) -> Reader:
        """Show it beside what is being written."""
        reader = Reader(item, self._context, self._form.window())
        reader.show()
        return reader

    def goes_on_from(self, ticket_id: str, number: str) -> str:
        """The chip of a ticket that is referred to."""
        try:
            ticket = self._context.tickets.get(ticket_id)
        except LocalFault as fault:
            _log.info("the ticket that is referred to can't be read: %s", fault)
            ticket = None
        if ticket is None:
            return words.goes_on_from(number or ticket_id, "")
        return words.goes_on_from(ticket.ref.number, ticket.subject)

    def title(self, announcement_id: str) -> str:
        """Of an announcement; empty for one that is over."""
        found = self._known.announcement(announcement_id)
        return found.title if found else ""

    def joins(self, announcement_id: str) -> str:
        """The chip of an incident that is joined."""
        return words.joins(self.title(announcement_id))

    def _show(self, found: Suggestions) -> None:
        self._found = found
        if not self.onto_tickets:
            found = replace(found, tickets=())
        joined = self._form.links.joins.target
        made = hints(found, self._known, self._context.clock())
        self.strip.show_hints([hint for hint in made if not (hint.joinable and hint.item.id == joined)])
