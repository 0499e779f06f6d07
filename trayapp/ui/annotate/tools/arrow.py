"""Arrow: from its tail to its tip."""

from __future__ import annotations

from trayapp.core.area import Point
from trayapp.core.markup import Arrow
from trayapp.core.markup.constrain import diagonal
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.dragged import Dragged


class ArrowTool(Dragged):
    """With Shift at a multiple of 45 degrees."""

    def make(self, board: Board, start: Point, end: Point) -> Arrow:
        return Arrow(start, end, board.style.stroke())

    def regular(self, start: Point, end: Point) -> Point:
        return diagonal(start, end)
