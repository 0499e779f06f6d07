"""A chip with words, and a button that takes it out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GAP, GRID
from trayapp.ui.widgets import Mark, announce, label

_LETTERS = 62


class LinkChip(QFrame):
    """Says one thing; `cross` is what takes it out."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        look(self, Look.CHIP)
        self._words: QLabel = label("")
        self.cross = QToolButton()
        self.cross.setIcon(icon("close"))
        self.cross.setIconSize(QSize(14, 14))
        look(self.cross, Look.QUIET)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, GRID, 0)
        row.setSpacing(GAP)
        row.addWidget(Mark(icon_name, size=16))
        row.addWidget(self._words)
        row.addWidget(self.cross)

    def text(self) -> str:
        """What it says, in full."""
        return self.toolTip()

    def say(self, text: str) -> None:
        """Say something else, also to a screen reader."""
        metrics = QFontMetrics(self._words.font())
        room = _LETTERS * metrics.averageCharWidth()
        self._words.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
        self._words.setAccessibleName(text)
        self.setToolTip(text)
        self.cross.setAccessibleName(words.remove(text))
        self.cross.setToolTip(words.remove(text))
        if text:
            announce(self, text)
