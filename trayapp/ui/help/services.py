"""What can be asked for besides help: sessions, orders, updates (ROLE-7, ROLE-8, ROLE-10, ROLE-11)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trayapp.core.model import Account
from trayapp.core.policy import Nature, Policy
from trayapp.ui.parts.card import Card
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import knowledge as texts
from trayapp.ui.theme import GAP, GRID, Text
from trayapp.ui.widgets import button, label, paragraph, rule


def services(policy: Policy | None, me: Account | None) -> tuple[Nature, ...]:
    """Natures that are more than a ticket, and that this person may ask for."""
    if policy is None or me is None:
        return ()
    return tuple(
        nature
        for nature in policy.natures
        if (nature.permission or nature.feature) and policy.open_to(nature, me.permissions)
    )


class Services(Card):
    """A line for each, with the button that opens its form.

    Signals:
        nature_requested: the code of a nature.
    """

    nature_requested = Signal(str)

    def __init__(self, natures: tuple[Nature, ...]) -> None:
        super().__init__()
        self.column.addWidget(label(texts.SERVICES, strong=True))
        for nature in natures:
            self.column.addWidget(rule())
            self.column.addWidget(self._row(nature))

    def _row(self, nature: Nature) -> QWidget:
        body = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(paragraph(nature.label))
        if nature.hint:
            words.addWidget(paragraph(nature.hint, Text.SMALL, Tone.MUTED))
        ask = button(texts.ASK)
        ask.setAccessibleName(f"{texts.ASK}: {nature.label}")
        ask.clicked.connect(lambda: self.nature_requested.emit(nature.code))
        row = QHBoxLayout(body)
        row.setContentsMargins(0, GRID, 0, GRID)
        row.setSpacing(GAP)
        row.addLayout(words, 1)
        row.addWidget(ask)
        return body
