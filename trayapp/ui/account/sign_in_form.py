"""Signing in with a personal token; the first time, with the portal's address, too."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from trayapp.ui.note import Complaint
from trayapp.ui.parts.card import Card
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import account as texts
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import announce, button, label, paragraph


class SignInForm(Card):
    """The field hides what is typed, and is emptied as soon as the token was taken.

    Signals:
        sign_in_wanted: the portal's address, empty where it was not asked for, and the token.
    """

    sign_in_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", strong=True)
        self.meaning = paragraph("", shade=Tone.MUTED)
        self.address = QLineEdit()
        self.address.setAccessibleName(texts.ADDRESS)
        self.address.setPlaceholderText(texts.ADDRESS_HINT)
        self.address_complaint = Complaint(self.address)
        self.token = QLineEdit()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setAccessibleName(texts.TOKEN)
        self.token.setPlaceholderText(texts.TOKEN_HINT)
        self.complaint = Complaint(self.token)
        self.news = paragraph("", Text.SMALL, Tone.DONE)
        self.send = button(texts.SIGN_IN, Look.PRIMARY)
        self.send.setEnabled(False)
        for field in (self.address, self.token):
            field.textChanged.connect(self._follow)
            field.returnPressed.connect(self._ask)
        self.send.clicked.connect(self._ask)
        self._lay_out()
        self.show_for(signed_in=False)
        self.ask_for_address(None)

    def show_for(self, *, signed_in: bool) -> None:
        """Words for somebody who is signed in already, or for nobody."""
        self.title.setText(texts.SIGN_IN_AGAIN if signed_in else texts.NOBODY[0])
        self.meaning.setText("" if signed_in else texts.NOBODY[1])
        self.meaning.setVisible(not signed_in)

    def ask_for_address(self, present: str | None) -> None:
        """Ask for the portal's address, beginning with the present one; `None`: it is not to be chosen here."""
        self._address_part.setVisible(present is not None)
        if present is not None and not self.address.isModified():
            self.address.setText(present)

    def wait(self) -> None:
        """The portal is being asked."""
        self._enable(False)
        self.send.setEnabled(False)
        self.complaint.say("")
        self.address_complaint.say("")
        self.news.setText(texts.CHECKING)
        self.news.show()

    def welcome(self, words: str) -> None:
        """It was taken."""
        self.token.clear()
        self.address.setModified(False)
        self._enable(True)
        self.news.setText(words)
        announce(self, words)

    def refuse(self, words: str) -> None:
        """It was not; what was typed stays, to be corrected."""
        self._complain(self.complaint, words)
        self.token.setFocus()

    def refuse_address(self, words: str) -> None:
        """This is no address, or there is no portal."""
        self._complain(self.address_complaint, words)
        self.address.setFocus()

    @property
    def asks_for_address(self) -> bool:
        """The address is part of signing in here."""
        return not self._address_part.isHidden()

    def _complain(self, beside: Complaint, words: str) -> None:
        self._enable(True)
        self.news.hide()
        beside.say(words)
        self._follow()

    def _enable(self, on: bool) -> None:
        self.address.setEnabled(on)
        self.token.setEnabled(on)

    def _follow(self) -> None:
        wanted = (self.address, self.token) if self.asks_for_address else (self.token,)
        self.send.setEnabled(all(field.text().strip() and field.isEnabled() for field in wanted))

    def _ask(self) -> None:
        if self.send.isEnabled():
            address = self.address.text().strip() if self.asks_for_address else ""
            self.sign_in_wanted.emit(address, self.token.text().strip())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.token, 1)
        row.addWidget(self.send)
        name = label(texts.TOKEN, Text.SMALL)
        name.setBuddy(self.token)
        self._address_part = self._lay_out_address()
        for widget in (self.title, self.meaning, self._address_part, name):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addWidget(self.complaint)
        self.column.addWidget(self.news)
        self.column.addWidget(paragraph(texts.TOKEN_HELP, Text.SMALL, Tone.MUTED))
        self.news.hide()

    def _lay_out_address(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        name = label(texts.ADDRESS, Text.SMALL)
        name.setBuddy(self.address)
        for widget in (name, self.address, self.address_complaint):
            column.addWidget(widget)
        return part
