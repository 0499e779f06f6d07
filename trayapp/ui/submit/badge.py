"""A few words in a small amber pill, over the lower edge of a thumbnail."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from trayapp.ui.theme import GRID, Text, font

_SHEET = "background: #f2b64c; color: #2b1d00; border-radius: 6px; padding: 1px 8px;"
"""Amber as of what waits for the person, the same on light and dark: it lies on a picture, not on a window."""


class Badge(QLabel):
    """Hidden while it has no words."""

    def __init__(self, face: QWidget) -> None:
        super().__init__("", face)
        self._face = face
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(Text.SMALL, strong=True))
        self.setStyleSheet(_SHEET)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str) -> None:
        """These words, or none."""
        self.setText(text)
        self.setVisible(bool(text))
        self.resize(self.sizeHint().boundedTo(self._face.size()))
        self.move((self._face.width() - self.width()) // 2, self._face.height() - self.height() - GRID)
        self.raise_()
