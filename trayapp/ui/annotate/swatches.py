"""The choosers of colour and width: a row of discs, a row of lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QHBoxLayout, QWidget

from trayapp.ui import theme
from trayapp.ui.annotate.style import WIDTHS, Colour
from trayapp.ui.hints import plain
from trayapp.ui.texts import markup as words

_SIDE = 30


class _Choice(QAbstractButton):
    """One of a row; a ring is around the one that is chosen."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(_SIDE, _SIDE)
        self.setAccessibleName(name)
        self.setToolTip(plain(tip))

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = QApplication.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled() and not self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.mix(palette.windowText().color(), palette.window().color(), 0.88))
            painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS, theme.RADIUS)
        if not self.isEnabled():
            painter.setOpacity(0.35)
        self.paint(painter, QRectF(self.rect()))
        if self.isChecked() or self.hasFocus():
            text = palette.windowText().color()
            painter.setPen(QPen(text if self.isChecked() else theme.accent(palette), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), theme.RADIUS, theme.RADIUS)
            if self.hasFocus():
                painter.setPen(QPen(theme.accent(palette), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, 0, 0).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()

    def paint(self, painter: QPainter, where: QRectF) -> None:
        """What is chosen with it."""
        raise NotImplementedError


class _Disc(_Choice):
    def __init__(self, colour: Colour, key: str) -> None:
        name = words.COLOURS[colour]
        super().__init__(name, words.with_key(name, key))
        self.colour = colour

    def paint(self, painter: QPainter, where: QRectF) -> None:
        painter.setPen(QPen(theme.outline(QApplication.palette()), 1))
        painter.setBrush(QColor(str(self.colour)))
        painter.drawEllipse(where.adjusted(7, 7, -7, -7))


class _Line(_Choice):
    def __init__(self, level: int) -> None:
        super().__init__(words.WIDTHS[level], words.with_key(words.WIDTHS[level], words.WIDTH_KEYS))
        self.level = level

    def paint(self, painter: QPainter, where: QRectF) -> None:
        thick = 1.5 + WIDTHS[self.level] * 0.55
        pen = QPen(QApplication.palette().windowText().color(), thick, c=Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle = where.center()
        painter.drawLine(
            int(where.left()) + 10, round(middle.y()), int(where.right()) - 10, round(middle.y())
        )


class Choices(QWidget):
    """A row of which one is chosen; arrow keys go from one to the next.

    Signals:
        chosen: its place in the row.
    """

    chosen = Signal(int)

    def __init__(self, name: str, choices: Sequence[_Choice]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._choices = choices
        group, row = QButtonGroup(self), QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, choice in enumerate(choices):
            group.addButton(choice)
            row.addWidget(choice)
            choice.clicked.connect(lambda _=False, at=at: self.chosen.emit(at))

    def show_chosen(self, at: int | None) -> None:
        """Put the ring around this one; `None`: leave it where it is."""
        if at is not None:
            self._choices[at].setChecked(True)

    def choice(self, at: int) -> QAbstractButton:
        """The button at that place."""
        return self._choices[at]


def colours() -> Choices:
    """The eight colours."""
    discs = [_Disc(colour, words.colour_key(at)) for at, colour in enumerate(Colour)]
    return Choices(words.COLOUR_NAME, discs)


def widths() -> Choices:
    """The four widths."""
    return Choices(words.WIDTH_NAME, [_Line(level) for level in range(len(WIDTHS))])
