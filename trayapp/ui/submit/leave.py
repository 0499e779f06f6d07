"""Asks what becomes of the words when the dialog is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from trayapp.ui.texts import submit as words


def ask(
    parent: QWidget, keep: Callable[[], None], discard: Callable[[], None], *, pictures: bool
) -> QMessageBox:
    """Keep (the default), discard, or go on writing (Esc). Returns at once; a callback follows.

    `pictures`: they are kept with the words, encrypted.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(words.LEAVE_TITLE)
    box.setText(words.LEAVE_TITLE)
    box.setInformativeText(words.LEAVE_TEXT if pictures else words.LEAVE_TEXT_WORDS)
    kept = box.addButton(words.LEAVE_KEEP, QMessageBox.ButtonRole.AcceptRole)
    thrown = box.addButton(words.LEAVE_DISCARD, QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(words.LEAVE_STAY, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(kept)
    box.setEscapeButton(stay)
    box.buttonClicked.connect(
        lambda pressed: keep() if pressed is kept else discard() if pressed is thrown else None
    )
    box.open()
    return box
