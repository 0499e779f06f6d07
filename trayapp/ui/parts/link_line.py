"""The line at the foot of the navigation: how the portal was last met, in words; a click leads to the account."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QPushButton

from trayapp.core.events import Link
from trayapp.ui import theme
from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.texts import submit as texts
from trayapp.ui.theme import State, Text, font

_LOOKS = {
    Link.ONLINE: ("dot", State.RESOLVED),
    Link.OFFLINE: ("offline", State.WAITING_FOR_YOU),
    Link.SIGNED_OUT: ("lock", State.FAILED),
    Link.BLOCKED: ("warning", State.FAILED),
    Link.UNKNOWN: ("clock", State.WAITING),
}


class LinkLine(QPushButton):
    """A sign and a word; the word goes when there is no room for it, and stays as tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._word = ""
        self._slim = False
        self._state = State.WAITING
        look(self, Look.ENTRY)
        self.setAutoDefault(False)
        self.setFont(font(Text.SMALL))
        self.setIconSize(QSize(16, 16))

    def show_link(self, link: Link) -> None:
        """Say how the portal was last met."""
        name, self._state = _LOOKS[link]
        self._word, _meaning = texts.foot(link, "")
        self.setIcon(icon(name, self._colour))
        self.setToolTip(plain(self._word))
        self.setAccessibleName(self._word)
        self.set_slim(slim=self._slim)

    def set_slim(self, *, slim: bool) -> None:
        """Only the sign."""
        self._slim = slim
        self.setText("" if slim else self._word)

    def _colour(self, palette: QPalette) -> QColor:
        return theme.state_colour(self._state, palette)
