"""A quiet rounded ground on which things of one kind stand together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from trayapp.ui.style_sheet import Look, look
from trayapp.ui.theme import GAP, GROUP


class Card(QFrame):
    """Its `column` holds the contents."""

    def __init__(self) -> None:
        super().__init__()
        look(self, Look.CARD)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GROUP, 12, GROUP, 12)
        self.column.setSpacing(GAP)
