"""While the person signs in elsewhere: what to do there, and a way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trayapp.core.ports import DeviceCode
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import account as texts
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import announce, button, label, paragraph


class SignInWait(QWidget):
    """Signals:
    cancelled: the person gave it up.
    open_wanted: an address to open in the browser of this computer.
    """

    cancelled = Signal()
    open_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._url = ""
        self.words = paragraph("")
        self.code = label("", Text.TITLE)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.again = button(texts.OPEN_AGAIN)
        self.again.clicked.connect(lambda: self.open_wanted.emit(self._url))
        self.cancel = button(texts.CANCEL)
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.again)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (self.words, self.code, paragraph(texts.WAIT_HELP, Text.SMALL, Tone.MUTED)):
            column.addWidget(widget)
        column.addLayout(row)
        self.hide()

    def begin(self) -> None:
        """The portal is being asked."""
        self._show(texts.CHECKING, "", "", "")

    def browser(self, url: str) -> None:
        """The browser was opened at that address."""
        self._show(texts.IN_BROWSER, "", url, texts.OPEN_AGAIN)

    def device(self, code: DeviceCode) -> None:
        """The person types a code on another device."""
        self._show(texts.ON_DEVICE.format(url=code.url), code.user_code, code.url, texts.OPEN_HERE)

    def _show(self, words: str, code: str, url: str, again: str) -> None:
        self._url = url
        self.words.setText(words)
        self.code.setText(code)
        self.code.setAccessibleName(texts.CODE.format(code=" ".join(code)))
        self.code.setVisible(bool(code))
        self.again.setText(again)
        self.again.setVisible(bool(url))
        self.show()
        announce(self, f"{words} {code}".strip())
