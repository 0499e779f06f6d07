"""Asks before something is taken away; never blocks the loop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from trayapp.ui.style_sheet import dress
from trayapp.ui.theme import EDGE, GAP, GROUP, Text
from trayapp.ui.widgets import button, paragraph


class Confirm(QDialog):
    """A question, what it means, and two buttons that say what they do. Escape means no."""

    def __init__(self, parent: QWidget, words: tuple[str, str], answers: tuple[str, str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words[0])
        self.setAccessibleDescription(words[1])
        self.setMinimumWidth(400)
        dress(self)
        self.yes = button(answers[0])
        self.no = button(answers[1])
        self.no.setDefault(True)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, GROUP)
        column.setSpacing(GAP)
        column.addWidget(paragraph(words[0], Text.TITLE))
        column.addWidget(paragraph(words[1]))
        column.addSpacing(GAP)
        column.addLayout(buttons)


def confirm(
    parent: QWidget, words: tuple[str, str], answers: tuple[str, str], then: Callable[[], None]
) -> Confirm:
    """Open the question (`words`: question, meaning; `answers`: yes, no) and do `then` after a yes.

    Asked again while it stands open, by a double click, it is shown once.
    """
    if standing := _standing(parent, words[0]):
        standing.raise_()
        return standing
    dialog = Confirm(parent, words, answers)
    dialog.accepted.connect(then)
    dialog.open()
    dialog.no.setFocus()
    return dialog


def _standing(parent: QWidget, question: str) -> Confirm | None:
    asked = parent.findChildren(Confirm)
    return next((each for each in asked if each.isVisible() and each.windowTitle() == question), None)
