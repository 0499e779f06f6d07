"""The line under the list that says how old it is when it is not live (APP-6)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from trayapp.core.events import Link
from trayapp.ui import theme
from trayapp.ui.context import UiContext
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import tickets as texts
from trayapp.ui.texts.when import as_of
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import Mark, paragraph

_REASONS = {
    Link.UNKNOWN: texts.CONNECTING,
    Link.OFFLINE: texts.OFFLINE,
    Link.SIGNED_OUT: texts.SIGN_IN,
    Link.BLOCKED: texts.BLOCKED,
}


class Freshness(QWidget):
    """Hidden while the portal is met and the list is live."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.words = paragraph("", Text.SMALL, Tone.MUTED)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, GAP, 12, GAP)
        row.setSpacing(GAP)
        row.addWidget(Mark("offline", theme.muted, 14))
        row.addWidget(self.words, 1)
        self.hide()

    def refresh(self) -> None:
        """Say it anew: the link changed, or time went by."""
        self._context.background.run(self._context.tickets.synced_at, self._say, owner=self)

    def _say(self, synced_at: datetime | None) -> None:
        link = self._context.link().link
        self.words.setText(texts.freshness(as_of(synced_at, self._context.clock()), _REASONS.get(link, "")))
        self.setVisible(link is not Link.ONLINE)
