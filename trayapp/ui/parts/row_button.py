"""A line that leads somewhere: an icon, a title, what is said about it, and when."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from trayapp.ui import theme
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.theme import GAP, GRID, Text
from trayapp.ui.widgets import Mark, label, paragraph


class RowButton(QPushButton):
    """Its words wrap. Unread ones are strong, and say so to a screen reader."""

    def __init__(
        self, icon: str, title: str, detail: str = "", at: str = "", *, strong: bool = False
    ) -> None:
        super().__init__()
        self.title = paragraph(title)
        self.title.setFont(theme.font(strong=strong))
        self.detail = paragraph(detail, Text.SMALL, Tone.MUTED)
        self.detail.setVisible(bool(detail))
        self._when = label(at, Text.SMALL, Tone.MUTED)
        self._mark = Mark(icon, self._colour if strong else theme.muted)
        self.setAutoDefault(False)
        self.setAccessibleName(", ".join(filter(None, (title, detail, at))))
        look(self, Look.FOLD)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lay_out()

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GRID, GRID, GAP, GRID)
        self._row.setSpacing(GAP)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._when, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self._mark, self.title, self.detail, self._when):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _colour(self, palette: QPalette) -> QColor:
        return theme.accent(palette)
