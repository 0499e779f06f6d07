"""Which helpdesk: its address, and what runs there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from trayapp.ui.account.edit_line import EditLine
from trayapp.ui.parts.card import Card
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import connect as texts
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import announce, button, label, paragraph


class ConnectCard(Card):
    """Asks for an address, then says what was found there.

    Signals:
        look_wanted: find out what runs at that address.
        other_wanted: it is to be another address.
    """

    look_wanted = Signal(str)
    other_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label(texts.TITLE, strong=True)
        self.meaning = paragraph(texts.MEANING, shade=Tone.MUTED)
        self.address = QLineEdit()
        self.address.setPlaceholderText(texts.ADDRESS_HINT)
        self._line = EditLine(texts.ADDRESS, edit=self.address)
        self.complaint = self._line.complaint
        self.send = button(texts.LOOK, Look.PRIMARY)
        self.news = paragraph("", Text.SMALL, Tone.MUTED)
        self.words = paragraph("")
        self._head = label(texts.HELPDESK, strong=True)
        self.other = button(texts.OTHER_ADDRESS)
        self.address.textChanged.connect(self._follow)
        self.address.returnPressed.connect(self._ask)
        self.send.clicked.connect(self._ask)
        self.other.clicked.connect(self.other_wanted)
        self._asking, self._found = self._lay_out_asking(), self._lay_out_found()
        self.column.addWidget(self._asking)
        self.column.addWidget(self._found)
        self.ask()

    @property
    def asks(self) -> bool:
        """It wants an address; otherwise there is one."""
        return not self._asking.isHidden()

    def explain(
        self, title: str = texts.TITLE, meaning: str = texts.MEANING, head: str = texts.HELPDESK
    ) -> None:
        """What an address is asked for; `head` stands above what was found there."""
        self.title.setText(title)
        self.meaning.setText(meaning)
        self._head.setText(head)

    def ask(self, present: str = "") -> None:
        """Ask for an address, beginning with the present one; what was typed already stays."""
        self._asking.show()
        self._found.hide()
        if present and not self.address.isModified():
            self.address.setText(present)
        self._follow()

    def empty(self) -> None:
        """What was typed is needed no longer."""
        self.address.clear()
        self.complaint.say("")

    def wait(self) -> None:
        """The address is being looked at."""
        self.complaint.say("")
        self.address.setFocus()  # or it would go to something else when the button is greyed
        self.address.setReadOnly(True)
        self.send.setEnabled(False)
        self.news.setText(texts.LOOKING)
        self.news.show()
        announce(self, texts.LOOKING)

    def refuse(self, words: str) -> None:
        """There is no helpdesk that the app can speak to."""
        self._waited()
        self.complaint.say(words)
        self.address.setFocus()

    def found(self, words: str) -> None:
        """There is one."""
        changed = self.words.text() != words
        self._waited()
        self.address.setModified(False)
        self.words.setText(words)
        self._asking.hide()
        self._found.show()
        if changed:
            announce(self, words)

    def allow(self, *, on: bool) -> None:
        """While somebody signs in, it stays this address."""
        self.other.setEnabled(on)

    def _waited(self) -> None:
        self.news.hide()
        self.address.setReadOnly(False)
        self._follow()

    def _follow(self) -> None:
        self.send.setEnabled(bool(self.address.text().strip()) and not self.address.isReadOnly())

    def _ask(self) -> None:
        if self.send.isEnabled():
            self.look_wanted.emit(self.address.text().strip())

    def _lay_out_asking(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        row = QHBoxLayout()
        row.addWidget(self.send)
        row.addWidget(self.news, 1)
        self.news.hide()
        row.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.meaning)
        column.addWidget(self._line)
        column.addLayout(row)
        return part

    def _lay_out_found(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._head)
        words.addWidget(self.words)
        row.addLayout(words, 1)
        row.addWidget(self.other)
        return part
