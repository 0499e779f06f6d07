"""One announcement: how much it matters in a word, what, and from when to when."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout

from trayapp.core.model import Announcement, Severity
from trayapp.ui import theme
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.text_block import TextBlock
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import help as texts
from trayapp.ui.texts import when
from trayapp.ui.theme import GAP, GRID, State, Text
from trayapp.ui.widgets import Mark, button, label, paragraph

_LOOKS = {
    Severity.INFO: ("info", State.OPEN),
    Severity.WARNING: ("warning", State.WAITING_FOR_YOU),
    Severity.OUTAGE: ("error", State.FAILED),
}


class AnnouncementCard(Card):
    """Title and body are plain text, whatever the portal sent.

    Signals:
        joined: the employee meets the incident, too; its id.
    """

    joined = Signal(str)

    def __init__(self, announcement: Announcement, now: datetime, *, may_join: bool = False) -> None:
        super().__init__()
        known = announcement.severity in set(Severity)
        icon, self._state = _LOOKS[Severity(announcement.severity) if known else Severity.INFO]
        self.severity = label(texts.severity(announcement.severity), Text.SMALL, strong=True)
        self.title = TextBlock(announcement.title, Text.TITLE)
        self.body = TextBlock(announcement.body)
        row = QHBoxLayout()
        row.setSpacing(GRID + 2)
        row.addWidget(Mark(icon, self._colour))
        row.addWidget(self.severity)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.title)
        if announcement.body.strip():
            self.column.addWidget(self.body)
        self.column.addWidget(paragraph(_span(announcement, now), Text.SMALL, Tone.MUTED))
        self.join = button(texts.JOIN)
        self.join.setAccessibleName(f"{texts.JOIN}: {announcement.title}")
        self.join.clicked.connect(lambda: self.joined.emit(announcement.id))
        if may_join and announcement.incident and announcement.starts_at <= now:
            self.column.addLayout(self._joining(announcement))
        self.setAccessibleName(f"{self.severity.text()}: {announcement.title}")

    def _joining(self, announcement: Announcement) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.join)
        row.addWidget(label(texts.joined(announcement.joined), Text.SMALL, Tone.MUTED), 1)
        return row

    def _colour(self, palette: QPalette) -> QColor:
        return theme.state_colour(self._state, palette)


def _span(announcement: Announcement, now: datetime) -> str:
    starts = when.on(announcement.starts_at, now)
    ends = when.on(announcement.ends_at, now) if announcement.ends_at else ""
    words = texts.planned if announcement.starts_at > now else texts.span
    return words(starts, ends)
