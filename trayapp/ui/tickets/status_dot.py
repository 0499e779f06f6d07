"""A dot in the colour of a state, with the state's word beside it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from trayapp.ui import theme
from trayapp.ui.theme import GRID, State, Text
from trayapp.ui.widgets import Mark, label


class StatusDot(QWidget):
    """The word says it; the dot only makes it quick to find."""

    def __init__(self) -> None:
        super().__init__()
        self._state = State.OPEN
        self._dot = Mark("dot", self._colour, 16)
        self.word = label("", Text.SMALL, strong=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._dot)
        row.addWidget(self.word)

    def say(self, state: State, word: str) -> None:
        """Show a state and its word."""
        self._state = state
        self.word.setText(word)
        self._dot.show_icon("clock" if state is State.WAITING else "dot", self._colour)
        palette = self.word.palette()
        palette.setColor(self.word.foregroundRole(), self._colour(QApplication.palette()))
        self.word.setPalette(palette)

    def _colour(self, palette: QPalette) -> QColor:
        return theme.state_colour(self._state, palette)
