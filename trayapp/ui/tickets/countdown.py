"""What a ticket will do by itself, and the two ways to stop it side by side: answer, or keep it open (ST-3, ST-6)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout

from trayapp.core.model import Action
from trayapp.core.operation import OpKind
from trayapp.ui.style_sheet import Look, Tone, tone, tone_colour
from trayapp.ui.texts import tickets as texts
from trayapp.ui.theme import GAP, GRID, State, Text
from trayapp.ui.tickets.shown import Shown
from trayapp.ui.widgets import Mark, button, paragraph

_BESIDE = 34
"""Heights of a line: as wide as this, the buttons stand beside the words."""
_TONES = {State.WAITING_FOR_YOU: Tone.WARNING, State.RESOLVED: Tone.DONE}


class Countdown(QFrame):
    """Signals:
    keep_wanted, answer_wanted: the buttons.
    """

    keep_wanted = Signal()
    answer_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "note")
        self._tone = Tone.MUTED
        self._mark = Mark("clock", self._colour, 16)
        self.words = paragraph("", Text.SMALL)
        self.answer = button(texts.GO_ANSWER, Look.QUIET, "reply")
        self.keep = button(texts.KEEP_OPEN, Look.QUIET, "history")
        self.answer.clicked.connect(self.answer_wanted)
        self.keep.clicked.connect(self.keep_wanted)
        self._lay_out()
        self.hide()

    def say(self, shown: Shown, words: str) -> None:
        """Show these words and the ways that the portal grants; empty words: nothing runs."""
        self.words.setText(words)
        self.answer.setVisible(shown.may(Action.UPDATE))
        self.keep.setVisible(shown.may(Action.KEEP_OPEN) and not shown.asked_to(OpKind.KEEP_OPEN))
        for each in (self.answer, self.keep):
            each.setAccessibleDescription(words)
        self._dye(_TONES.get(shown.state, Tone.MUTED))
        self.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE * self.fontMetrics().height()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if beside else down)

    def _dye(self, shade: Tone) -> None:
        if shade is not self._tone:
            self._tone = shade
            tone(self, shade)
            self._mark.update()

    def _colour(self, palette: QPalette) -> QColor:
        return tone_colour(self._tone, palette)

    def _lay_out(self) -> None:
        words = QHBoxLayout()
        words.setSpacing(GAP)
        words.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.answer)
        buttons.addWidget(self.keep)
        buttons.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(GAP, GRID, GAP, GRID)
        self._row.setSpacing(GRID)
        self._row.addLayout(words, 1)
        self._row.addLayout(buttons)
        tone(self, self._tone)
