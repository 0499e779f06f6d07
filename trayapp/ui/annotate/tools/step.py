"""Step: numbered discs that tell an order."""

from __future__ import annotations

from trayapp.core.markup import Step
from trayapp.core.markup.edit import next_number
from trayapp.core.markup.geometry import inside
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.tool import Touch


class StepTool:
    """Each click places the next number; it follows the pointer until it is let go."""

    def __init__(self) -> None:
        self._down = False

    def press(self, board: Board, touch: Touch) -> None:
        self._down = True
        board.select(None)
        self.move(board, touch)

    def move(self, board: Board, touch: Touch) -> None:
        if self._down:
            place, style = inside(touch.at, board.picture), board.style
            board.show(Step(place, next_number(board.markup), style.step_size(), str(style.colour)))

    def release(self, board: Board, touch: Touch) -> None:
        self.move(board, touch)
        if self._down:
            self._down = False
            board.keep()

    def cancel(self, board: Board) -> None:
        self._down = False
        board.show(None)
