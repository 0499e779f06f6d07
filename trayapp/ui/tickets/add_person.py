"""Adds somebody to a ticket: search, pick, add; offline the address as it was typed (TK-7, TK-8)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from trayapp.core.errors import Transient
from trayapp.core.model import Contact, Role
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.style_sheet import Look, Tone, dress
from trayapp.ui.texts import sharing as texts
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.theme import EDGE, GAP, GROUP, Text
from trayapp.ui.tickets.contact_list import ContactList
from trayapp.ui.widgets import button, label, paragraph

DEBOUNCE = 350
"""Milliseconds without a key before colleagues are searched for; somebody outside is searched for by the button."""
_LETTERS = 62
"""Of a line."""
_LEAST = 2
"""Letters that are worth a search."""


class AddPerson(QDialog):
    """Signals:
    chosen: the `Contact` to add; of one typed offline the name is the address.
    """

    chosen = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget, role: Role, already: frozenset[str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._role = role
        self._words = texts.ADDING[role]
        self._generation = 0
        self._searchable = context.desk.capabilities.contacts
        self._offline = False
        self.field = QLineEdit()
        self.search = button(texts.SEARCH)
        self.people = ContactList(already)
        self.note = Note("", Tone.ACCENT)
        self.note.hide()
        self.add = button(self._words.add, Look.PRIMARY)
        self.cancel = button(texts.CANCEL)
        self._rest = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._lay_out()
        self._connect()
        if not self._searchable:
            self.search.hide()
            self.note.say(texts.NO_SEARCH)
        self._follow()

    def look_up(self) -> None:
        """Ask the portal, in the background; an answer to an earlier question is thrown away."""
        words = self.field.text().strip()
        self._rest.stop()
        if not words or not self._searchable:
            return
        self._generation += 1
        generation, ask, role = self._generation, self._context.find_contacts, self._role
        self.note.say(texts.SEARCHING, Tone.MUTED)
        self._context.background.run(
            lambda: ask(words, role),
            lambda found: self._show(generation, found),
            lambda error: self._fail(generation, error),
            owner=self,
        )

    def _show(self, generation: int, found: Sequence[Contact]) -> None:
        if generation != self._generation:
            return
        self._offline = False
        self.people.offer(found)
        self.note.say("" if found else self._words.nobody, Tone.ACCENT)
        self._follow()

    def _fail(self, generation: int, error: Exception) -> None:
        if generation != self._generation:
            return
        self._offline = isinstance(error, Transient)
        if self._offline:
            self._say_offline()
        else:
            self.note.say(str(explain_error(error)), Tone.FAILED)
        self._follow()

    def _edited(self) -> None:
        """What was found belongs to other words."""
        self._generation += 1
        self.people.offer(())
        if self._offline:
            self._say_offline()
        elif self._searchable:
            self.note.say("")
            if self._role is Role.SUBSCRIBER and len(self.field.text().strip()) >= _LEAST:
                self._rest.start()
        self._follow()

    def _say_offline(self) -> None:
        email = self.field.text().strip()
        offline = f"{texts.OFFLINE} {texts.FULL_ADDRESS}"
        words = texts.OFFLINE_ADDRESS.format(email=email) if _is_address(email) else offline
        self.note.say(words, Tone.WARNING)

    def _contact(self) -> Contact | None:
        """Whom Add would add; where nobody can be asked, the address as it was typed."""
        if self._searchable and not self._offline:
            return self.people.picked()
        typed = self.field.text().strip()
        return Contact(typed, typed) if _is_address(typed) and not self.people.has(typed) else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._grow)
        return super().event(event)

    def _grow(self) -> None:
        """Qt counts words that wrap at the width they would like; here they count at the one they have."""
        wanted = self.heightForWidth(self.width())
        if wanted > self.height():
            self.resize(self.width(), wanted)

    def _follow(self) -> None:
        self.search.setEnabled(bool(self.field.text().strip()))
        self.add.setEnabled(self._contact() is not None)

    def _enter(self) -> None:
        """Enter searches; once somebody is picked, or nobody can be asked, it adds."""
        if self.add.isEnabled():
            self._take()
        else:
            self.look_up()

    def _take(self) -> None:
        contact = self._contact()
        if contact is not None:
            self.chosen.emit(contact)
            self.accept()

    def _connect(self) -> None:
        self._rest.timeout.connect(self.look_up)
        self.field.textChanged.connect(lambda _text: self._edited())
        self.field.returnPressed.connect(self._enter)
        self.search.clicked.connect(self.look_up)
        self.people.changed.connect(self._follow)
        self.add.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        words = self._words
        self.setWindowTitle(words.title)
        self.setAccessibleDescription(words.meaning)
        self.setMinimumWidth(max(420, _LETTERS * self.fontMetrics().averageCharWidth()))
        dress(self)
        name = label(words.field)
        name.setBuddy(self.field)
        self.field.setAccessibleName(words.field)
        self.field.setPlaceholderText(words.hint)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.field, 1)
        row.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, GROUP)
        column.setSpacing(GAP)
        column.addWidget(paragraph(words.title, Text.TITLE))
        column.addWidget(self._meaning())
        column.addSpacing(GAP)
        column.addWidget(name)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addWidget(self.people)
        column.addSpacing(GAP)
        column.addStretch(1)
        column.addLayout(self._buttons())

    def _meaning(self) -> QWidget:
        """Of somebody outside it is a warning: what they have seen cannot be taken back."""
        if self._role is Role.COLLABORATOR:
            return Note(self._words.meaning, Tone.WARNING)
        return paragraph(self._words.meaning, shade=Tone.MUTED)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.add)
        return row


def _is_address(text: str) -> bool:
    name, at, host = text.rpartition("@")
    return bool(name and at and host) and not any(letter.isspace() for letter in text)
