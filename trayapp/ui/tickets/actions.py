"""What can be done to a ticket, at the top right: change its urgency, close it, go on in a new one (TK-4, ST-7)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from trayapp.core.model import Action
from trayapp.core.operation import OpKind
from trayapp.ui.hints import plain
from trayapp.ui.style_sheet import Look
from trayapp.ui.texts import sent as sent_texts
from trayapp.ui.texts import tickets as texts
from trayapp.ui.theme import GRID
from trayapp.ui.tickets.shown import Shown
from trayapp.ui.widgets import button


class Actions(QWidget):
    """Shows only what the portal grants; a wish that is on its way already is not offered again.

    Signals:
        urgency_wanted: the code of a priority.
        close_wanted, refer_wanted, edit_wanted, outbox_wanted, sent_wanted: the buttons.
    """

    urgency_wanted = Signal(str)
    close_wanted = Signal()
    refer_wanted = Signal()
    edit_wanted = Signal()
    outbox_wanted = Signal()
    sent_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.urgency = button(texts.CHANGE_URGENCY, Look.QUIET, "priority")
        self.menu = QMenu(self.urgency)
        self.urgency.setMenu(self.menu)
        self.close_ticket = button(texts.CLOSE, Look.QUIET, "check")
        self.refer = button(texts.REFER, Look.QUIET, "new")
        self.edit = button(texts.EDIT, Look.QUIET, "edit")
        self.outbox = button(texts.OUTBOX, Look.QUIET, "outbox")
        self.sent = button(sent_texts.SHOW, Look.QUIET, "eye")
        shown = (self.urgency, self.close_ticket, self.refer, self.edit, self.outbox, self.sent)
        self._words = {each: each.text() for each in shown}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for each, words in self._words.items():
            each.setAccessibleName(words)
            each.setToolTip(plain(words))
            row.addWidget(each)
        self.close_ticket.clicked.connect(self.close_wanted)
        self.refer.clicked.connect(self.refer_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.outbox.clicked.connect(self.outbox_wanted)
        self.sent.clicked.connect(self.sent_wanted)

    def offer(self, shown: Shown) -> None:
        """Follow the ticket and what the portal grants."""
        self._fill(shown)
        changeable = shown.may(Action.PRIORITY) and not self.menu.isEmpty()
        self.urgency.setVisible(changeable and not shown.asked_to(OpKind.PRIORITY))
        self.close_ticket.setVisible(shown.may(Action.CLOSE) and not shown.asked_to(OpKind.CLOSE))
        self.refer.setVisible(shown.may(Action.REFERENCE))
        unsent = shown.create is not None and not shown.create.finished
        self.edit.setVisible(unsent and not (shown.create is not None and shown.create.unsure))
        self.outbox.setVisible(unsent)
        self.sent.setVisible(not unsent)

    def fit(self, room: int) -> None:
        """Icons alone where the words have no room; the words stay as tooltip and for screen readers.

        What is only looked at gives its words up first.
        """
        for each, words in self._words.items():
            each.setText(words)
        for each in (self.sent, *self._words):
            if self.sizeHint().width() > room:
                each.setText("")

    def _fill(self, shown: Shown) -> None:
        self.menu.clear()
        group = QActionGroup(self.menu)
        for priority in shown.policy.priorities if shown.policy else ():
            item = self.menu.addAction(priority.label.replace("&", "&&"))
            item.setToolTip(plain(priority.meaning))
            item.setCheckable(True)
            item.setChecked(shown.ticket is not None and shown.ticket.priority == priority.code)
            item.setEnabled(not item.isChecked())
            item.triggered.connect(lambda _on=False, code=priority.code: self.urgency_wanted.emit(code))
            group.addAction(item)
        self.menu.setToolTipsVisible(True)
