"""An estimate of support: what, for how much, and the decision (TK-6)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from trayapp.core.model import EstimateState
from trayapp.ui import theme
from trayapp.ui.context import UiContext
from trayapp.ui.hints import plain
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.text_block import TextBlock
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import estimates as texts
from trayapp.ui.texts import when
from trayapp.ui.theme import GAP, GRID, State, Text
from trayapp.ui.tickets.proposals import Proposal
from trayapp.ui.widgets import Mark, button, label, paragraph

_STATES = {
    EstimateState.PROPOSED: ("card", State.WAITING_FOR_YOU),
    EstimateState.APPROVED: ("check", State.RESOLVED),
    EstimateState.DECLINED: ("close", State.CLOSED),
    EstimateState.WITHDRAWN: ("minus", State.CLOSED),
}


class EstimateCard(Card):
    """Signals:
    decided: the `Estimate`, and whether it is approved; still to be confirmed.
    undo_wanted: the id of the decision to take back.
    """

    decided = Signal(object, bool)
    undo_wanted = Signal(str)

    def __init__(self, context: UiContext, item: Proposal) -> None:
        super().__init__()
        self.item = item
        self._clock = context.clock
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._when = label("", Text.SMALL, Tone.MUTED)
        self.state = paragraph("", Text.SMALL)
        self.approve = self._button(texts.APPROVE, Look.PRIMARY)
        self.decline = self._button(texts.DECLINE)
        self.undo = self._button(texts.UNDO, Look.QUIET)
        self.approve.clicked.connect(lambda: self.decided.emit(item.estimate, True))
        self.decline.clicked.connect(lambda: self.decided.emit(item.estimate, False))
        if decision := item.decision:
            self.undo.clicked.connect(lambda: self.undo_wanted.emit(decision.op_id))
        self._lay_out()
        self.retime()

    def retime(self) -> None:
        """Say anew how long ago everything was."""
        now: datetime = self._clock()
        estimate = self.item.estimate
        self._when.setText(when.ago(estimate.at, now))
        self._when.setToolTip(plain(when.full(estimate.at)))
        self.state.setText(self._standing(now))
        self.setAccessibleName(texts.spoken(estimate, self.state.text()))

    def _standing(self, now: datetime) -> str:
        if self.item.decision:
            return self.item.decision.words
        return texts.ASKS if self.item.may_decide else texts.standing(self.item.estimate, now)

    def _button(self, words: str, kind: Look | None = None) -> QPushButton:
        made = button(words, kind)
        made.setAccessibleName(texts.button(words, self.item.estimate))
        return made

    def _colour(self, palette: QPalette) -> QColor:
        return theme.state_colour(self._look()[1], palette)

    def _look(self) -> tuple[str, State]:
        state = self.item.estimate.state
        return _STATES[EstimateState(state)] if state in set(EstimateState) else ("card", State.OPEN)

    def _lay_out(self) -> None:
        estimate = self.item.estimate
        self.title = TextBlock(estimate.title)
        strong = theme.font(strong=True)
        strong.setStrikeOut(estimate.state == EstimateState.WITHDRAWN)
        self.title.setFont(strong)
        self.amount = TextBlock(estimate.amount)
        self.column.setSpacing(GRID)
        self.column.addLayout(self._head())
        self.column.addWidget(self.title)
        self.column.addWidget(self.amount)
        if estimate.note.strip():
            self.column.addWidget(TextBlock(estimate.note, Text.SMALL))
        self.column.addWidget(self.state)
        self.column.addLayout(self._buttons())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        kind: QLabel = label(texts.ESTIMATE, Text.SMALL, strong=True)
        row.addWidget(Mark(self._look()[0], self._colour, 16), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(kind)
        row.addWidget(self._when)
        row.addStretch(1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for each in (self.approve, self.decline):
            row.addWidget(each)
            if not self.item.may_decide:
                each.hide()  # showing one that has no window yet would open one
        row.addWidget(self.undo)
        if not (self.item.decision and self.item.decision.undo):
            self.undo.hide()
        row.addStretch(1)
        return row
