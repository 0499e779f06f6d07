"""Names at one side, values at the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from trayapp.ui.style_sheet import Tone
from trayapp.ui.submit.room import side_by_side
from trayapp.ui.texts.sent import Line
from trayapp.ui.theme import GAP, GRID, Text
from trayapp.ui.widgets import label, paragraph

_LONGEST_NAME = "Program using most memory"
_BOX = 34
"""A tick box beside the name, and the gap."""


def name_width(widget: QWidget) -> int:
    """How wide a column of names is, with room for a tick box: it grows with the text."""
    return widget.fontMetrics().horizontalAdvance(_LONGEST_NAME) + _BOX


def heading(text: str) -> QLabel:
    """Of a part of a list."""
    made: QLabel = label(text, Text.SMALL, Tone.MUTED, strong=True)
    made.setContentsMargins(0, GAP, 0, 0)
    return made


def value(text: str, shade: Tone | None = None) -> QLabel:
    """A value that wraps, and can be copied."""
    made: QLabel = paragraph(text, shade=shade)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class Table(QWidget):
    """Lines that are only read; large text has its names above the values."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(int(side_by_side(self)), 1)
        beside = side_by_side(self)
        for at, (name, text) in enumerate(lines):
            called = paragraph(name, shade=Tone.MUTED)
            if beside:
                called.setFixedWidth(name_width(called))
            self._grid.addWidget(called, at if beside else 2 * at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value(text), at if beside else 2 * at + 1, int(beside))
