"""A tick box drawn as a switch."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QCheckBox

from trayapp.ui import theme

_WIDE, _HIGH, _ROOM = 38, 22, 3


class Switch(QCheckBox):
    """On is a filled track with the knob at the end, so that colour is not the only sign."""

    def sizeHint(self) -> QSize:
        return QSize(_WIDE + 2 * _ROOM, _HIGH + 2 * _ROOM)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = QApplication.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        track = QRectF((self.width() - _WIDE) / 2, (self.height() - _HIGH) / 2, _WIDE, _HIGH)
        on = self.isChecked()
        painter.setPen(QPen(theme.accent(palette) if on else theme.outline(palette), 1.5))
        painter.setBrush(theme.accent(palette) if on else palette.base().color())
        painter.drawRoundedRect(track, _HIGH / 2, _HIGH / 2)
        self._paint_knob(painter, track, palette)
        if self.hasFocus():
            painter.setPen(QPen(theme.accent(palette), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), _HIGH / 2 + 2, _HIGH / 2 + 2)
        painter.end()

    def _paint_knob(self, painter: QPainter, track: QRectF, palette: QPalette) -> None:
        at_right = self.isChecked() != self.isRightToLeft()
        middle = track.right() - _HIGH / 2 if at_right else track.left() + _HIGH / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.on_accent(palette) if self.isChecked() else theme.outline(palette))
        painter.drawEllipse(QPointF(middle, track.center().y()), _HIGH / 2 - 5, _HIGH / 2 - 5)
