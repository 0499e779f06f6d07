"""A file as a chip: its name, its size, and a button that takes it out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.submit.files import Attachable
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.files import size
from trayapp.ui.theme import GAP, GRID, Text
from trayapp.ui.widgets import Mark, label

_NAME_WIDTH = 220


class Chip(QFrame):
    """One file.

    Signals:
        removed: the file is to be taken out.
    """

    removed = Signal(object)

    def __init__(self, file: Attachable) -> None:
        super().__init__()
        self.file = file
        look(self, Look.CHIP)
        name = label("")
        name.setText(
            QFontMetrics(name.font()).elidedText(file.name, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH)
        )
        self.setToolTip(plain(file.name))
        self.cross = QToolButton()
        self.cross.setIcon(icon("close"))
        self.cross.setIconSize(QSize(14, 14))
        look(self.cross, Look.QUIET)
        self.cross.setAccessibleName(words.remove(file.name))
        self.cross.setToolTip(plain(words.remove(file.name)))
        self.cross.clicked.connect(lambda: self.removed.emit(self.file))
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, GRID, 0)
        row.setSpacing(GAP)
        row.addWidget(Mark("file", size=16))
        row.addWidget(name)
        row.addWidget(label(size(file.size), Text.SMALL, Tone.MUTED))
        row.addWidget(self.cross)
