"""The line below the picture: what the tool does, Cancel and Done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from trayapp.ui.hints import plain
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import markup as words
from trayapp.ui.theme import GAP, GROUP
from trayapp.ui.widgets import button, paragraph


class Foot(QWidget):
    """Done is what the window is for."""

    def __init__(self) -> None:
        super().__init__()
        self._hint = paragraph(shade=Tone.MUTED)
        self._hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.cancel = button(words.CANCEL)
        self.done = button(words.DONE, Look.PRIMARY)
        self.done.setAccessibleDescription(words.DONE_NAME)
        self.done.setToolTip(plain(words.with_key(words.DONE_NAME, "Ctrl+Enter")))
        row = QHBoxLayout(self)
        row.setContentsMargins(GROUP, 0, GROUP, GROUP - 4)
        row.setSpacing(GAP)
        row.addWidget(self._hint, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.done)

    def say(self, text: str) -> None:
        """Show this beside the buttons."""
        self._hint.setText(text)

    def said(self) -> str:
        """What is shown."""
        return self._hint.text()
