"""A button that shows a day and opens a calendar to choose one."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QFrame, QPushButton, QVBoxLayout, QWidget

from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, dress, look
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GAP, GRID
from trayapp.ui.widgets import button


class DateButton(QPushButton):
    """Unlike a date field it can be empty.

    Signals:
        changed: another day, or none.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setIcon(icon("calendar"))
        self.setStyleSheet("text-align: left;")
        self._day: QDate | None = None
        self.popup: QFrame | None = None
        self.set_day(None)
        self.clicked.connect(self.open_calendar)

    def day(self) -> QDate | None:
        """The day chosen, if any."""
        return self._day

    def set_day(self, day: QDate | None) -> None:
        """Choose a day, or none."""
        changed, self._day = day != self._day, day
        text = QLocale().toString(day, QLocale.FormatType.LongFormat) if day else words.CHOOSE
        self.setText(text)
        if changed:
            self.changed.emit()

    def open_calendar(self) -> None:
        """Let the employee choose; Esc leaves it as it was."""
        self.popup = popup = _Calendar(self._day or QDate.currentDate(), self)
        popup.chosen.connect(self._choose)
        popup.open_at(self.mapToGlobal(QPoint(0, self.height() + GRID)))

    def _choose(self, day: object) -> None:
        self.set_day(day if isinstance(day, QDate) else None)


class _Calendar(QFrame):
    chosen = Signal(object)

    def __init__(self, day: QDate, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look(self, Look.POPOVER)
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(day)
        self.calendar.activated.connect(self._take)
        self.calendar.clicked.connect(self._take)
        none = button(words.NO_DAY, Look.QUIET)
        none.clicked.connect(lambda: self._take(None))
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.addWidget(self.calendar)
        column.addWidget(none, 0, Qt.AlignmentFlag.AlignRight)
        dress(self)

    def open_at(self, corner: QPoint) -> None:
        self.adjustSize()
        room = self.screen().availableGeometry()
        self.move(
            min(corner.x(), room.right() - self.width() - GAP),
            min(corner.y(), room.bottom() - self.height() - GAP),
        )
        self.show()
        self.calendar.setFocus()

    def _take(self, day: QDate | None) -> None:
        self.chosen.emit(day)
        self.close()
