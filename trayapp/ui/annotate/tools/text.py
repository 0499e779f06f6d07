"""Text: words where one clicks."""

from __future__ import annotations

from trayapp.core.area import Point
from trayapp.core.markup import Text
from trayapp.core.markup.geometry import inside
from trayapp.core.markup.hit import touches
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.tool import Touch


class TextTool:
    """A click on words that are there changes them; elsewhere it begins new ones."""

    def press(self, board: Board, _touch: Touch) -> None:
        board.select(None)

    def move(self, _board: Board, _touch: Touch) -> None:
        """Nothing is shown before words are typed."""

    def release(self, board: Board, touch: Touch) -> None:
        for at in range(len(board.markup.marks) - 1, -1, -1):
            mark = board.markup.marks[at]
            if isinstance(mark, Text) and touches(mark, touch.at, touch.reach, board.measure):
                board.write_wanted.emit(mark, at)
                return
        size, place = board.style.text_size(), inside(touch.at, board.picture)
        corner = Point(round(place.x), round(place.y - size / 2))
        board.write_wanted.emit(Text(corner, "", size, str(board.style.colour)), None)

    def cancel(self, _board: Board) -> None:
        """There is nothing to let go of."""
