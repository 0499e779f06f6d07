"""Tools that drag a shape from one place to another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import hypot

from trayapp.core.area import Point
from trayapp.core.markup import Mark
from trayapp.core.markup.constrain import squared
from trayapp.core.markup.geometry import inside
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.tool import Touch


class Dragged(ABC):
    """Shows the shape while it is dragged. A click that goes nowhere makes nothing."""

    def __init__(self) -> None:
        self._start: Point | None = None

    def press(self, board: Board, touch: Touch) -> None:
        self._start = inside(touch.at, board.picture)
        board.select(None)

    def move(self, board: Board, touch: Touch) -> None:
        if self._start is not None:
            board.show(self.make(board, self._start, self._end(board, self._start, touch)))

    def release(self, board: Board, touch: Touch) -> None:
        start, end = self._start, inside(touch.at, board.picture)
        if start is None:
            return
        if hypot(end.x - start.x, end.y - start.y) < touch.reach:
            self.cancel(board)
            self.clicked(board, end)
            return
        self.move(board, touch)
        self._start = None
        board.keep()

    def cancel(self, board: Board) -> None:
        self._start = None
        board.show(None)

    @abstractmethod
    def make(self, board: Board, start: Point, end: Point) -> Mark:
        """The mark from here to there."""

    def regular(self, start: Point, end: Point) -> Point:
        """Where it ends with Shift held: a square."""
        return squared(start, end)

    def clicked(self, board: Board, _at: Point) -> None:
        """What a click without a drag does: no more than that nothing is selected."""
        board.select(None)

    def _end(self, board: Board, start: Point, touch: Touch) -> Point:
        """Not cut to the picture when regular: a square stays one, and is cut when it is kept."""
        return self.regular(start, touch.at) if touch.regular else inside(touch.at, board.picture)
