"""The field for an answer: grows with the text, sends by Ctrl+Enter, takes files that are dropped or pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from trayapp.ui.texts import tickets as texts

_LINES = (2, 7)
"""As few and as many lines as it is tall."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class AnswerEdit(QPlainTextEdit):
    """Signals:
    send: Ctrl+Enter.
    files: paths that were dropped or pasted.
    """

    send = Signal()
    files = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(texts.ANSWER)
        self.setPlaceholderText(texts.ANSWER_HINT)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.send.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if paths:
            self.files.emit(paths)
        else:
            super().insertFromMimeData(source)

    def _fit(self) -> None:
        least, most = _LINES
        lines = min(max(self.document().lineCount(), least), most)
        frame = self.contentsMargins().top() + self.contentsMargins().bottom() + 2 * self.frameWidth()
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + frame + 18)
