"""Words are typed where they will stand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from trayapp.core.markup import Text
from trayapp.ui.annotate.paint.pens import against
from trayapp.ui.annotate.paint.text import letters
from trayapp.ui.annotate.view import View
from trayapp.ui.texts import markup as words

_EDGE = 3


class TextEntry(QPlainTextEdit):
    """Enter, Esc or a click elsewhere ends it, and nothing that was typed is lost; Shift+Enter is a new line.

    Signals:
        ended: the text, and which mark it replaces (`None`: none).
    """

    ended = Signal(object, object)

    def __init__(self, text: Text, at: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._text, self._at = text, at
        self._view: View | None = None
        self._over = False
        self.setAccessibleName(words.TEXT_NAME)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setTabChangesFocus(True)
        self.setPlainText(text.text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.textChanged.connect(self._grow)

    @property
    def replaced(self) -> int | None:
        """Which mark is being changed."""
        return self._at

    def follow(self, view: View) -> None:
        """Stand where the words will, as large as they will be."""
        self._view = view
        face = letters(self._text.size)
        face.setPixelSize(max(round(face.pixelSize() * view.scale), 6))
        self.setFont(face)
        colour = QColor(self._text.colour)
        ground = against(colour)
        self.setStyleSheet(
            f"QPlainTextEdit {{ color: {colour.name()}; border: 2px dashed #2b5fd9; border-radius: 3px; padding: 0;"
            f" background: rgba({ground.red()}, {ground.green()}, {ground.blue()}, 215); font-weight: 600;"
            f" font-size: {face.pixelSize()}px; }}"
        )
        self._grow()

    def end(self) -> None:
        """Keep what was typed, once."""
        if not self._over:
            self._over = True
            self.ended.emit(replace(self._text, text=self.toPlainText().rstrip()), self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape or (enter and not event.modifiers() & _SHIFT):
            self.end()
        elif enter:
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        }:
            self.end()

    def _grow(self) -> None:
        """As large as its words, with room for the next letter."""
        if self._view is None:
            return
        metrics = QFontMetricsF(self.font())
        lines = self.toPlainText().split("\n")
        wide = max(metrics.horizontalAdvance(line) for line in lines) + metrics.height()
        high = metrics.lineSpacing() * len(lines)
        corner = self._view.to_widget(self._text.at)
        line = self._text.size * self._view.scale
        above = round((line - metrics.lineSpacing()) / 2)
        self.setGeometry(
            round(corner.x()) - _EDGE,
            round(corner.y()) + above - _EDGE,
            max(round(wide), 40) + 2 * _EDGE,
            round(high) + 2 * _EDGE,
        )
        self.verticalScrollBar().setValue(0)


_SHIFT = Qt.KeyboardModifier.ShiftModifier
