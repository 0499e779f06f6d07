"""The middle of the window: filter, list, what an empty list says, and how fresh it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from trayapp.core.model import Probe
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.parts.empty import Empty
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import by_mail
from trayapp.ui.texts import tickets as texts
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.theme import GAP
from trayapp.ui.tickets.filter_bar import FilterBar
from trayapp.ui.tickets.freshness import Freshness
from trayapp.ui.tickets.list_delegate import TicketDelegate
from trayapp.ui.tickets.list_model import TicketListModel
from trayapp.ui.tickets.list_view import TicketListView
from trayapp.ui.widgets import button

_CALM = 200
"""Milliseconds over which changes are gathered before the list is read again."""
_MINUTE = 60_000


class ListPane(QWidget):
    """Signals:
    chosen: the key of the ticket the employee selected.
    opened: the same, by Enter or a click: a narrow window then turns the page.
    new_ticket_requested: from the button of an empty list.
    filled: rows were read, or there are none: see `bare`.
    """

    chosen = Signal(str)
    opened = Signal(str)
    new_ticket_requested = Signal()
    filled = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.filter = FilterBar()
        self.model = TicketListModel(context, self)
        self.view = TicketListView(self.model, TicketDelegate(context.clock, self))
        self.fault = Note("", Tone.FAILED)
        self.fault.hide()
        self.by_mail = Note("", Tone.MUTED)
        self._over = _inset(self.by_mail)
        self._over.hide()
        self._new_ticket = button(texts.NEW_TICKET, Look.PRIMARY)
        self._new_ticket.clicked.connect(self.new_ticket_requested)
        self.empty = Empty("ticket", self._new_ticket)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.freshness = Freshness(context)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(lambda: self.model.refresh(self.view.rows_in_use()))
        self._views_asked = 0
        self._untold: tuple[str, str] | None = None
        """What stands in the place of a list where the helpdesk has none."""
        self._above = ""
        """Then: what stands over what was sent."""
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self._tick)
        self._lay_out()
        self._connect()

    @property
    def bare(self) -> bool:
        """There is nothing to choose from, and there may never be: the helpdesk has no list."""
        return self._untold is not None and not self.model.rowCount() and not self.model.query.words

    def refresh(self) -> None:
        """Read again soon; many calls in a row make one reading."""
        if not self._calm.isActive():
            self._calm.start()

    def offer_views(self) -> None:
        """Follow the views of the policy that the portal grants; both lie in the store, so read in the background."""
        desk, notes = self._context.desk, self._context.notes
        self._views_asked += 1
        number = self._views_asked
        self._context.background.run(
            lambda: (texts.views(notes.policy(), desk.capabilities.views), notes.probe()),
            lambda known: self._offer(number, *known),
            owner=self,
        )

    def _offer(self, number: int, views: Sequence[tuple[str, str]], probe: Probe | None) -> None:
        """An empty list that was told before the views were known names another one to look in."""
        if number != self._views_asked:
            return  # read before what changed since, and overtaken
        before = self._untold
        self._untold = by_mail.instead_of_a_list(probe) if probe and by_mail.tells_nothing(probe) else None
        self._above = by_mail.above_the_list(probe) if probe and self._untold else ""
        self.filter.offer(views if self._untold is None else ())
        if (before is None) is not (self._untold is None):
            self.model.refresh(self.view.rows_in_use())  # what is listed is something else
        elif self._stack.currentWidget() is self.view or self.empty.title.text():
            self._show_rows()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter)
        column.addWidget(self.fault)
        column.addWidget(self._over)
        column.addWidget(self._stack, 1)
        column.addWidget(self.freshness)

    def _connect(self) -> None:
        self.filter.changed.connect(self.model.ask)
        self.model.refreshed.connect(self._show_rows)
        self.model.failed.connect(lambda error: self.fault.say(str(explain_error(error))))
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)

    def _show_rows(self) -> None:
        self.fault.hide()
        found = self.model.rowCount() > 0
        self.filter.setVisible(not self.bare)
        self._say_above(self._above if found else "")
        if not found:
            query = self.model.query
            words = self._untold if self.bare else None
            self.empty.say(words or texts.empty(query.view, query.words, self.filter.widest()))
            self._new_ticket.setVisible(not query.words)
        self._stack.setCurrentWidget(self.view if found else self.empty)
        self.filled.emit()

    def _say_above(self, words: str) -> None:
        """Once, for a screen reader."""
        self._over.setVisible(bool(words))
        if words != self.by_mail.text():
            self.by_mail.say(words)

    def _tick(self) -> None:
        self.view.viewport().update()
        self.freshness.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()


def _inset(note: QWidget) -> QWidget:
    """In line with the field that searches."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(12, 0, 12, GAP)
    column.addWidget(note)
    return holder
