"""The strip of tools at the side."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QVBoxLayout, QWidget

from trayapp.ui.annotate.tool_button import ToolButton
from trayapp.ui.annotate.tools import ToolName
from trayapp.ui.texts import markup as words
from trayapp.ui.theme import GAP, GRID

_BETWEEN = 1
_APART = {ToolName.ARROW, ToolName.CROP, ToolName.SELECT}
"""A little room before these: what hides, what shows, what cuts, what takes hold."""


class Strip(QScrollArea):
    """One tool is in use. Where there is little room, the names go; where there is less, it scrolls.

    Signals:
        chosen: the tool to use.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._buttons = {name: ToolButton(name) for name in ToolName}
        group = QButtonGroup(self)
        self._inner = inner = QWidget()
        inner.setAccessibleName(words.TOOLS_NAME)
        column = QVBoxLayout(inner)
        column.setContentsMargins(GAP, 0, GAP, 0)
        column.setSpacing(_BETWEEN)
        for name, button in self._buttons.items():
            if name in _APART:
                column.addSpacing(GRID)
            group.addButton(button)
            column.addWidget(button)
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
        column.addStretch(1)
        self.setWidget(inner)

    def show_chosen(self, name: ToolName) -> None:
        """Fill the button of this tool."""
        self._buttons[name].setChecked(True)
        self.ensureWidgetVisible(self._buttons[name])

    def button(self, name: ToolName) -> ToolButton:
        """The button of that tool."""
        return self._buttons[name]

    def show_words(self, *, wordy: bool) -> None:
        """With names, or icons alone."""
        for button in self._buttons.values():
            button.show_words(wordy=wordy)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = self._inner.sizeHint()
        return QSize(hint.width() + self._bar(hint.height()), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 120)

    def _bar(self, wanted: int) -> int:
        """Room for the scroll bar, when it is there."""
        return self.verticalScrollBar().sizeHint().width() if wanted > self.height() else 0
