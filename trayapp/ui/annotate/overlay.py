"""What is painted above the picture and never burned in: selection, handles, proposals, the crop, the crosshair."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from trayapp.core.area import Area, Point
from trayapp.core.markup import Mark
from trayapp.core.markup.geometry import bounds
from trayapp.core.markup.handles import area_handles, handles
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.annotate.view import View
from trayapp.ui.texts import markup as words
from trayapp.ui.theme import Text, font

REACH = 20
"""How far from a mark something of this may be painted, in device-independent pixels."""
_HANDLE = 4.5
_WHITE, _BLACK = QColor("#ffffff"), QColor("#101216")
_ACCENT, _AMBER = QColor("#2b5fd9"), QColor("#f2a516")
_DIMMED = QColor(12, 14, 18, 165)


def paint_crop(painter: QPainter, view: View, board: Board, *, at_work: bool) -> None:
    """What is not left is dimmed; with the crop tool its frame has handles."""
    crop = board.live_crop or board.markup.crop
    if crop is None:
        return
    outside, left = QPainterPath(), view.rectangle(crop)
    outside.addRect(view.rectangle(board.picture))
    inner = QPainterPath()
    inner.addRect(left)
    painter.fillPath(outside.subtracted(inner), _DIMMED)
    _frame(painter, left, _WHITE, Qt.PenStyle.SolidLine)
    if at_work:
        for point in area_handles(crop).values():
            _handle(painter, view.to_widget(point))


def paint_proposals(painter: QPainter, view: View, board: Board, hovered: Proposal | None) -> None:
    """Dashed amber boxes; the one that is selected or pointed at with a word for why."""
    for proposal in board.sheet.proposals:
        where = view.rectangle(proposal.area).adjusted(-2, -2, 2, 2)
        chosen = proposal in (board.selected_proposal(), hovered)
        tint = QColor(_AMBER)
        tint.setAlpha(90 if chosen else 45)
        painter.fillRect(where, tint)
        _frame(painter, where, _AMBER, Qt.PenStyle.DashLine, 2.5 if chosen else 1.5)
        if chosen:
            _label(painter, where, words.reason(proposal.reason))


def paint_selection(painter: QPainter, view: View, mark: Mark, board: Board, *, held: bool) -> None:
    """A frame around the selected mark; `held`: with the handles that change its size."""
    where = view.rectangle(bounds(mark, board.measure)).adjusted(-3, -3, 3, 3)
    _frame(painter, where, _ACCENT, Qt.PenStyle.DashLine)
    if held:
        for point in handles(mark, board.measure).values():
            _handle(painter, view.to_widget(point))


def paint_crosshair(painter: QPainter, view: View, at: Point) -> None:
    """The keyboard's pointer, seen on any ground."""
    place = view.to_widget(at)
    for colour, width in ((_BLACK, 4.0), (_WHITE, 2.0)):
        painter.setPen(QPen(colour, width, c=Qt.PenCapStyle.RoundCap))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(
                QPointF(place.x() + 5 * dx, place.y() + 5 * dy),
                QPointF(place.x() + 14 * dx, place.y() + 14 * dy),
            )


def crosshair_area(at: Point) -> Area:
    """The pixel it stands on."""
    return Area(round(at.x), round(at.y), 1, 1)


def _frame(painter: QPainter, where: QRectF, colour: QColor, style: Qt.PenStyle, width: float = 1.5) -> None:
    """On a line of the other brightness, so that it is seen on any picture."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    under = QColor(_BLACK if colour in (_WHITE, _AMBER) else _WHITE)
    under.setAlpha(120)
    painter.setPen(QPen(under, width + 1))
    painter.drawRect(where)
    painter.setPen(QPen(colour, width, style))
    painter.drawRect(where)


def _handle(painter: QPainter, at: QPointF) -> None:
    painter.setPen(QPen(_ACCENT, 1.5))
    painter.setBrush(_WHITE)
    painter.drawEllipse(at, _HANDLE, _HANDLE)


def _label(painter: QPainter, where: QRectF, text: str) -> None:
    """A small plate above the box, or within it at the picture's upper edge."""
    face = font(Text.SMALL, strong=True)
    metrics = QFontMetricsF(face)
    plate = QRectF(where.left(), where.top() - metrics.height() - 6, metrics.horizontalAdvance(text) + 12, 0)
    plate.setHeight(metrics.height() + 4)
    if plate.top() < 0:
        plate.moveTop(where.bottom() + 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_AMBER)
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(_BLACK)
    painter.setFont(face)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
