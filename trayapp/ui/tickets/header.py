"""The head of a ticket: what it is, how it stands, and what can be done."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from trayapp.ui.context import UiContext
from trayapp.ui.expander import Expander
from trayapp.ui.parts.page import clear, scrolling
from trayapp.ui.parts.text_block import TextBlock
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.texts import tickets as texts
from trayapp.ui.theme import GAP, GRID, GROUP, Text
from trayapp.ui.tickets.actions import Actions
from trayapp.ui.tickets.details import DetailsTable, details
from trayapp.ui.tickets.shown import Shown
from trayapp.ui.tickets.status_dot import StatusDot
from trayapp.ui.tickets.status_line import standing
from trayapp.ui.widgets import button, label, paragraph, rule

_FOLD_HEIGHT = 170


class Header(QWidget):
    """Stays in place while the conversation scrolls."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._shown: Shown | None = None
        self._lines: list[tuple[str, str]] = []
        self.back = button("", Look.QUIET, "back")
        self.back.setAccessibleName(texts.BACK)
        self.back.setToolTip(texts.BACK)
        self.number = label("", Text.SMALL, Tone.MUTED)
        self.status = StatusDot()
        self.acts = Actions()
        self.title = TextBlock(font=Text.TITLE)
        self.meaning = paragraph("", Text.SMALL, Tone.MUTED)
        self.timing = paragraph("", Text.SMALL)
        self.countdown = paragraph("", Text.SMALL)
        self.fold = Expander(texts.DETAILS, self._table)
        self._fold_place = QVBoxLayout()
        self._lay_out()

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
        self._say(self.timing, " · ".join(filter(None, (words.urgency, words.due))))
        self._say(self.countdown, words.countdown)
        self.acts.offer(shown)
        self._fit_actions()
        self._fold(details(shown, now), same=self._shown is not None and self._shown.key == shown.key)
        self._shown = shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_actions()

    def _fit_actions(self) -> None:
        taken = self.number.sizeHint().width() + 2 * GROUP + 3 * GAP
        taken += 0 if self.back.isHidden() else self.back.sizeHint().width()
        self.acts.fit(self.width() - taken)

    def _fold(self, lines: list[tuple[str, str]], *, same: bool) -> None:
        """A fresh fold when something in it changed; it stays open over a refresh of the same ticket."""
        if lines == self._lines:
            return
        opened = same and self.fold.is_open()
        self._lines = lines
        clear(self._fold_place)
        self.fold = Expander(texts.DETAILS, self._table)
        self._fold_place.addWidget(self.fold)
        QWidget.setTabOrder(self.title, self.fold.head)  # a new widget would be the last one that Tab reaches
        self.fold.set_open(opened)

    def _table(self) -> QWidget:
        """Scrolls when it is long: the conversation keeps its room."""
        table = DetailsTable(self._lines)
        area = scrolling(table)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look(area, Look.READING)
        area.setAccessibleName(texts.DETAILS)
        area.setFixedHeight(min(_FOLD_HEIGHT, table.sizeHint().height() + GRID))
        return area

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
        self._fold_place.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(GROUP, GAP + GRID, GROUP, GAP)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self.title)
        column.addLayout(_left(self.status))
        column.addWidget(self.meaning)
        column.addWidget(self.timing)
        column.addWidget(self.countdown)
        column.addLayout(self._fold_place)
        column.addWidget(rule())


def _left(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
