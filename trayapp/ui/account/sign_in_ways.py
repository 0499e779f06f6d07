"""The ways to sign in that a portal knows."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trayapp.ui.note import Complaint
from trayapp.ui.style_sheet import Look
from trayapp.ui.texts import account as texts
from trayapp.ui.theme import GAP
from trayapp.ui.widgets import button


class SignInWays(QWidget):
    """The browser first; the others beside it. A portal that knows tokens alone shows none of them."""

    def __init__(self) -> None:
        super().__init__()
        self.browser = button(texts.BY_BROWSER, Look.PRIMARY)
        self.device = button(texts.BY_DEVICE)
        self.token = button(texts.BY_TOKEN, Look.QUIET)
        self.token.setCheckable(True)
        self.complaint = Complaint(self.browser)
        self._several = False
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for widget in (self.browser, self.device, self.token):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.complaint)

    @property
    def wants_token(self) -> bool:
        """The field for a personal token is to be shown."""
        return not self._several or self.token.isChecked()

    def offer(self, methods: frozenset[str] | None) -> None:
        """Show those that the portal knows; `None`: it could not be asked, so each may be tried."""
        self._several = methods is None or bool(methods & {"browser", "device", "password"})
        for way, name in ((self.browser, "browser"), (self.device, "device"), (self.token, "token")):
            way.setVisible(methods is None or name in methods)
        self.setVisible(methods is None or bool(self._several and methods - {"password", "name"}))
