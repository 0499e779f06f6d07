"""The strip at the left: one button for each page, with a count where something waits."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from trayapp.ui import icons, theme
from trayapp.ui.hints import plain
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.theme import GAP, ICON, RADIUS, Text

_WIDE = 196
_WIDE_LINES = 12
_SLIM = 48
_HEIGHT = 36


class NavButton(QAbstractButton):
    """An icon, a word, and a pill with a count."""

    def __init__(self, name: str, icon: str, words: str, keys: str) -> None:
        super().__init__()
        self.name = name
        self._icon = icon
        self._words = words
        self._count = 0
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(plain(f"{words} ({keys})"))
        self.setShortcut(keys)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def count(self) -> int:
        """What its pill says; 0 shows none."""
        return self._count

    def set_count(self, count: int, spoken: str) -> None:
        """Show how much waits there; `spoken` is the accessible name."""
        self._count = count
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SLIM, max(_HEIGHT, self.fontMetrics().height() + 16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = QGuiApplication.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = theme.accent(palette)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tint(accent, palette, 0.14 if self.isChecked() else 0.06))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        self._paint_words(painter, accent if self.isChecked() else palette.windowText().color())
        painter.end()

    def _paint_words(self, painter: QPainter, colour: QColor) -> None:
        slim = self.width() < 6 * self.fontMetrics().height()
        middle = self.height() / 2
        left = (self.width() - ICON) / 2 if slim else 12.0
        icons.draw(painter, self._icon, self._mirrored(QRectF(left, middle - ICON / 2, ICON, ICON)), colour)
        if self._count:
            self._paint_count(painter, slim=slim)
        if slim:
            return
        painter.setFont(theme.font(strong=self.isChecked()))
        painter.setPen(colour)
        room = self._mirrored(QRectF(12 + ICON + 10, 0, self.width() - 12 - ICON - 10 - 34, self.height()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self._words)

    def _paint_count(self, painter: QPainter, *, slim: bool) -> None:
        palette = QGuiApplication.palette()
        text = str(self._count) if self._count < 100 else "99+"
        painter.setFont(theme.font(Text.SMALL, strong=True))
        height = painter.fontMetrics().height() + 2.0
        width = max(height, painter.fontMetrics().horizontalAdvance(text) + 10.0)
        top = 0.0 if slim else (self.height() - height) / 2
        pill = self._mirrored(QRectF(self.width() - width - (0 if slim else 8), top, width, height))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent(palette))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.on_accent(palette))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _mirrored(self, where: QRectF) -> QRectF:
        if self.isRightToLeft():
            where.moveLeft(self.width() - where.right())
        return where


class Navigation(QWidget):
    """Signals:
    chosen: the name of the page the employee went to.
    """

    chosen = Signal(str)

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self._buttons: dict[str, NavButton] = {}
        self._group = QButtonGroup(self)  # arrows move inside a group that is exclusive
        self.head = QVBoxLayout()
        self.foot = QVBoxLayout()
        self._middle = QVBoxLayout()
        self._middle.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP + 4, GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(self.head)
        column.addLayout(self._middle)
        column.addStretch(1)
        column.addLayout(self.foot)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.set_slim(slim=False)

    def add(self, name: str, icon: str, words: str, keys: str) -> NavButton:
        """A page more."""
        made = NavButton(name, icon, words, keys)
        made.toggled.connect(lambda checked: self.chosen.emit(name) if checked else None)
        self._buttons[name] = made
        self._group.addButton(made)
        self._middle.addWidget(made)
        return made

    def button(self, name: str) -> NavButton:
        """The button of a page."""
        return self._buttons[name]

    def choose(self, name: str) -> None:
        """Go to a page; says `chosen` if it was another."""
        self._buttons[name].setChecked(True)

    def set_slim(self, *, slim: bool) -> None:
        """Icons alone, for a narrow window."""
        wide = max(_WIDE, round(_WIDE_LINES * self.fontMetrics().height()))  # grows with the person's font
        narrow = max(_SLIM, 3 * self.fontMetrics().height())
        self.setFixedWidth((narrow if slim else wide) + 2 * GAP)


def upright_line() -> QFrame:
    """A hair line between the strip and the page."""
    made = QFrame()
    look(made, Look.LINE)
    made.setStyleSheet("QFrame { min-width: 1px; max-width: 1px; max-height: 16777215px; }")
    return made
