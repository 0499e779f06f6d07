"""A small message in the corner of the screen that goes away by itself and never takes the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from trayapp.ui.style_sheet import Look, Tone, dress, look, tone_colour
from trayapp.ui.theme import EDGE, GAP, GROUP
from trayapp.ui.widgets import Mark, announce, label

SHOWN_FOR = 5000
"""Milliseconds. A click sends it away sooner."""


class Toast(QWidget):
    """One message. Keeps itself alive until it has gone."""

    def __init__(self, text: str) -> None:
        super().__init__(
            None,
            Qt.WindowType.ToolTip
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(text)
        self._fill(text)
        dress(self)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self.close)

    def pop_up(self) -> None:
        """Show it in the lower corner of the monitor with the pointer."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = room.left() + EDGE if self.isRightToLeft() else room.right() - self.width() - EDGE
        self.move(left, room.bottom() - self.height() - EDGE)
        self.show()
        announce(self, self.accessibleName())
        self._timer.start()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.close()

    def _fill(self, text: str) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        look(card, Look.POPOVER)
        row = QHBoxLayout(card)
        row.setContentsMargins(GROUP, GROUP, GROUP, GROUP)
        row.setSpacing(GAP)
        row.addWidget(Mark("done", lambda palette: tone_colour(Tone.DONE, palette)))
        row.addWidget(label(text))
        outer.addWidget(card)


def toast(text: str) -> Toast:
    """Show a message; the window belongs to Qt and ends by itself."""
    made = Toast(text)
    _shown.add(made)
    made.destroyed.connect(lambda: _shown.discard(made))
    made.pop_up()
    return made


_shown: set[Toast] = set()
"""Qt deletes a widget that nobody in Python holds."""
