"""Small widgets that every window is made of."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from trayapp.ui.icons import Colour, icon
from trayapp.ui.style_sheet import Look, Tone, look, tone
from trayapp.ui.theme import GAP, ICON, Text, font, on_accent

_ARROW = 14
_BESIDE_TEXT = 44
"""Padding and arrow of a combo box."""


class Mark(QWidget):
    """An icon beside words: decoration, never the only sign, so it has no accessible name."""

    def __init__(
        self, name: str, colour: Colour = None, size: int = ICON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon(name, colour)
        self.setFixedSize(size, size)

    def show_icon(self, name: str, colour: Colour = None) -> None:
        """Show another one."""
        self._icon = icon(name, colour)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


class Chooser(QComboBox):
    """A combo box whose arrow is one of our icons; it keeps its label as accessible name, not its value."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(6)
        # the usual delegate of a combo box takes no height from the sheet, and its lines are too low to hit
        self.setItemDelegate(QStyledItemDelegate(self))
        self._arrow = icon("chevron-down")

    def sizeHint(self) -> QSize:
        """Wide enough that no answer has to be shortened, as far as there is room."""
        hint, metrics = super().sizeHint(), self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        beside = _BESIDE_TEXT + (_ARROW + GAP if self.isRightToLeft() else 0)
        return QSize(max(hint.width(), widest + beside + 1), hint.height())

    def wheelEvent(self, event: object) -> None:
        """A turn of the wheel scrolls the page; it must not change an answer by accident."""
        event.ignore()  # type: ignore[attr-defined]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Like Qt's, but a long answer ends in an ellipsis, which a styled combo box forgets."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        # the sheet's padding is not mirrored, so the arrow of the other direction takes room of its own
        room = self.width() - _BESIDE_TEXT - (_ARROW + GAP if self.isRightToLeft() else 0)
        elided = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        option.currentText = elided
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        if QApplication.style().objectName() == "fusion":
            self._arrow.paint(painter, self._arrow_place())
        painter.end()

    def _arrow_place(self) -> QRect:
        left = GAP if self.isRightToLeft() else self.width() - _ARROW - GAP
        return QRect(left, (self.height() - _ARROW) // 2, _ARROW, _ARROW)


class Tick(QCheckBox):
    """A check box that can be seen on any ground: the platform-less style draws a black border on a dark window."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        look(self, Look.TICK)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.checkState() is Qt.CheckState.Unchecked or QApplication.style().objectName() != "fusion":
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        where = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        name = "check" if self.checkState() is Qt.CheckState.Checked else "minus"
        icon(name, on_accent).paint(painter, where.adjusted(1, 1, -1, -1))
        painter.end()


def label(text: str, size: Text = Text.BODY, shade: Tone | None = None, *, strong: bool = False) -> QLabel:
    """Plain text that wraps; never rendered as HTML, whoever wrote it."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(size, strong=strong))
    if shade:
        tone(made, shade)
    return made


def paragraph(text: str = "", size: Text = Text.BODY, shade: Tone | None = None) -> QLabel:
    """A label that wraps its words."""
    made = label(text, size, shade)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return made


def button(text: str, kind: Look | None = None, icon_name: str | None = None) -> QPushButton:
    """A push button in one of our looks. It is no default button: Enter in a field must not press it."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if kind:
        look(made, kind)
    if icon_name:
        made.setIcon(icon(icon_name))
        made.setIconSize(QSize(ICON, ICON))
    return made


def rule() -> QFrame:
    """A hair line between two parts."""
    made = QFrame()
    look(made, Look.LINE)
    return made


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say the text now: for what appears without the focus moving there."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
