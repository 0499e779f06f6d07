"""Signing in with a personal token."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from trayapp.ui.note import Complaint
from trayapp.ui.parts.card import Card
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import account as texts
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import announce, button, label, paragraph


class SignInForm(Card):
    """The field hides what is typed, and is emptied as soon as the token was taken.

    Signals:
        sign_in_wanted: the token.
    """

    sign_in_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", strong=True)
        self.meaning = paragraph("", shade=Tone.MUTED)
        self.token = QLineEdit()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setAccessibleName(texts.TOKEN)
        self.token.setPlaceholderText(texts.TOKEN_HINT)
        self.complaint = Complaint(self.token)
        self.news = paragraph("", Text.SMALL, Tone.DONE)
        self.send = button(texts.SIGN_IN, Look.PRIMARY)
        self.send.setEnabled(False)
        self.token.textChanged.connect(self._follow)
        self.token.returnPressed.connect(self._ask)
        self.send.clicked.connect(self._ask)
        self._lay_out()
        self.show_for(signed_in=False)

    def show_for(self, *, signed_in: bool) -> None:
        """Words for somebody who is signed in already, or for nobody."""
        self.title.setText(texts.SIGN_IN_AGAIN if signed_in else texts.NOBODY[0])
        self.meaning.setText("" if signed_in else texts.NOBODY[1])
        self.meaning.setVisible(not signed_in)

    def wait(self) -> None:
        """The portal is being asked."""
        self.token.setEnabled(False)
        self.send.setEnabled(False)
        self.complaint.say("")
        self.news.setText(texts.CHECKING)
        self.news.show()

    def welcome(self, words: str) -> None:
        """It was taken."""
        self.token.clear()
        self.token.setEnabled(True)
        self.news.setText(words)
        announce(self, words)

    def refuse(self, words: str) -> None:
        """It was not; what was typed stays, to be corrected."""
        self.token.setEnabled(True)
        self.news.hide()
        self.complaint.say(words)
        self._follow()
        self.token.setFocus()

    def _follow(self) -> None:
        self.send.setEnabled(bool(self.token.text().strip()) and self.token.isEnabled())

    def _ask(self) -> None:
        if self.send.isEnabled():
            self.sign_in_wanted.emit(self.token.text().strip())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.token, 1)
        row.addWidget(self.send)
        name = label(texts.TOKEN, Text.SMALL)
        name.setBuddy(self.token)
        for widget in (self.title, self.meaning, name):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addWidget(self.complaint)
        self.column.addWidget(self.news)
        self.column.addWidget(paragraph(texts.TOKEN_HELP, Text.SMALL, Tone.MUTED))
        self.news.hide()
