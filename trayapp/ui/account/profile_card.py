"""One's own profile: name, e-mail, phone, address, password (INFO-6)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from trayapp.core.errors import Rejected
from trayapp.core.model import Account, Address, Details, EditProfile
from trayapp.ui.account.edit_line import EditLine
from trayapp.ui.parts.card import Card
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import people as texts
from trayapp.ui.texts.errors import explain_error, field_reason
from trayapp.ui.theme import GAP, GROUP, Text
from trayapp.ui.widgets import Chooser, announce, button, label, paragraph

_ADDRESS = (
    ("street", texts.STREET),
    ("city", texts.CITY),
    ("region", texts.REGION),
    ("postcode", texts.POSTCODE),
    ("country", texts.COUNTRY),
)


class ProfileCard(Card):
    """What was typed stays when news come in meanwhile.

    Signals:
        save_wanted: an `EditProfile`.
        password_wanted: go to the portal's page.
    """

    save_wanted = Signal(object)
    password_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Account | None = None
        self.name = EditLine(texts.NAME, required=True)
        self.email = EditLine(texts.EMAIL, required=True)
        self.phone = EditLine(texts.PHONE)
        self.company = Chooser(texts.COMPANY_ADDRESS)
        self.company.addItem(texts.YES, True)
        self.company.addItem(texts.NO, False)
        self.company.currentIndexChanged.connect(lambda _at: self._fold())
        self.address = {code: EditLine(name) for code, name in _ADDRESS}
        self.pending = paragraph("", Text.SMALL, Tone.MUTED)
        self.news = paragraph("", Text.SMALL, Tone.DONE)
        self.save = button(texts.SAVE)
        self.save.clicked.connect(self._save)
        self.password = button(texts.PASSWORD, icon_name="external")
        self.password.setToolTip(texts.PASSWORD_HELP)
        self.password.clicked.connect(self.password_wanted)
        self._lay_out()

    def show_profile(self, me: Account, *, password: bool) -> None:
        """Fill the form, unless it shows this already: what the person typed stays."""
        self.password.setVisible(password)
        if me == self._shown:
            return
        self._shown = me
        details = me.details or Details()
        self.name.set_text(me.name)
        self.email.set_text(me.email)
        self.phone.set_text(details.phone)
        self.company.setCurrentIndex(0 if details.use_company_address else 1)
        for code, line in self.address.items():
            line.set_text(getattr(details.address, code))
        self.pending.setText(texts.PENDING_EMAIL.format(email=details.pending_email))
        self.pending.setVisible(bool(details.pending_email))
        self._fold()

    def saved(self) -> None:
        """It is in the outbox."""
        self.news.setText(texts.SAVED)
        self.news.show()
        announce(self, texts.SAVED)

    def refuse(self, error: Exception) -> None:
        """It is not; the reason stands beside its field."""
        lines = {"name": self.name, "email": self.email, "phone": self.phone}
        fields = error.fields if isinstance(error, Rejected) else {}
        for code, reason in fields.items():
            if code in lines:
                lines[code].complaint.say(field_reason(reason))
        if not fields.keys() & lines.keys():
            self.name.complaint.say(str(explain_error(error)))

    def _save(self) -> None:
        self.news.hide()
        own = not self.company.currentData()
        address = {code: line.text() for code, line in self.address.items()} if own else {}
        self.save_wanted.emit(
            EditProfile(self.name.text(), self.email.text(), self.phone.text(), not own, Address(**address))
        )

    def _fold(self) -> None:
        """The company's address hides one's own (INFO-6)."""
        self._own.setVisible(not self.company.currentData())

    def _lay_out(self) -> None:
        self.column.addWidget(label(texts.PROFILE, strong=True))
        self.column.addWidget(paragraph(texts.PROFILE_MEANING, shade=Tone.MUTED))
        for widget in (self.name, self.email, self.pending, self.phone):
            self.column.addWidget(widget)
        self.column.addWidget(EditLine(texts.COMPANY_ADDRESS, edit=self.company))
        self._own = QWidget()
        grid = QGridLayout(self._own)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GROUP)
        grid.setVerticalSpacing(GAP)
        grid.addWidget(self.address["street"], 0, 0, 1, 2)
        for place, code in enumerate(("city", "region", "postcode", "country"), start=2):
            grid.addWidget(self.address[code], place // 2, place % 2)
        self.column.addWidget(self._own)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.save)
        row.addWidget(self.password)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.news)
        self.news.hide()
        self.pending.hide()
