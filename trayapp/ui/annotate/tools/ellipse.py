"""Ellipse: a round frame around something."""

from __future__ import annotations

from trayapp.core.area import Point, spanned
from trayapp.core.markup import Ellipse
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.dragged import Dragged


class EllipseTool(Dragged):
    """With Shift a circle."""

    def make(self, board: Board, start: Point, end: Point) -> Ellipse:
        return Ellipse(spanned(start, end), board.style.stroke())
