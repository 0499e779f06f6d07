"""Asking for accounts of colleagues, one after the other, and for their removal (ROLE-3, REG-2, REG-4)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trayapp.core.errors import Rejected
from trayapp.core.model import Account, RegisterUser, RemoveUser
from trayapp.core.policy import Permission, Policy
from trayapp.ui.account.edit_line import EditLine
from trayapp.ui.expander import Expander
from trayapp.ui.parts.card import Card
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import people as texts
from trayapp.ui.texts.errors import explain_error, field_reason
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import Chooser, announce, button, label, paragraph


class ColleaguesCard(Card):
    """Offers what the person's level may ask for, and nothing else.

    Signals:
        register_wanted: a `RegisterUser`.
        remove_wanted: a `RemoveUser`.
    """

    register_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.name = EditLine(texts.FULL_NAME, required=True)
        self.email = EditLine(texts.EMAIL, required=True)
        self.level = Chooser(texts.LEVEL)
        self._levels = False
        self._level_line = EditLine(texts.LEVEL, edit=self.level)
        self.note = EditLine(texts.NOTE)
        self.ask = button(texts.ASK)
        self.ask.clicked.connect(self._register)
        self.leaver = EditLine(texts.EMAIL, required=True)
        self.ask_removal = button(texts.ASK_REMOVAL)
        self.ask_removal.clicked.connect(self._remove)
        self.news = paragraph("", Text.SMALL, Tone.DONE)
        self.register = Expander(texts.REGISTER, self._registering)
        self.remove = Expander(texts.REMOVE, self._removing)
        self.column.addWidget(label(texts.COLLEAGUES, strong=True))
        self.column.addWidget(paragraph(texts.COLLEAGUES_MEANING, shade=Tone.MUTED))
        self.advice = paragraph("", shade=Tone.MUTED)
        for widget in (self.advice, self.register, self.remove, self.news):
            self.column.addWidget(widget)
        self.news.hide()

    def show_for(self, me: Account, policy: Policy | None) -> None:
        """Follow the level and the policy; what is typed stays."""
        offered = me.permissions if me.registered else frozenset()
        self.register.setVisible(Permission.REGISTER in offered)
        self.remove.setVisible(Permission.REMOVE in offered)
        self.setVisible(bool({Permission.REGISTER, Permission.REMOVE} & offered))
        advice = policy.registration.advice if policy else ()
        self.advice.setText("\n".join(advice))
        self.advice.setVisible(bool(advice))
        self._offer_levels(me, policy)

    def asked(self, wanted: RegisterUser | RemoveUser) -> None:
        """It is in the outbox; the form is ready for the next person (REG-5)."""
        if isinstance(wanted, RegisterUser):
            words = texts.REGISTERED.format(name=wanted.name)
            lines = [self.name, self.email, self.note]
        else:
            words, lines = texts.REMOVAL_ASKED.format(email=wanted.email), [self.leaver]
        for line in lines:
            line.set_text("")
        self.news.setText(words)
        self.news.show()
        announce(self, words)

    def refuse(self, wanted: RegisterUser | RemoveUser, error: Exception) -> None:
        """It is not; the reason stands beside its field."""
        adding = isinstance(wanted, RegisterUser)
        lines = {"name": self.name, "email": self.email} if adding else {"email": self.leaver}
        fields = error.fields if isinstance(error, Rejected) else {}
        for code, reason in fields.items():
            lines.get(code, lines["email"]).complaint.say(field_reason(reason))
        if not fields:
            lines["email"].complaint.say(str(explain_error(error)))

    def _offer_levels(self, me: Account, policy: Policy | None) -> None:
        wanted = (
            [(level.label, level.code) for level in policy.levels if level.code in me.grants]
            if policy
            else []
        )
        there = [(self.level.itemText(at), self.level.itemData(at)) for at in range(self.level.count())]
        self._levels = bool(wanted)
        if self._level_line.parent() is not None:  # laid out: alone it would be a window of its own
            self._level_line.setVisible(self._levels)
        if wanted != there:
            chosen = self.level.currentData()
            self.level.clear()
            for name, code in wanted:
                self.level.addItem(name, code)
            self.level.setCurrentIndex(max(0, self.level.findData(chosen)))

    def _register(self) -> None:
        self.news.hide()
        self.register_wanted.emit(
            RegisterUser(self.name.text(), self.email.text(), self.level.currentData(), self.note.text())
        )

    def _remove(self) -> None:
        self.news.hide()
        self.remove_wanted.emit(RemoveUser(self.leaver.text()))

    def _registering(self) -> QWidget:
        form = _form((self.name, self.email, self._level_line, self.note), self.ask)
        self._level_line.setVisible(self._levels)
        return form

    def _removing(self) -> QWidget:
        return _form((self.leaver,), self.ask_removal)


def _form(lines: tuple[QWidget, ...], send: QWidget) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    for line in lines:
        column.addWidget(line)
    row = QHBoxLayout()
    row.addWidget(send)
    row.addStretch(1)
    column.addLayout(row)
    return body
