"""Hide: blacks a place out."""

from __future__ import annotations

from trayapp.core.area import Point
from trayapp.core.markup import BlackOut
from trayapp.core.markup.geometry import covering
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.dragged import Dragged


class HideTool(Dragged):
    """A click on a proposed place hides that."""

    def make(self, _board: Board, start: Point, end: Point) -> BlackOut:
        return BlackOut(covering(start, end))

    def clicked(self, board: Board, at: Point) -> None:
        if (proposal := board.proposal_at(at)) is not None:
            board.accept((proposal,))
