"""Pixelate: hides a place under coarse cells."""

from __future__ import annotations

from dataclasses import replace

from trayapp.core.area import Area, Point
from trayapp.core.markup import Pixelate
from trayapp.core.markup.geometry import covering
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.dragged import Dragged
from trayapp.ui.annotate.tools.tool import Touch


class PixelateTool(Dragged):
    """The noise stays the same while it is dragged. A click on a proposed place pixelates that."""

    def __init__(self) -> None:
        super().__init__()
        self._fresh = Pixelate(Area(0, 0, 1, 1))

    def press(self, board: Board, touch: Touch) -> None:
        self._fresh = Pixelate(Area(0, 0, 1, 1))
        super().press(board, touch)

    def make(self, _board: Board, start: Point, end: Point) -> Pixelate:
        return replace(self._fresh, area=covering(start, end))

    def clicked(self, board: Board, at: Point) -> None:
        if (proposal := board.proposal_at(at)) is not None:
            board.accept((proposal,), pixelated=True)
