"""The line above a field: its name, and a red asterisk where it must be answered (TK-1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts.submit import REQUIRED
from trayapp.ui.theme import GRID
from trayapp.ui.widgets import label

_WRAPS_AT = 280
"""Device-independent pixels; a longer name goes on in the next line."""


def heading(name: str, field: QWidget, *, required: bool) -> QHBoxLayout:
    """Policy's words, shown as they are: no markup, no mnemonics."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    words = title(name, field)
    words.setMinimumWidth(min(_WRAPS_AT, words.fontMetrics().horizontalAdvance(name) + 1))
    row.addWidget(words)
    if required:
        row.addWidget(star(), 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    return row


def title(name: str, field: QWidget) -> QLabel:
    """The name alone. A buddy label shows "&" as a mnemonic; policy's words are no mnemonics."""
    made: QLabel = label(name.replace("&", "&&"), strong=True)
    made.setWordWrap(True)
    made.setBuddy(field)
    return made


def star() -> QLabel:
    """The red asterisk; a screen reader says the word."""
    made: QLabel = label("*", shade=Tone.FAILED, strong=True)
    made.setToolTip(REQUIRED)
    made.setAccessibleName(REQUIRED)
    return made
