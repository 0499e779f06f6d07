"""Asks before steps are thrown away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from trayapp.ui.texts import recorder as words


def ask(parent: QWidget, throw: Callable[[], None]) -> QMessageBox:
    """Throw away, or go on looking (the default, and Esc). Returns at once."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(words.THROW_TITLE)
    box.setText(words.THROW_TITLE)
    box.setInformativeText(words.THROW_TEXT)
    thrown = box.addButton(words.THROW, QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(words.KEEP_LOOKING, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.buttonClicked.connect(lambda pressed: throw() if pressed is thrown else None)
    box.open()
    return box
