"""A chip with words, and a button that takes it out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GAP, GRID, font
from trayapp.ui.widgets import Mark, announce

_LEAST = 12
"""Letters of a line that are always shown."""


class _Line(QLabel):
    """One line, as long as there is room; then it ends in an ellipsis."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST * self.fontMetrics().averageCharWidth(), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.rect(),
            self.alignment(),
            self.palette(),
            True,
            shown,
            QPalette.ColorRole.WindowText,
        )
        painter.end()


class LinkChip(QFrame):
    """Says one thing; `cross` is what takes it out."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        look(self, Look.CHIP)
        self._words = _Line()
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
        self._words.setText(text)
        self.setToolTip(plain(text))
        self.cross.setAccessibleName(words.remove(text))
        self.cross.setToolTip(plain(words.remove(text)))
        if text:
            announce(self, text)
