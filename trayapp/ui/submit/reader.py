"""A window to read an article or announcement beside what is being written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from trayapp.core.model import Announcement, Article
from trayapp.ui.context import UiContext
from trayapp.ui.parts.links import web_link
from trayapp.ui.style_sheet import Look, Tone, dress, look
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import EDGE, GAP, GROUP, Text
from trayapp.ui.widgets import button, paragraph, rule

_WIDTH, _LEAST, _MOST = 520, 260, 480
_FOOT = 80


class Reader(QDialog):
    """Shows plain text. Esc closes it; the submission dialog stays as it is."""

    def __init__(self, item: Article | Announcement, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(item.title)
        self._context = context
        self.url = (web_link(item.url) or "") if isinstance(item, Article) else ""
        since = item.updated_at if isinstance(item, Article) else item.starts_at
        self.text = paragraph(item.body)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._lay_out(item.title, words.dated(since, context.clock(), article=isinstance(item, Article)))
        dress(self)
        self.ensurePolished()
        self.resize(_WIDTH, max(_LEAST, min(self._wanted(), _MOST)))

    def _lay_out(self, title: str, meta: str) -> None:
        self._body = body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(EDGE, EDGE, EDGE, GROUP)
        inner.setSpacing(GAP)
        inner.addWidget(paragraph(title, Text.TITLE))
        inner.addWidget(paragraph(meta, Text.SMALL, Tone.MUTED))
        inner.addSpacing(GAP)
        inner.addWidget(self.text)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(title)
        look(scroll, Look.READING)
        scroll.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(rule())
        column.addLayout(self._foot())
        scroll.setFocus()

    def _wanted(self) -> int:
        """As high as all of it, when that is not much."""
        for part in self._body.findChildren(QWidget):
            part.ensurePolished()
        return self._body.heightForWidth(_WIDTH) + _FOOT

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, GROUP, EDGE, GROUP)
        row.setSpacing(GAP)
        if self.url:
            self.browse = button(words.OPEN_IN_BROWSER, icon_name="external")
            self.browse.clicked.connect(lambda: self._context.open_url(self.url))
            row.addWidget(self.browse)
        row.addStretch(1)
        done = button(words.CLOSE_READER)
        done.clicked.connect(self.close)
        row.addWidget(done)
        return row
