"""A field of a form: its label, whether it is needed, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from trayapp.ui.note import Complaint
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GRID
from trayapp.ui.widgets import label


class EditLine(QWidget):
    """One line of text under its label; a needed one carries a red asterisk, for screen readers in words."""

    def __init__(self, name: str, *, required: bool = False, edit: QWidget | None = None) -> None:
        super().__init__()
        self.edit = edit or QLineEdit()
        self.edit.setAccessibleName(f"{name}, {words.REQUIRED}" if required else name)
        self.complaint = Complaint(self.edit)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        title = label(name)
        title.setBuddy(self.edit)
        head.addWidget(title)
        if required:
            star = label("*", shade=Tone.FAILED, strong=True)
            star.setToolTip(words.REQUIRED)
            star.setAccessibleName(words.REQUIRED)
            head.addWidget(star)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.edit)
        column.addWidget(self.complaint)
        if isinstance(self.edit, QLineEdit):
            self.edit.textChanged.connect(lambda _text: self.complaint.say(""))

    def text(self) -> str:
        """What was written."""
        return self.edit.text().strip() if isinstance(self.edit, QLineEdit) else ""

    def set_text(self, text: str) -> None:
        """Put it in."""
        if isinstance(self.edit, QLineEdit):
            self.edit.setText(text)
