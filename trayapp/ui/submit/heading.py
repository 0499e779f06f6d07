"""The line above a field: its name, and a red asterisk where it must be answered (TK-1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GRID
from trayapp.ui.widgets import label

_WRAPS_AT = 280
"""Device-independent pixels; a longer name goes on in the next line."""


def heading(name: str, field: QWidget, *, required: bool) -> QHBoxLayout:
    """Policy's words, shown as they are: no markup, no mnemonics."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    # A buddy label shows "&" as a mnemonic; policy's words are no mnemonics.
    title: QLabel = label(name.replace("&", "&&"), strong=True)
    title.setWordWrap(True)
    title.setMinimumWidth(min(_WRAPS_AT, title.fontMetrics().horizontalAdvance(name) + 1))
    title.setBuddy(field)
    row.addWidget(title)
    if required:
        row.addWidget(star(), 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    return row


def star() -> QLabel:
    """The red asterisk; a screen reader says the word."""
    made: QLabel = label("*", shade=Tone.FAILED, strong=True)
    made.setToolTip(words.REQUIRED)
    made.setAccessibleName(words.REQUIRED)
    return made
