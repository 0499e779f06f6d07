"""A field that takes a key by its being pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit

from trayapp.core.session import Value

_SETTLED = 1200
"""Milliseconds without another key after which it is what the employee wants; Qt waits 1000 for a second key."""
_PORTABLE = QKeySequence.SequenceFormat.PortableText


class KeyField:
    """One key with its modifiers, or none; a cross takes it out."""

    wide = False

    def __init__(self) -> None:
        self.widget = QKeySequenceEdit()
        self.widget.setMaximumSequenceLength(1)
        self.widget.setClearButtonEnabled(True)
        self.widget.setMinimumWidth(180)
        self._settled = QTimer(self.widget, singleShot=True, interval=_SETTLED)
        self.widget.keySequenceChanged.connect(lambda _: self._settled.start())

    def show_value(self, value: Value) -> None:
        """In the words of this platform: a Mac shows signs."""
        self.widget.blockSignals(True)
        self.widget.setKeySequence(QKeySequence.fromString(str(value or ""), _PORTABLE))
        self.widget.blockSignals(False)

    def listen(self, tell: Callable[[Value], None]) -> None:
        self._settled.timeout.connect(lambda: tell(self._text()))
        self.widget.editingFinished.connect(lambda: self._end(tell))

    def _end(self, tell: Callable[[Value], None]) -> None:
        self._settled.stop()
        tell(self._text())

    def _text(self) -> str:
        return self.widget.keySequence().toString(_PORTABLE)
