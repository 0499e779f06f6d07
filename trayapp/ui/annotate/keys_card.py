"""Every key of the mark-up window, on one card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from trayapp.ui.annotate.tools import KEYS
from trayapp.ui.style_sheet import Look, Tone, dress, look
from trayapp.ui.texts import markup as words
from trayapp.ui.theme import EDGE, GAP, GROUP
from trayapp.ui.widgets import button, label, paragraph


class KeysCard(QDialog):
    """Esc or Close ends it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.KEYS)
        dress(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, GROUP)
        column.setSpacing(GROUP)
        column.addWidget(self._scrolled(_table()))
        close = button(words.CLOSE)
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        room = parent.screen().availableGeometry()
        wanted = self.sizeHint().expandedTo(self.minimumSize())
        self.resize(wanted.boundedTo(room.size() * 0.9))
        close.setFocus()

    def _scrolled(self, inner: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        look(area, Look.READING)
        area.setMinimumSize(inner.sizeHint().width() + 2 * GROUP, min(inner.sizeHint().height() + GAP, 460))
        return area


def _table() -> QWidget:
    """Keys on the left, what they do on the right."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, GAP, 0)
    grid.setHorizontalSpacing(GROUP)
    grid.setVerticalSpacing(GAP)
    grid.setColumnStretch(1, 1)
    tools = [(KEYS[name], words.TOOLS[name][0]) for name in KEYS]
    lines = [(" ".join(key for key, _ in tools), words.list_of(tools)), *words.KEYS_HELP]
    for row, (keys, what) in enumerate(lines):
        grid.addWidget(label(keys, strong=True), row, 0, Qt.AlignmentFlag.AlignTop)
        says = paragraph(what, shade=Tone.MUTED)
        says.setMinimumWidth(360)
        grid.addWidget(says, row, 1)
    grid.setRowStretch(len(lines), 1)
    return made
