"""A line of the suggestions: an icon, words, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from trayapp.ui.style_sheet import Look, Tone, tone_colour
from trayapp.ui.submit.hint import Hint
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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(
            Mark(hint.icon, lambda palette: tone_colour(shade, palette), 16), 0, Qt.AlignmentFlag.AlignVCenter
        )
        row.addWidget(paragraph(hint.text), 1)
        if hint.readable:
            self._offer(row, words.READ, self.read)
        if hint.joinable:
            self._offer(row, words.THATS_ME, self.joined)
        if hint.addable:
            self._offer(row, words.ADD_INSTEAD, self.added)

    def _offer(self, row: QHBoxLayout, text: str, wanted: SignalInstance) -> None:
        made = button(text, Look.QUIET)
        made.setFont(font(strong=True))
        made.setAccessibleName(words.about_hint(text, self.hint.text))
        made.clicked.connect(lambda: wanted.emit(self.hint.item))
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        self.buttons.append(made)
