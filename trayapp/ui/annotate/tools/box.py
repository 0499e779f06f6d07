"""Box: a frame around something."""

from __future__ import annotations

from trayapp.core.area import Point, spanned
from trayapp.core.markup import Box
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.dragged import Dragged


class BoxTool(Dragged):
    """With Shift a square."""

    def make(self, board: Board, start: Point, end: Point) -> Box:
        return Box(spanned(start, end), board.style.stroke())
