"""A button whose key works as soon as it is pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QShortcutEvent
from PySide6.QtWidgets import QAbstractButton


class AtOnce(QObject):
    """Qt lets a button that is reached by its key look pressed for a tenth of a second before anything happens.

    Whoever hides and then sends by two keys is quicker than that, and what was to be hidden would have been sent.
    """

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button = button
        button.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self._button.click()
            return True
        return False
