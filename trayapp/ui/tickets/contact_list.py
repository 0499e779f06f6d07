"""The people that a search found, one of whom is picked (TK-7, TK-8)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from trayapp.core.model import Contact
from trayapp.ui.hints import plain
from trayapp.ui.parts.page import clear, scrolling
from trayapp.ui.texts import sharing as texts
from trayapp.ui.theme import GRID

_HIGHEST, _WIDEST = 200, 640


class ContactList(QWidget):
    """A line for each; whoever is on the ticket already cannot be picked. A single one is picked at once.

    Signals:
        changed: another one was picked.
    """

    changed = Signal()

    def __init__(self, already: frozenset[str]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._already = frozenset(email.casefold() for email in already)
        self._contacts: tuple[Contact, ...] = ()
        self.choices: list[QRadioButton] = []
        lines = QWidget()
        self._column = QVBoxLayout(lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._area = scrolling(lines)
        self._area.setAccessibleName(texts.RESULTS)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self.hide()

    def offer(self, contacts: Sequence[Contact]) -> None:
        """Show these instead of those before."""
        clear(self._column)
        self._contacts = tuple(contacts)
        self.choices = [self._choice(contact) for contact in self._contacts]
        for choice in self.choices:
            self._column.addWidget(choice)
        free = [choice for choice in self.choices if choice.isEnabled()]
        if len(free) == 1:
            free[0].setChecked(True)
        size = self._column.sizeHint()
        self._area.setFixedHeight(min(_HIGHEST, size.height() + GRID))
        self._area.setMinimumWidth(min(_WIDEST, size.width() + 4 * GRID))
        self.setVisible(bool(self.choices))

    def picked(self) -> Contact | None:
        """The one that is picked, if any."""
        chosen = (
            contact
            for contact, choice in zip(self._contacts, self.choices, strict=True)
            if choice.isChecked()
        )
        return next(chosen, None)

    def has(self, email: str) -> bool:
        """Whether somebody of that address is on the ticket already."""
        return email.casefold() in self._already

    def _choice(self, contact: Contact) -> QRadioButton:
        there = self.has(contact.email)
        words = texts.contact(contact, already=there)
        made = QRadioButton(words.replace("&", "&&"))
        made.setAccessibleName(words)
        made.setToolTip(plain(words))
        made.setEnabled(not there)
        made.toggled.connect(lambda _on: self.changed.emit())
        return made
