"""What a list or page says when it has nothing to show: what that means, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from trayapp.ui import theme
from trayapp.ui.style_sheet import Tone
from trayapp.ui.theme import EDGE, GAP, Text, font
from trayapp.ui.widgets import Mark, paragraph

_ICON = 40


class Empty(QWidget):
    """An icon, a line, a hint, and perhaps the button that the hint speaks of."""

    def __init__(self, icon: str, action: QPushButton | None = None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.title = paragraph()
        self.title.setFont(font(Text.BODY, strong=True))
        self.hint = paragraph("", shade=Tone.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(GAP)
        column.addStretch(2)
        column.addWidget(Mark(icon, theme.muted, _ICON), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self.title, self.hint):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        if action:
            column.addSpacing(GAP)
            column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, words: tuple[str, str]) -> None:
        """Title and hint."""
        self.title.setText(words[0])
        self.hint.setText(words[1])
