"""A part of a window that is as tall as what it holds, up to a bound; then it scrolls, also by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from trayapp.ui.style_sheet import Look, look

_FRAME = 8
"""No frame takes more."""


class _Ground(QWidget):
    """Scrolls only over what is there: the height a layout asks for at least counts with lines broken too early."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class Capped(QScrollArea):
    """Nothing of its contents is ever squeezed, however large the text; Tab stops at it only while it scrolls."""

    def __init__(self, column: QLayout) -> None:
        super().__init__()
        contents = self._contents = _Ground()
        contents.setLayout(column)
        self._cap = 10_000
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look(self, Look.READING)
        self.setWidget(contents)
        contents.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        contents.installEventFilter(self)
        self._fit()

    def set_cap(self, height: int) -> None:
        """The bound, in device-independent pixels."""
        if height != self._cap:
            self._cap = height
            self._fit()

    def bring(self, part: QWidget) -> None:
        """Scroll so far that this part shows, once it has its place."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return False

    def _fit(self) -> None:
        frame = min(
            max(0, self.height() - self.viewport().height()), _FRAME
        )  # nonsense before the first layout
        wanted = self._contents.heightForWidth(self.viewport().width()) + frame
        self.setFixedHeight(min(self._cap, wanted))
        scrolls = wanted > self._cap
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)
