"""The head of a ticket: what it is, how it stands, and what can be done."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from trayapp.core.model import Role
from trayapp.ui.context import UiContext
from trayapp.ui.parts.text_block import TextBlock
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import sharing
from trayapp.ui.texts import tickets as texts
from trayapp.ui.theme import GAP, GRID, GROUP, Text
from trayapp.ui.tickets.actions import Actions
from trayapp.ui.tickets.capped import Capped
from trayapp.ui.tickets.countdown import Countdown
from trayapp.ui.tickets.details import DetailsTable, Line, details
from trayapp.ui.tickets.folds import Folds
from trayapp.ui.tickets.participants import GRANTS, participants
from trayapp.ui.tickets.people import People
from trayapp.ui.tickets.relations import Relations
from trayapp.ui.tickets.shown import Shown
from trayapp.ui.tickets.status_dot import StatusDot
from trayapp.ui.tickets.status_line import standing
from trayapp.ui.widgets import button, label, paragraph, rule

_SHARE, _SHARE_UNFOLDED = 0.5, 0.64
"""Of the pane's height, at most; the second while something is folded out."""


class Header(QWidget):
    """Stays in place while the conversation scrolls."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._shown: Shown | None = None
        self._lines: list[Line] = []
        self._room = 0
        self._unfolded = False
        self.back = button("", Look.QUIET, "back")
        self.back.setAccessibleName(texts.BACK)
        self.back.setToolTip(texts.BACK)
        self.number = label("", Text.SMALL, Tone.MUTED)
        self.status = StatusDot()
        self.acts = Actions()
        self.title = TextBlock(font=Text.TITLE)
        self.meaning = paragraph("", Text.SMALL, Tone.MUTED)
        self.timing = paragraph("", Text.SMALL)
        self.countdown = Countdown()
        self.relations = Relations()
        self._folds = Folds()
        self.fold = self._folds.add(texts.DETAILS, self._table)
        self.sharing = People(self)
        self.people = self._folds.add(sharing.SECTION, lambda: self.sharing)
        self._body = Capped(self._contents())
        self._body.setAccessibleName(texts.STANDING)
        self._folds.unfolded.connect(self._make_room)
        self._lay_out()

    def set_room(self, height: int) -> None:
        """How tall the pane is: the conversation keeps its part of it."""
        self._room = height
        self._body.set_cap(round(height * (_SHARE_UNFOLDED if self._unfolded else _SHARE)))

    def show_ticket(self, shown: Shown, now: datetime) -> None:
        """Show the head of this ticket."""
        words = standing(shown, now)
        if words is None:
            return
        self.number.setText(words.number)
        self.status.say(shown.state, words.status)
        if self.title.toPlainText() != words.title:
            self.title.setPlainText(words.title)
        self._say(self.meaning, words.meaning)
        self._say(self.timing, " · ".join(filter(None, (words.urgency, words.due, words.credits))))
        self.countdown.say(shown, words.countdown)
        self.relations.show_of(shown)
        self.acts.offer(shown)
        self._fit_actions()
        self._fold(shown, now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_actions()

    def _fit_actions(self) -> None:
        taken = self.number.sizeHint().width() + 2 * GROUP + 3 * GAP
        taken += 0 if self.back.isHidden() else self.back.sizeHint().width()
        self.acts.fit(self.width() - taken)

    def _fold(self, shown: Shown, now: datetime) -> None:
        """What is folded out stays so over a refresh of the same ticket."""
        if self._shown is not None and self._shown.key not in (shown.key, _created_by(shown)):
            self._folds.close_all()
        self._shown = shown
        lines = details(shown, now)
        if lines != self._lines:
            self._lines = lines
            self.fold.renew()
        self._show_people(shown, now)

    def _show_people(self, shown: Shown, now: datetime) -> None:
        people = participants(shown, now)
        addable = frozenset(role for role in Role if shown.may(GRANTS[role]))
        self.people.offer(offered=bool(people or addable))
        self.people.set_title(sharing.section(len(people), sum(person.stuck for person in people)))
        self.sharing.show_people(people, addable)
        self._order_tabs()

    def _table(self) -> QWidget:
        ref = self._shown.ticket.ref if self._shown and self._shown.ticket else None
        return DetailsTable(self._context, ref, self._lines)

    def _say(self, words: QLabel, text: str) -> None:
        words.setText(text)
        words.setVisible(bool(text))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.back)
        top.addWidget(self.number)
        top.addStretch(1)
        top.addWidget(self.acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(GROUP - 2, GAP + GRID, GRID, 0)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self._body)
        column.addWidget(rule())

    def _order_tabs(self) -> None:
        """What was folded out or drawn anew is reached from its line, not last of all."""
        files = self.fold.contents.findChildren(QToolButton) if self.fold.contents else []
        people = self.sharing.stops() if self.people.contents else []
        for before, after in pairwise((self.fold.head, *files, self.people.head, *people)):
            QWidget.setTabOrder(before, after)

    def _make_room(self, unfolded: QWidget | None) -> None:
        """What was folded out is to be seen."""
        self._unfolded = unfolded is not None
        self.set_room(self._room)
        self._order_tabs()
        if unfolded is not None:
            self._body.bring(unfolded)

    def _contents(self) -> QVBoxLayout:
        """Everything below the first line; what to do stands before what to know."""
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, GAP + 2, GAP)
        column.setSpacing(GRID + 2)
        column.addWidget(self.title)
        column.addLayout(_left(self.status))
        column.addWidget(self.meaning)
        column.addWidget(self.countdown)
        column.addWidget(self.timing)
        column.addWidget(self.relations)
        column.addWidget(self._folds)
        column.addStretch(1)
        return column


def _created_by(shown: Shown) -> str | None:
    """Its key while it lay in the outbox."""
    return shown.ticket.op_id if shown.ticket else None


def _left(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
