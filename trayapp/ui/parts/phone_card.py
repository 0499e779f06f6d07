"""The card that tells whom to call when the portal is no help (CH-2)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from trayapp.ui.parts.links import phone_link
from trayapp.ui.style_sheet import Tone, tone, tone_colour
from trayapp.ui.texts import help as texts
from trayapp.ui.theme import GAP, GROUP, Text, font
from trayapp.ui.widgets import Mark, announce, button, paragraph


class PhoneCard(QFrame):
    """Says `Call 508-205-1116 and quote K7-42-QX`; hidden without a number."""

    def __init__(self, open_url: Callable[[str], None]) -> None:
        super().__init__()
        self._open_url = open_url
        self._number = ""
        self.setProperty("look", "note")
        tone(self, Tone.WARNING)
        self.words = paragraph("", Text.TITLE)
        self.words.setFont(font(Text.BODY, strong=True))
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.why = paragraph("", Text.SMALL)
        self.call = button(texts.CALL)
        self.copy = button(texts.COPY)
        self.call.clicked.connect(self._call)
        self.copy.clicked.connect(self._copy)
        self._lay_out()
        self.hide()

    def say(self, number: str, reference: str, why: str) -> None:
        """Show number and reference, and why calling is the thing to do."""
        words = texts.quote(number, reference)
        changed = words != self.words.text() or self.isHidden()
        self._number = number
        self.words.setText(words)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.call.setAccessibleName(f"{texts.CALL} {number}")
        self.copy.setAccessibleName(f"{texts.COPY}: {number}")
        self.copy.setText(texts.COPY)
        self.setVisible(bool(number))
        if number and changed:
            announce(self, words)

    def _call(self) -> None:
        self._open_url(phone_link(self._number))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._number)
        self.copy.setText(texts.NUMBER_COPIED)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self.why)
        row = QHBoxLayout(self)
        row.setContentsMargins(GROUP, 12, GROUP, 12)
        row.setSpacing(GAP + 4)
        row.addWidget(Mark("phone", lambda palette: tone_colour(Tone.WARNING, palette), 24))
        row.addLayout(column, 1)
        row.addWidget(self.copy)
        row.addWidget(self.call)
