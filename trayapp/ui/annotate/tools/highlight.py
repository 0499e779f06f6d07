"""Highlight: a broad line one reads through."""

from __future__ import annotations

from trayapp.core.area import Point
from trayapp.core.markup import Highlight
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.drawn import Drawn


class HighlightTool(Drawn):
    """In a colour of its own, yellow at first."""

    def make(self, board: Board, points: tuple[Point, ...]) -> Highlight:
        return Highlight(points, board.highlight_style.broad())
