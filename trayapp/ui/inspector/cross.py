"""The button that takes something out of what will be sent."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton

from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.texts import submit as words


def cross(name: str) -> QToolButton:
    """A cross that says what it takes out."""
    made = QToolButton()
    made.setIcon(icon("close"))
    made.setIconSize(QSize(14, 14))
    look(made, Look.QUIET)
    made.setAccessibleName(words.remove(name))
    made.setToolTip(plain(words.remove(name)))
    return made
