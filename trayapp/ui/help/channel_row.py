"""One way to reach support (CH-1): what it is called, its address, and a button that goes there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trayapp.core.policy import Channel
from trayapp.ui import theme
from trayapp.ui.hints import plain
from trayapp.ui.parts.links import channel_link
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import help as texts
from trayapp.ui.theme import GAP, GRID, Text
from trayapp.ui.widgets import Mark, button, label, paragraph

_ICONS = {
    "phone": "phone",
    "remote": "remote",
    "portal": "portal",
    "email": "mail",
    "meeting": "calendar",
    "invoices": "card",
    "chat": "chat",
    "app": "app",
    "waiting_list": "list",
}
_SPOKEN = frozenset({"phone", "email"})
"""Kinds whose address is worth reading out."""


class ChannelRow(QWidget):
    """Opens pages, mail and telephone only; any other address is shown and not opened.

    Signals:
        new_ticket_requested: the channel is this program.
    """

    new_ticket_requested = Signal()

    def __init__(self, channel: Channel, open_url: Callable[[str], None]) -> None:
        super().__init__()
        self.channel = channel
        self._open_url = open_url
        self._link = channel_link(channel)
        self.go = button(texts.NEW_TICKET if channel.kind == "app" else texts.verb(channel.kind))
        self.go.setAccessibleName(f"{self.go.text()}: {channel.label}")
        self.go.clicked.connect(self._go)
        self.go.setVisible(channel.kind == "app" or self._link is not None)
        if self._link and channel.kind != "app":
            self.go.setToolTip(plain(self._link))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID, 0, GRID)
        row.setSpacing(GAP + GRID)
        row.addWidget(Mark(_ICONS.get(channel.kind, "link"), theme.accent, 20))
        row.addLayout(self._words(channel), 1)
        row.addWidget(self.go)

    def _words(self, channel: Channel) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(channel.label))
        if channel.kind in _SPOKEN:
            value = paragraph(channel.value)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(value)
        elif self._link is None and channel.kind != "app":
            column.addWidget(paragraph(texts.NO_LINK.format(value=channel.value), Text.SMALL, Tone.MUTED))
        if channel.hint:
            column.addWidget(paragraph(channel.hint, Text.SMALL, Tone.MUTED))
        return column

    def _go(self) -> None:
        if self.channel.kind == "app":
            self.new_ticket_requested.emit()
        elif self._link:
            self._open_url(self._link)
