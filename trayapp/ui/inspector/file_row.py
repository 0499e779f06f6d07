"""One file of a list: its name, its size, what it is for, and a button that takes it out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from trayapp.ui.inspector.cross import cross
from trayapp.ui.style_sheet import Tone, tone
from trayapp.ui.texts.files import size
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import Mark, paragraph


class FileRow(QWidget):
    """Delete or the cross takes it out, where it can be.

    Signals:
        removed: it is to be taken out.
    """

    removed = Signal()

    def __init__(self, name: str, count: int, note: str = "", *, removable: bool) -> None:
        super().__init__()
        self.title: QLabel = paragraph(name)
        self.about: QLabel = paragraph("", Text.SMALL, Tone.MUTED)
        self.verdict: QLabel = paragraph("", Text.SMALL)
        self.verdict.hide()
        self.cross = cross(name) if removable else None
        if self.cross:
            self.cross.clicked.connect(self.removed)
        self.say(count, note)
        self._lay_out()

    def say(self, count: int, note: str) -> None:
        """How many bytes, and what for."""
        self.about.setText(" · ".join(filter(None, (size(count), note))))
        if self.cross:
            self.cross.setAccessibleDescription(self.about.text())

    def judge(self, verdict: str, shade: Tone) -> None:
        """Say what became of it."""
        self.verdict.setText(verdict)
        tone(self.verdict, shade)
        self.verdict.setVisible(bool(verdict))

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.cross] if self.cross else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.cross and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        for part in (self.title, self.about, self.verdict):
            column.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(Mark("file", size=16), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        if self.cross:
            row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
