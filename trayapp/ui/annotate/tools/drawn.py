"""Tools that leave a line where the pointer went."""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import hypot

from trayapp.core.area import Point
from trayapp.core.markup import Mark
from trayapp.core.markup.constrain import diagonal
from trayapp.core.markup.geometry import inside
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.tool import Touch

_NEAREST = 0.3
"""Points nearer to the last one, as a share of the hand's reach, tell nothing new."""


class Drawn(ABC):
    """With Shift a straight line from the start, at a multiple of 45 degrees. A click leaves a dot."""

    def __init__(self) -> None:
        self._points: tuple[Point, ...] = ()

    def press(self, board: Board, touch: Touch) -> None:
        self._points = (inside(touch.at, board.picture),)
        board.select(None)
        board.show(self.make(board, self._points))

    def move(self, board: Board, touch: Touch) -> None:
        if not self._points:
            return
        if touch.regular:
            straight = inside(diagonal(self._points[0], touch.at), board.picture)
            self._points = (self._points[0], straight)
        else:
            self._lengthen(inside(touch.at, board.picture), touch.reach * _NEAREST)
        board.show(self.make(board, self._points))

    def release(self, board: Board, touch: Touch) -> None:
        if self._points:
            self.move(board, touch)
            self._points = ()
            board.keep()

    def cancel(self, board: Board) -> None:
        self._points = ()
        board.show(None)

    @abstractmethod
    def make(self, board: Board, points: tuple[Point, ...]) -> Mark:
        """The mark along these points."""

    def _lengthen(self, to: Point, nearest: float) -> None:
        last = self._points[-1]
        if hypot(to.x - last.x, to.y - last.y) >= nearest:
            self._points = (*self._points, to)
