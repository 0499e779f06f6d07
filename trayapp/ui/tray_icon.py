"""Draws the tray icon: a speech bubble for the state, with the number of items on their way."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from trayapp.ui.icons import draw
from trayapp.ui.tray_state import Sign

SIZES = (16, 20, 22, 24, 32, 48, 64)
"""Pixels that tray hosts ask for."""
_BUBBLE = {
    Sign.IDLE: QColor("#3b76ee"),
    Sign.ANSWER: QColor("#1f8f55"),
    Sign.OFFLINE: QColor("#7b8494"),
    Sign.RECORDING: QColor("#d92d3a"),
}
"""At least 3 : 1 on light and on dark panels; the shape inside tells them apart without the colour."""
_BADGE = QColor("#d9480f")
_MANY = 9


def tray_icon(sign: Sign, pending: int) -> QIcon:
    """The icon in every size a tray may want; on macOS a template image that follows the menu bar."""
    made = QIcon()
    template = sys.platform == "darwin"
    for size in SIZES:
        made.addPixmap(_paint(sign, pending, size, template=template))
    made.setIsMask(template)
    return made


def _paint(sign: Sign, pending: int, size: int, *, template: bool) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    name = f"template-{sign}" if template else f"tray-{sign}"
    draw(painter, name, QRectF(0, 0, size, size), QColor("black") if template else _BUBBLE[sign])
    if pending:
        _badge(painter, size, "+" if pending > _MANY else str(pending), template=template)
    painter.end()
    return picture


def _badge(painter: QPainter, size: int, text: str, *, template: bool) -> None:
    """A filled circle in the corner with the number cut out or in white, on a clear rim."""
    side = max(10.0, size * 0.58)
    where = QRectF(size - side, size - side, side, side)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawEllipse(where.adjusted(-1, -1, 1, 1))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(QColor("black") if template else _BADGE)
    painter.drawEllipse(where)
    font = QFont()
    font.setPixelSize(round(side * 0.78))
    font.setBold(True)
    painter.setFont(font)
    if template:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.setPen(QColor("white"))
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, text)
