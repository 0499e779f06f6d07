"""Pen: a line as the hand goes."""

from __future__ import annotations

from trayapp.core.area import Point
from trayapp.core.markup import Freehand
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.drawn import Drawn


class PenTool(Drawn):
    """In the chosen colour and width."""

    def make(self, board: Board, points: tuple[Point, ...]) -> Freehand:
        return Freehand(points, board.style.stroke())
