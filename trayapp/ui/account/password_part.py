"""Name and password, for helpdesks that know people by these."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from trayapp.ui.account.edit_line import EditLine
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import account as texts
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import button, paragraph


class PasswordPart(QWidget):
    """The password is typed unseen, and is gone from the field as soon as it was taken.

    Signals:
        wanted: name and password.
    """

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.user = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._lines = (EditLine(texts.USER, edit=self.user), EditLine(texts.PASSWORD, edit=self.password))
        self.complaint = self._lines[1].complaint
        self.send = button(texts.SIGN_IN, Look.PRIMARY)
        self.send.setEnabled(False)
        for field in (self.user, self.password):
            field.textChanged.connect(self._follow)
        self.user.returnPressed.connect(self.password.setFocus)
        self._without = False
        self.password.returnPressed.connect(self._ask)
        self.send.clicked.connect(self._ask)
        self.optional = paragraph(texts.PASSWORD_OPTIONAL, Text.SMALL, Tone.MUTED)
        self.optional.hide()
        self._lay_out()

    def offer_without(self, *, offered: bool) -> None:
        """Where a name alone may do, the password may stay empty, and the part says so."""
        self._without = offered
        self.optional.setVisible(offered)
        self._follow()

    def allow(self, *, on: bool) -> None:
        """While the helpdesk is asked, nothing more can be typed."""
        self.user.setEnabled(on)
        self.password.setEnabled(on)
        self._follow()

    def taken(self) -> None:
        """The password is kept nowhere in the window."""
        self.password.clear()

    def refuse(self, words: str) -> None:
        """Say what is wrong; what was typed stays, to be corrected."""
        self.complaint.say(words)
        self.password.setFocus()
        self.password.selectAll()

    def _follow(self) -> None:
        filled = self.user.text().strip() and (self.password.text() or self._without)
        self.send.setEnabled(bool(filled) and self.user.isEnabled())

    def _ask(self) -> None:
        if self.send.isEnabled():
            self.complaint.say("")
            self.wanted.emit(self.user.text().strip(), self.password.text())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for line in self._lines:
            column.addWidget(line)
        row = QHBoxLayout()
        row.addWidget(self.send)
        row.addStretch(1)
        column.addWidget(self.optional)
        column.addWidget(paragraph(texts.PASSWORD_HELP, Text.SMALL, Tone.MUTED))
        column.addLayout(row)
