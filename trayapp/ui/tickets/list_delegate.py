"""Paints a line of the ticket list: subject and time above, status and number below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from trayapp.core.ports import Clock
from trayapp.ui import icons, theme
from trayapp.ui.texts import when
from trayapp.ui.theme import GAP, GRID, RADIUS, Text
from trayapp.ui.tickets.entry import Entry
from trayapp.ui.tickets.list_model import ENTRY

_SIDE = 14
_DOT = 8
_Index = QModelIndex | QPersistentModelIndex
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class TicketDelegate(QStyledItemDelegate):
    """All lines are equally tall, so that 100 000 of them need no measuring."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        body, small = QFontMetrics(theme.font()), QFontMetrics(theme.font(Text.SMALL))
        return QSize(200, body.height() + small.height() + 3 * GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        palette = QGuiApplication.palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        _ground(painter, area, state, palette, focused=focused)
        painter.setLayoutDirection(option.direction)
        half = QFontMetrics(theme.font()).height() + GRID
        inner = area.adjusted(_SIDE + GRID, GAP + 1, -_SIDE, -GAP - 1)
        self._upper(painter, QRect(inner.topLeft(), QSize(inner.width(), half)), entry, palette)
        self._lower(painter, inner.adjusted(0, half, 0, 0), entry, palette)
        painter.restore()

    def _upper(self, painter: QPainter, area: QRect, entry: Entry, palette: QPalette) -> None:
        painter.setFont(theme.font(Text.SMALL))
        time = when.ago(entry.at, self._clock())
        painter.setPen(theme.muted(palette))
        width = painter.fontMetrics().horizontalAdvance(time)
        painter.drawText(_visual(painter, area, area.width() - width, width), _LINE, time)
        painter.setFont(theme.font(strong=entry.unread))
        painter.setPen(palette.windowText().color())
        room = area.width() - width - GAP
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(_visual(painter, area, 0, room), _LINE, title)
        if entry.unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent(palette))
            spot = _visual(painter, area, -_SIDE + 2, 6)
            painter.drawEllipse(QRect(spot.left(), area.center().y() - 2, 6, 6))

    def _lower(self, painter: QPainter, area: QRect, entry: Entry, palette: QPalette) -> None:
        painter.setFont(theme.font(Text.SMALL))
        metrics = painter.fontMetrics()
        colour = theme.state_colour(entry.state, palette)
        _sign(painter, _visual(painter, area, 0, _DOT + 4), colour, unsent=entry.unsent)
        number = metrics.horizontalAdvance(entry.number)
        room = area.width() - _DOT - 10 - number - GAP
        status = metrics.elidedText(entry.status, Qt.TextElideMode.ElideRight, room)
        painter.setPen(colour)
        painter.drawText(_visual(painter, area, _DOT + 10, room), _LINE, status)
        painter.setPen(theme.muted(palette))
        painter.drawText(_visual(painter, area, area.width() - number, number), _LINE, entry.number)


def _ground(
    painter: QPainter, area: QRect, state: QStyle.StateFlag, palette: QPalette, *, focused: bool
) -> None:
    accent = theme.accent(palette)
    box = area.adjusted(GRID, 1, -GRID, -1)
    selected = bool(state & QStyle.StateFlag.State_Selected)
    painter.setPen(Qt.PenStyle.NoPen)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        share = 0.14 if selected else 0.05
        painter.setBrush(theme.mix(accent, palette.base().color(), 1 - share))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
    if selected and focused:
        painter.setPen(QPen(accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    elif not selected:
        hair = QRect(area.left() + _SIDE + GRID, area.bottom(), area.width() - 2 * _SIDE - GRID, 1)
        painter.fillRect(hair, theme.mix(theme.line(palette), palette.base().color(), 0.4))


def _sign(painter: QPainter, area: QRect, colour: QColor, *, unsent: bool) -> None:
    if unsent:
        side = 14
        where = QRect(area.left() - 2, area.center().y() - side // 2 + 1, side, side)
        icons.icon("clock", colour).paint(painter, where)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRect(QPoint(area.left(), area.center().y() - _DOT // 2 + 1), QSize(_DOT, _DOT)))


def _visual(painter: QPainter, area: QRect, offset: int, width: int) -> QRect:
    """A part of the line, counted from where reading begins."""
    where = QRect(area.left() + offset, area.top(), width, area.height())
    return QStyle.visualRect(painter.layoutDirection(), area, where)
