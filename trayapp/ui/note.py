"""Notes inside a window: a tinted line with an icon, words, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from trayapp.ui.style_sheet import Look, Tone, tone, tone_colour
from trayapp.ui.theme import GAP, GRID, Text
from trayapp.ui.widgets import Mark, announce, button, paragraph

_ICONS = {
    Tone.MUTED: "info",
    Tone.ACCENT: "info",
    Tone.WARNING: "warning",
    Tone.FAILED: "error",
    Tone.DONE: "done",
}


class Note(QFrame):
    """Says one thing, with up to a few buttons."""

    def __init__(self, text: str = "", shade: Tone = Tone.ACCENT, icon_name: str | None = None) -> None:
        super().__init__()
        self.setProperty("look", "note")
        self._words = paragraph(text)
        self._mark = Mark(icon_name or _ICONS[shade], self._colour)
        self._shade = shade
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP + GRID, GAP, GAP, GAP)
        row.setSpacing(GAP)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        self._row = row
        tone(self, shade)

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, text: str, shade: Tone | None = None) -> None:
        """Say something else, show it, and have a screen reader read it."""
        self._words.setText(text)
        if shade and shade is not self._shade:
            self._shade = shade
            self._mark.show_icon(_ICONS[shade], self._colour)
            tone(self, shade)
        self.setVisible(bool(text))
        if text:
            announce(self, text)

    def _colour(self, palette: QPalette) -> QColor:
        return tone_colour(self._shade, palette)

    def add_action(self, text: str, pressed: Callable[[], None], name: str = "") -> QPushButton:
        """Offer a button at the end."""
        made = button(text, Look.QUIET)
        made.setAccessibleName(name or text.replace("&", ""))
        made.clicked.connect(pressed)
        self._row.addWidget(made)
        return made


class Complaint(QWidget):
    """A line under a field that says what is wrong with it; takes no room while all is well."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self._field = field
        self._words: QLabel = paragraph("", Text.SMALL, Tone.FAILED)
        self._usual = field.accessibleDescription()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(Mark("error", lambda palette: tone_colour(Tone.FAILED, palette), 14))
        row.addWidget(self._words, 1)
        self.hide()

    def text(self) -> str:
        """What is wrong; empty while nothing is."""
        return self._words.text()

    def say(self, text: str) -> None:
        """Complain, or with an empty text be quiet again."""
        self._words.setText(text)
        self._field.setAccessibleDescription(text or self._usual)
        self.setVisible(bool(text))
        if text:
            announce(self, f"{self._field.accessibleName()}: {text}")
