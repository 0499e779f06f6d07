"""The words that will be sent: what IT will read, in a compact form."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.core.model import Draft
from trayapp.core.policy import Policy
from trayapp.ui.inspector.table import Table, heading
from trayapp.ui.parts.page import clear
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import sent as texts
from trayapp.ui.theme import GRID
from trayapp.ui.widgets import paragraph


class WordRows(QWidget):
    """Names and values; drawn anew only when one of them changed."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[texts.Line] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._place = QVBoxLayout()
        column.addWidget(heading(texts.WORDS))
        column.addLayout(self._place)

    def show_draft(
        self, draft: Draft, policy: Policy | None, named: texts.Named, *, reply: bool = False
    ) -> None:
        """Show what of it is sent; of an answer, its text alone."""
        lines = texts.words_of(draft, policy, named)
        if reply:
            lines = [(texts.ANSWER, draft.description)] if draft.description.strip() else []
        lines = [(name, texts.compact(value)) for name, value in lines]
        if lines != self._lines:
            self._lines = lines
            clear(self._place)
            self._place.addWidget(Table(lines) if lines else paragraph(texts.NO_WORDS, shade=Tone.MUTED))
