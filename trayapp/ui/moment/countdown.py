"""Counts the seconds to a picture in a corner of the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QGuiApplication, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from trayapp.ui.moment.just_closed import SETTLED
from trayapp.ui.style_sheet import Look, Tone, dress, look
from trayapp.ui.texts import moment as words
from trayapp.ui.theme import EDGE, GROUP, Text
from trayapp.ui.widgets import Mark, announce, label

SECOND = 1000


class Countdown(QWidget):
    """Goes away by itself so early that the picture is taken when the seconds are over.

    It has the focus until the employee goes somewhere else, so Esc reaches it; a click always does.

    Signals:
        over: it has left, the screen is to be pictured.
        cancelled: it has left, no picture is wanted.
    """

    over = Signal()
    cancelled = Signal()

    def __init__(self, seconds: int) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint,
        )
        self._left = seconds
        self._ended = False
        self.words = label(words.countdown(seconds), Text.TITLE)
        self.setWindowTitle(words.countdown(seconds))
        self._tick = QTimer(self, interval=SECOND)
        self._tick.timeout.connect(self._count)
        self._end = QTimer(self, singleShot=True, interval=seconds * SECOND - SETTLED)
        self._end.timeout.connect(self._leave)
        self._lay_out()
        dress(self)

    def begin(self) -> None:
        """Show it in the upper corner of the monitor with the pointer, where menus that drop down seldom reach."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = room.left() + EDGE if self.isRightToLeft() else room.right() - self.width() - EDGE
        self.move(left, room.top() + EDGE)
        self.show()
        self.activateWindow()
        self._tick.start()
        self._end.start()

    def cancel(self) -> None:
        """No picture is wanted after all."""
        self._leave(wanted=False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        announce(self, f"{self.words.text()}. {words.CANCELS}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.cancel()

    def _count(self) -> None:
        self._left = max(self._left - 1, 1)
        self.words.setText(words.countdown(self._left))
        self.setWindowTitle(self.words.text())

    def _leave(self, *, wanted: bool = True) -> None:
        if self._ended:
            return
        self._ended = True
        self._tick.stop()
        self._end.stop()
        self.hide()
        self.deleteLater()
        (self.over if wanted else self.cancelled).emit()

    def _lay_out(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        look(card, Look.POPOVER)
        row = QHBoxLayout(card)
        row.setContentsMargins(GROUP, GROUP, GROUP, GROUP)
        row.setSpacing(GROUP)
        row.addWidget(Mark("clock", size=28), 0, Qt.AlignmentFlag.AlignVCenter)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.words)
        beside.addWidget(label(words.CANCELS, Text.SMALL, Tone.MUTED))
        row.addLayout(beside)
        outer.addWidget(card)
