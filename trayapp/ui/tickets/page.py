"""The Tickets page: the list and the ticket side by side, or one after the other when there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from trayapp.core.events import Delivered, Event, LinkChanged, OutboxChanged, PolicyChanged, TicketsChanged
from trayapp.ui.context import UiContext
from trayapp.ui.submit.start import Wanted
from trayapp.ui.tickets.list_pane import ListPane
from trayapp.ui.tickets.view import TicketView


class TicketsPage(QWidget):
    """Signals:
    new_ticket_requested: from an empty list.
    edit_requested: an operation to edit in the submission dialog.
    outbox_requested: show the outbox.
    ticket_wanted: open the submission dialog for this `Wanted`.
    incident_requested: the id of an announcement to show.
    """

    new_ticket_requested = Signal()
    edit_requested = Signal(object)
    outbox_requested = Signal()
    ticket_wanted = Signal(object)
    incident_requested = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._narrow = False
        self._at_ticket = False
        self.list = ListPane(context)
        self.view = TicketView(context)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.view)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([310, 450])
        self.list.setMinimumWidth(230)
        self.view.setMinimumWidth(300)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self._connect()
        self.list.offer_views()
        self.list.model.ask(self.list.filter.query())
        self.set_narrow(narrow=False)

    def open_ticket(self, key: str) -> None:
        """Show a ticket, whatever list is shown beside it."""
        self.view.show_ticket(key)
        self.list.view.select(key)
        self._turn(to_ticket=True)

    def set_narrow(self, *, narrow: bool) -> None:
        """One pane at a time, with Back, or both side by side."""
        self._narrow = narrow
        self.view.offer_back(offered=narrow)
        self._turn(to_ticket=self._at_ticket)

    def hear(self, event: Event) -> None:
        """Something changed on the portal or in the outbox."""
        match event:
            case TicketsChanged(ids=ids):
                self.list.refresh()
                self.list.freshness.refresh()
                if not ids or self.view.key in ids:
                    self.view.refresh()
            case Delivered(ref=ref, instead_of=closed) if closed is not None:
                self.view.tell_moved(closed, ref)
                self.list.refresh()
                self.view.refresh()
            case OutboxChanged() | Delivered():
                self.list.refresh()
                self.view.refresh()
            case PolicyChanged():
                self.list.offer_views()
                self.list.refresh()
                self.view.refresh()
            case LinkChanged():
                self.list.freshness.refresh()

    def _turn(self, *, to_ticket: bool) -> None:
        self._at_ticket = to_ticket
        self.list.setVisible(not self._narrow or not to_ticket)
        # beside a list that has nothing, nothing can be chosen
        alone = self.list.bare and not self.view.key
        self.view.setVisible(to_ticket if self._narrow else not alone)

    def _choose(self, key: str) -> None:
        if not self._narrow:  # there, arrows only move in the list
            self.view.show_ticket(key)

    def _open(self, key: str) -> None:
        self.view.show_ticket(key)
        self._turn(to_ticket=True)

    def _back(self) -> None:
        self._turn(to_ticket=False)
        self.list.view.setFocus()

    def search(self) -> None:
        """Go to the field that searches the tickets, also from a ticket."""
        self._turn(to_ticket=False)
        self.list.filter.search.setFocus()
        self.list.filter.search.selectAll()

    def _renamed(self, old: str, new: str) -> None:
        if self.list.view.selected == old:
            self.list.view.select(new)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.list.filled.connect(lambda: self._turn(to_ticket=self._at_ticket))
        self.list.new_ticket_requested.connect(self.new_ticket_requested)
        self.view.back.connect(self._back)
        self.view.renamed.connect(self._renamed)
        self.view.read.connect(self.list.model.mark_read)
        self.view.edit_requested.connect(self.edit_requested)
        self.view.outbox_requested.connect(self.outbox_requested)
        self.view.reference_requested.connect(lambda ref: self.ticket_wanted.emit(Wanted(references=ref)))
        self.view.ticket_requested.connect(self.open_ticket)
        self.view.incident_requested.connect(self.incident_requested)
