"""The line at the foot of the navigation: how the portal was last met, in words."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from trayapp.core.events import Link
from trayapp.ui import theme
from trayapp.ui.texts import submit as texts
from trayapp.ui.theme import GAP, State, Text
from trayapp.ui.widgets import Mark, label

_LOOKS = {
    Link.ONLINE: ("dot", State.RESOLVED),
    Link.OFFLINE: ("offline", State.WAITING_FOR_YOU),
    Link.SIGNED_OUT: ("lock", State.FAILED),
    Link.BLOCKED: ("warning", State.FAILED),
    Link.UNKNOWN: ("clock", State.WAITING),
}


class LinkLine(QWidget):
    """A sign and a word; the word goes when there is no room for it, and stays as tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._state = State.WAITING
        self._mark = Mark("clock", self._colour, 16)
        self.word = label("", Text.SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, GAP, GAP, GAP)
        row.setSpacing(GAP)
        row.addWidget(self._mark)
        row.addWidget(self.word, 1)

    def show_link(self, link: Link) -> None:
        """Say how the portal was last met."""
        icon, self._state = _LOOKS[link]
        word, _meaning = texts.foot(link, "")
        self._mark.show_icon(icon, self._colour)
        self.word.setText(word)
        self.setToolTip(word)
        self.setAccessibleName(word)

    def set_slim(self, *, slim: bool) -> None:
        """Only the sign."""
        self.word.setVisible(not slim)

    def _colour(self, palette: QPalette) -> QColor:
        return theme.state_colour(self._state, palette)
