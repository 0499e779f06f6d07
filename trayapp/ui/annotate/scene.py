"""All that is seen on the canvas, from the picture up to the crosshair."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QWidget

from trayapp.core.area import Point
from trayapp.core.markup import Mark
from trayapp.ui import theme
from trayapp.ui.annotate import overlay
from trayapp.ui.annotate.backdrop import Backdrop
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.paint import paint_marks
from trayapp.ui.annotate.pieces import Pieces
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.annotate.tools import ToolName
from trayapp.ui.annotate.view import View


@dataclass(frozen=True, slots=True)
class Seen:
    """What the canvas shows at this moment."""

    board: Board
    tool: ToolName
    replaced: int | None
    """The text that is being typed anew."""
    hovered: Proposal | None
    crosshair: Point | None
    ringed: bool
    """The focus came by Tab."""


class Scene:
    """Paints what changes above a backdrop of what does not."""

    def __init__(self, base: QImage) -> None:
        self.base = base
        self._backdrop = Backdrop(base)
        self._pieces = Pieces()
        self.hurried = False
        """The zoom is changing: rough pixels will do."""

    def paint(self, painter: QPainter, canvas: QWidget, view: View, seen: Seen) -> None:
        """All of it; Qt cuts it to what has changed."""
        marks, start = self._marks(seen)
        self._backdrop.hurried = self.hurried
        still = self._backdrop.pixmap(
            view, canvas.size(), canvas.devicePixelRatio(), _ground(), marks[:start]
        )
        painter.drawPixmap(0, 0, still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if start < len(marks):
            self._paint_live(painter, view, marks, start)
        _paint_overlay(painter, view, seen)
        if seen.ringed:
            painter.setPen(QPen(theme.accent(QApplication.palette()), 2))
            painter.drawRect(canvas.rect().adjusted(1, 1, -1, -1))

    def _marks(self, seen: Seen) -> tuple[tuple[Mark, ...], int]:
        """Every mark to paint, and the first one that is at work."""
        marks, live, gone = seen.board.markup.marks, seen.board.live, seen.replaced
        if gone is not None:
            marks = (*marks[:gone], *marks[gone + 1 :])
        if live is None:
            return marks, len(marks)
        if live.at is None:
            still, rest = self._pieces.of(live.mark)
            return (*marks, *still, rest), len(marks) + len(still)
        return (*marks[: live.at], live.mark, *marks[live.at + 1 :]), live.at

    def _paint_live(self, painter: QPainter, view: View, marks: tuple[Mark, ...], start: int) -> None:
        painter.save()
        painter.translate(view.left, view.top)
        painter.scale(view.scale, view.scale)
        picture = QRect(0, 0, self.base.width(), self.base.height())
        painter.setClipRect(picture, Qt.ClipOperation.IntersectClip)
        paint_marks(painter, marks, self.base, start)
        painter.restore()


def _paint_overlay(painter: QPainter, view: View, seen: Seen) -> None:
    board, live = seen.board, seen.board.live
    overlay.paint_crop(painter, view, board, at_work=seen.tool is ToolName.CROP)
    overlay.paint_proposals(painter, view, board, seen.hovered)
    mark = board.selected_mark() if live is None else live.mark if live.at is not None else None
    if mark is not None:
        overlay.paint_selection(painter, view, mark, board, held=seen.tool is ToolName.SELECT)
    if seen.crosshair is not None:
        overlay.paint_crosshair(painter, view, seen.crosshair)


def _ground() -> QColor:
    palette = QApplication.palette()
    return theme.mix(palette.windowText().color(), palette.window().color(), 0.9)
