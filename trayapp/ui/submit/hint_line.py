"""A line of the suggestions: an icon, words, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.style_sheet import Look, Tone, tone_colour
from trayapp.ui.submit.hint import Hint
from trayapp.ui.submit.room import side_by_side
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GAP, font
from trayapp.ui.widgets import Mark, button, paragraph

_COLOURS = {"warning": Tone.WARNING, "list": Tone.ACCENT, "help": Tone.ACCENT, "announcement": Tone.ACCENT}


class HintLine(QWidget):
    """One suggestion.

    Signals:
        read, joined, added: what the employee wants of it.
    """

    read = Signal(object)
    joined = Signal(object)
    added = Signal(object)

    def __init__(self, hint: Hint) -> None:
        super().__init__()
        self.hint = hint
        self.buttons: list[QPushButton] = []
        shade = _COLOURS[hint.icon]
        row = QHBoxLayout()
        row.setSpacing(GAP)
        mark = Mark(hint.icon, lambda palette: tone_colour(shade, palette), 16)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(paragraph(hint.text), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        if side_by_side(self):
            self._offer_all(row)
        else:
            below = FlowLayout()
            column.addLayout(below)
            self._offer_all(below)

    def _offer_all(self, into: QLayout) -> None:
        if self.hint.readable:
            self._offer(into, words.READ, self.read)
        if self.hint.joinable:
            self._offer(into, words.THATS_ME, self.joined)
        if self.hint.addable:
            self._offer(into, words.ADD_INSTEAD, self.added)

    def _offer(self, into: QLayout, text: str, wanted: SignalInstance) -> None:
        made = button(text, Look.QUIET)
        made.setFont(font(strong=True))
        made.setAccessibleName(words.about_hint(text, self.hint.text))
        made.clicked.connect(lambda: wanted.emit(self.hint.item))
        into.addWidget(made)
        into.setAlignment(made, Qt.AlignmentFlag.AlignVCenter)
        self.buttons.append(made)
