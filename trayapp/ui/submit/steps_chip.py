"""A recording as a chip: its number of steps opens it again, its size, and a button that takes it out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.recorder.recording import Recording
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.texts import recorder as words
from trayapp.ui.texts import submit as texts
from trayapp.ui.texts.files import size
from trayapp.ui.theme import GAP, GRID, Text
from trayapp.ui.widgets import Mark, button, label


class StepsChip(QFrame):
    """One recording.

    Signals:
        opened: it is to be looked through again.
        removed: it is to be taken out.
    """

    opened = Signal()
    removed = Signal()

    def __init__(self, recording: Recording) -> None:
        super().__init__()
        look(self, Look.CHIP)
        self.face = button("", Look.QUIET)
        self.face.clicked.connect(self.opened)
        self.amount = label("", Text.SMALL, Tone.MUTED)
        self.cross = QToolButton()
        self.cross.setIcon(icon("close"))
        self.cross.setIconSize(QSize(14, 14))
        look(self.cross, Look.QUIET)
        self.cross.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, GRID, 0)
        row.setSpacing(GRID)
        row.addWidget(Mark("record", size=16))
        row.addWidget(self.face)
        row.addWidget(self.amount)
        row.addWidget(self.cross)
        self.show_recording(recording)

    def show_recording(self, recording: Recording) -> None:
        """Another one stands in its place."""
        self.recording = recording
        said = words.chip(len(recording.steps))
        self.face.setText(said)
        self.face.setAccessibleName(words.chip_name(len(recording.steps)))
        self.amount.setText(size(recording.document.size))
        self.cross.setAccessibleName(texts.remove(said))
        self.cross.setToolTip(plain(texts.remove(said)))
