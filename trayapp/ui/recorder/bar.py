"""The bar that stands on the screen while steps are recorded: says so, counts, marks a step, stops."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QCursor, QGuiApplication, QMouseEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from trayapp.ui.hints import plain
from trayapp.ui.style_sheet import Look, Tone, dress, look, tone_colour
from trayapp.ui.texts import recorder as words
from trayapp.ui.theme import EDGE, GAP, GRID
from trayapp.ui.widgets import Mark, announce, button, label


class Bar(QWidget):
    """On top, movable, and never takes the focus from the program that is shown.

    Signals:
        marked: a step is to be marked.
        stopped: it is to end.
    """

    marked = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setWindowTitle(words.BAR)
        self.setAccessibleName(words.BAR)
        self.says = label("", strong=True)
        self.mark = button(words.MARK)
        self.mark.setToolTip(words.MARK_HINT)
        self.mark.clicked.connect(self.marked)
        self.stop = button(words.STOP, Look.PRIMARY)
        self.stop.setToolTip(words.STOP_HINT)
        self.stop.clicked.connect(self.stopped)
        for each in (self.mark, self.stop):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._grabbed: QPoint | None = None
        self._lay_out()
        dress(self)
        self.count(0)

    def appear(self, *, alone: bool) -> None:
        """Show it at the lower edge of the monitor with the pointer. `alone`: nothing else marks steps here."""
        self.mark.setText(words.MARK)
        self.setToolTip(plain(words.MARK_EACH if alone else ""))
        self.adjustSize()
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self.move(room.center().x() - self.width() // 2, room.bottom() - self.height() - EDGE)
        self.show()
        announce(self, f"{words.RECORDING}. {words.MARK_EACH if alone else ''}")

    def count(self, steps: int) -> None:
        """Say how many there are."""
        self.says.setText(words.bar(steps))
        self.adjustSize()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        handle = self.windowHandle()
        if QGuiApplication.platformName().startswith("wayland") and handle is not None:
            handle.startSystemMove()  # there only the desktop moves windows
        else:
            self._grabbed = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self.move(event.globalPosition().toPoint() - self._grabbed)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grabbed = None

    def closeEvent(self, event: QCloseEvent) -> None:
        """By the desktop: nothing is recorded without showing it."""
        event.accept()
        self.stopped.emit()

    def _lay_out(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        look(card, Look.POPOVER)
        row = QHBoxLayout(card)
        row.setContentsMargins(GAP + GRID, GAP, GAP, GAP)
        row.setSpacing(GAP)
        row.addWidget(Mark("record", _red))
        row.addWidget(self.says)
        row.addSpacing(GAP)
        row.addWidget(self.mark)
        row.addWidget(self.stop)
        outer.addWidget(card)


def _red(palette: QPalette) -> QColor:
    return tone_colour(Tone.FAILED, palette)
