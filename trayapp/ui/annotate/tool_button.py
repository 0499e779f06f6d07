"""A button of the strip: icon, name, and the letter that does the same."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolButton

from trayapp.ui import theme
from trayapp.ui.annotate.tools import KEYS, ToolName
from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.texts import markup as words
from trayapp.ui.theme import GAP, GRID, Text

_SIDE = 36
_SMALL = 32
"""Without words: so small that all of them have room on a low screen."""
_ICON = 22


class ToolButton(QToolButton):
    """Filled while its tool is in use. Without room for words it is the icon alone, its name in the tooltip."""

    def __init__(self, name: ToolName) -> None:
        super().__init__()
        self.name = name
        self._words, what = words.TOOLS[name]
        self._wordy = True
        look(self, Look.TOOL)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._words)
        self.setAccessibleDescription(what)
        self.setToolTip(plain(f"{words.with_key(self._words, KEYS[name])}\n{what}"))
        self._icon = icon(f"tool-{name}", self._ink)

    def show_words(self, *, wordy: bool) -> None:
        """With its name beside it, or as an icon alone."""
        self._wordy = wordy
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if not self._wordy:
            return QSize(_SIDE, _SMALL)
        wide = _ICON + QFontMetrics(theme.font()).horizontalAdvance(self._words) + self._letter_width()
        return QSize(wide + 6 * GAP, max(_SIDE, QFontMetrics(theme.font()).height() + 2 * GAP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)  # the ground alone: it has neither icon nor text
        painter = QPainter(self)
        middle = (self.height() - _ICON) // 2
        left = GAP if self._wordy else (self.width() - _ICON) // 2
        self._icon.paint(painter, self._mirrored(QRect(left, middle, _ICON, _ICON)))
        if self._wordy:
            self._paint_words(painter, left + _ICON + GAP + GRID)
        painter.end()

    def _paint_words(self, painter: QPainter, left: int) -> None:
        palette, letter = QApplication.palette(), self._letter_width()
        room = self._mirrored(QRect(left, 0, self.width() - left - letter - GAP, self.height()))
        painter.setFont(theme.font())
        painter.setPen(self._ink(palette))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.setFont(theme.font(Text.SMALL))
        painter.setPen(self._ink(palette) if self.isChecked() else theme.muted(palette))
        end = self._mirrored(QRect(self.width() - letter - GAP, 0, letter, self.height()))
        painter.drawText(end, Qt.AlignmentFlag.AlignCenter, KEYS[self.name])

    def _mirrored(self, where: QRect) -> QRect:
        if self.isRightToLeft():
            where.moveLeft(self.width() - where.right() - 1)
        return where

    def _letter_width(self) -> int:
        return QFontMetrics(theme.font(Text.SMALL)).horizontalAdvance("W")

    def _ink(self, palette: QPalette) -> QColor:
        return theme.on_accent(palette) if self.isChecked() else palette.windowText().color()
