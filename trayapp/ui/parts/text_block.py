"""A passage of plain text as tall as it is long: selectable, and broken anywhere when it has no spaces."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from trayapp.ui import theme

_BARE = "QTextEdit, QTextEdit:focus { background: transparent; border: none; padding: 0; }"


class TextBlock(QTextEdit):
    """Read-only words of a person or a portal; never read as HTML."""

    def __init__(
        self, text: str = "", font: theme.Text = theme.Text.BODY, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setStyleSheet(_BARE)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.font(font))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Tab goes on to the next control; a click still lets the text be selected.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.setPlainText(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.fontMetrics().lineSpacing())

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the conversation scrolls, not one passage of it

    def _fit(self) -> None:
        height = max(round(self.document().size().height() + 0.49), self.fontMetrics().lineSpacing())
        if height != self.height():
            self.setFixedHeight(height)
