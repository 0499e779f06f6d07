"""A field that takes a key by its being pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit

from trayapp.core.session import Value
from trayapp.ui.texts import settings as texts

_SETTLED = 1200
"""Milliseconds without another key after which it is what the employee wants; Qt waits 1000 for a second key."""
_PORTABLE = QKeySequence.SequenceFormat.PortableText


class KeyField:
    """One key with its modifiers, or none; only the cross takes it out.

    Qt empties the field as soon as a modifier goes down, before anybody knows which key will follow, or whether one
    will; that alone changes nothing.
    """

    wide = False

    def __init__(self) -> None:
        self.widget = QKeySequenceEdit()
        self.widget.setMaximumSequenceLength(1)
        self.widget.setClearButtonEnabled(True)
        self.widget.setMinimumWidth(180)
        self._inner = self.widget.findChild(QLineEdit)
        if self._inner is not None:
            self._inner.setPlaceholderText(texts.PRESS_KEYS)
        self._shown: Value = ""
        self._settled = QTimer(self.widget, singleShot=True, interval=_SETTLED)
        self.widget.keySequenceChanged.connect(lambda _: self._settled.start())

    def show_value(self, value: Value) -> None:
        """In the words of this platform: a Mac shows signs."""
        self._shown = value
        self.widget.blockSignals(True)
        self.widget.setKeySequence(QKeySequence.fromString(str(value or ""), _PORTABLE))
        self.widget.blockSignals(False)

    def listen(self, tell: Callable[[Value], None]) -> None:
        self._settled.timeout.connect(lambda: self._end(tell))
        self.widget.editingFinished.connect(lambda: self._end(tell))
        cross = self._inner.findChild(QAction) if self._inner is not None else None
        if cross is not None:
            cross.triggered.connect(lambda: self._clear(tell))

    def _end(self, tell: Callable[[Value], None]) -> None:
        self._settled.stop()
        pressed = self.widget.keySequence().toString(_PORTABLE)
        if pressed:
            tell(pressed)
        else:
            self.show_value(self._shown)

    def _clear(self, tell: Callable[[Value], None]) -> None:
        self._settled.stop()
        self._shown = ""
        tell("")
