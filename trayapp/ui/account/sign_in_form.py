"""Signing in: in the browser, on another device, with a personal token; the first time, with the portal's address."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from trayapp.ui.account.sign_in_wait import SignInWait
from trayapp.ui.account.sign_in_ways import SignInWays
from trayapp.ui.note import Complaint
from trayapp.ui.parts.card import Card
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import account as texts
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import announce, button, label, paragraph


class SignInForm(Card):
    """The field hides what is typed, and is emptied as soon as the token was taken.

    Signals:
        sign_in_wanted: the portal's address, empty where it was not asked for, and the token.
        browser_wanted, device_wanted: the portal's address likewise.
        cancelled: the person does not finish elsewhere.
    """

    sign_in_wanted = Signal(str, str)
    browser_wanted = Signal(str)
    device_wanted = Signal(str)
    cancelled = Signal()

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
        self.send = button(texts.SIGN_IN)
        self.send.setEnabled(False)
        self.ways = SignInWays()
        self.elsewhere = SignInWait()
        self.elsewhere.cancelled.connect(self._give_up)
        for field in (self.address, self.token):
            field.textChanged.connect(self._follow)
            field.returnPressed.connect(self._ask)
        self.send.clicked.connect(self._ask)
        self.ways.browser.clicked.connect(lambda: self.browser_wanted.emit(self._address()))
        self.ways.device.clicked.connect(lambda: self.device_wanted.emit(self._address()))
        self.ways.token.toggled.connect(self._fold_token)
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
        self._follow()

    def offer(self, methods: frozenset[str] | None) -> None:
        """Show the ways that the portal knows; `None`: it could not be asked."""
        self.ways.offer(methods)
        self._fold_token()
        self._follow()

    def wait_elsewhere(self) -> None:
        """The person signs in in the browser, or on another device."""
        self.wait()
        self.news.hide()
        self.elsewhere.begin()

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
        self.elsewhere.hide()
        self.token.clear()
        self.address.setModified(False)
        self._enable(True)
        self.news.setText(words)
        announce(self, words)

    def refuse_elsewhere(self, words: str) -> None:
        """Signing in elsewhere came to nothing."""
        self._complain(self.ways.complaint, words)
        self.ways.browser.setFocus()

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
        self.elsewhere.hide()
        self.news.hide()
        beside.say(words)
        self._follow()

    def _enable(self, on: bool) -> None:
        for widget in (self.address, self.token, self.ways):
            widget.setEnabled(on)

    def _give_up(self) -> None:
        self.elsewhere.hide()
        self._enable(True)
        self._follow()
        self.cancelled.emit()

    def _fold_token(self) -> None:
        self._token_part.setVisible(self.ways.wants_token)

    def _address(self) -> str:
        return self.address.text().strip() if self.asks_for_address else ""

    def _follow(self) -> None:
        wanted = (self.address, self.token) if self.asks_for_address else (self.token,)
        self.send.setEnabled(all(field.text().strip() and field.isEnabled() for field in wanted))
        self.ways.allow(on=not self.asks_for_address or bool(self.address.text().strip()))

    def _ask(self) -> None:
        if self.send.isEnabled():
            self.sign_in_wanted.emit(self._address(), self.token.text().strip())

    def _lay_out(self) -> None:
        self._address_part = self._lay_out_address()
        self._token_part = self._lay_out_token()
        parts = (self.title, self.meaning, self._address_part, self.ways, self.elsewhere, self._token_part)
        for widget in (*parts, self.news):
            self.column.addWidget(widget)
        self.news.hide()
        self.offer(frozenset({"token"}))

    def _lay_out_token(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.token, 1)
        row.addWidget(self.send)
        name = label(texts.TOKEN, Text.SMALL)
        name.setBuddy(self.token)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(name)
        column.addLayout(row)
        column.addWidget(self.complaint)
        column.addWidget(paragraph(texts.TOKEN_HELP, Text.SMALL, Tone.MUTED))
        return part

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
