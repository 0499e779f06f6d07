"""Signing in the way the helpdesk knows: in the browser, on another device, with a password or a personal token."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from trayapp.ui.account.password_part import PasswordPart
from trayapp.ui.account.sign_in_wait import SignInWait
from trayapp.ui.account.sign_in_ways import SignInWays
from trayapp.ui.expander import FoldButton
from trayapp.ui.note import Complaint
from trayapp.ui.parts.card import Card
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import account as texts
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import announce, button, label, paragraph


class SignInForm(Card):
    """The fields hide what is typed, and are emptied as soon as it was taken.

    Signals:
        sign_in_wanted: the token.
        password_wanted: name and password.
        browser_wanted, device_wanted: go there.
        cancelled: the person does not finish elsewhere.
    """

    sign_in_wanted = Signal(str)
    password_wanted = Signal(str, str)
    browser_wanted = Signal()
    device_wanted = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label(texts.NOBODY[0], strong=True)
        self.again = FoldButton()
        self.again.set_title(texts.SIGN_IN_AGAIN)
        self.meaning = paragraph(texts.NOBODY[1], shade=Tone.MUTED)
        self.password = PasswordPart()
        self.token = QLineEdit()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setAccessibleName(texts.TOKEN)
        self.token.setPlaceholderText(texts.TOKEN_HINT)
        self.complaint = Complaint(self.token)
        self.news = paragraph("", Text.SMALL, Tone.DONE)
        self.send = button(texts.SIGN_IN)
        self.ways = SignInWays()
        self.elsewhere = SignInWait()
        self._connect()
        self._lay_out()
        self.show_for(signed_in=False)
        self._follow()

    def show_for(self, *, signed_in: bool) -> None:
        """For nobody; or folded, for somebody who is signed in already and seldom needs it."""
        self.title.setVisible(not signed_in)
        self.meaning.setVisible(not signed_in)
        self.again.setVisible(signed_in)
        if not signed_in:
            self.again.setChecked(False)
        self._fold()

    def offer(self, methods: frozenset[str] | None) -> None:
        """Show the ways that the portal knows; `None`: it could not be asked."""
        self.ways.offer(methods)
        self.password.setVisible(methods is not None and "password" in methods)
        self.password.offer_without(offered=methods is not None and "name" in methods)
        self._knows_tokens = methods is None or "token" in methods
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
        self.ways.complaint.say("")
        self.news.setText(texts.CHECKING)
        self.news.show()

    def welcome(self, words: str) -> None:
        """It was taken."""
        self.elsewhere.hide()
        self.token.clear()
        self.password.taken()
        self._enable(True)
        self.news.setText(words)
        announce(self, words)

    def refuse_elsewhere(self, words: str) -> None:
        """Signing in elsewhere came to nothing."""
        self._ended()
        self.ways.complaint.say(words)
        self.ways.browser.setFocus()

    def refuse_password(self, words: str) -> None:
        """The helpdesk does not know the two; they stay, to be corrected."""
        self._ended()
        self.password.refuse(words)

    def refuse(self, words: str) -> None:
        """The token was not taken; it stays, to be corrected."""
        self._ended()
        self.complaint.say(words)
        self.token.setFocus()

    def _ended(self) -> None:
        self._enable(True)
        self.elsewhere.hide()
        self.news.hide()
        self._follow()

    def _enable(self, on: bool) -> None:
        for widget in (self.token, self.ways):
            widget.setEnabled(on)
        self.password.allow(on=on)

    def _give_up(self) -> None:
        self.elsewhere.hide()
        self._enable(True)
        self._follow()
        self.cancelled.emit()

    def _fold(self) -> None:
        self._body.setVisible(self.again.isHidden() or self.again.isChecked())

    def _fold_token(self) -> None:
        self._token_part.setVisible(self._knows_tokens and self.ways.wants_token)

    def _follow(self) -> None:
        self.send.setEnabled(bool(self.token.text().strip()) and self.token.isEnabled())

    def _ask(self) -> None:
        if self.send.isEnabled():
            self.sign_in_wanted.emit(self.token.text().strip())

    def _connect(self) -> None:
        self.elsewhere.cancelled.connect(self._give_up)
        self.token.textChanged.connect(self._follow)
        self.token.returnPressed.connect(self._ask)
        self.send.clicked.connect(self._ask)
        self.password.wanted.connect(self.password_wanted)
        self.ways.browser.clicked.connect(self.browser_wanted)
        self.ways.device.clicked.connect(self.device_wanted)
        self.ways.token.toggled.connect(self._fold_token)
        self.again.toggled.connect(self._fold)

    def _lay_out(self) -> None:
        self._token_part = self._lay_out_token()
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.spacing())
        for widget in (self.meaning, self.password, self.ways, self.elsewhere, self._token_part):
            column.addWidget(widget)
        for widget in (self.title, self.again, self._body, self.news):
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
