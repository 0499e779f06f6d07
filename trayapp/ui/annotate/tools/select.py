"""Select: takes hold of what is there, to move it, to change its size."""

from __future__ import annotations

from math import hypot

from trayapp.core.area import Point
from trayapp.core.markup import Mark
from trayapp.core.markup.geometry import inside, moved_within
from trayapp.core.markup.handles import Handle, handles, nearest, resized
from trayapp.core.markup.hit import topmost
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.annotate.tools.tool import Touch


class SelectTool:
    """A click selects the topmost mark, a drag moves it, its handles change its size."""

    def __init__(self) -> None:
        self._start: Point | None = None
        self._mark: Mark | None = None
        self._handle: Handle | None = None
        self._proposal: Proposal | None = None

    def press(self, board: Board, touch: Touch) -> None:
        self._start, self._proposal, self._mark = touch.at, None, board.selected_mark()
        places = handles(self._mark, board.measure) if self._mark else {}
        self._handle = nearest(places, touch.at, 2 * touch.reach)
        if self._handle is None:
            board.select(topmost(board.markup, touch.at, touch.reach, board.measure))
            self._mark = board.selected_mark()
            self._proposal = None if self._mark else board.proposal_at(touch.at)

    def move(self, board: Board, touch: Touch) -> None:
        if self._start is None or self._mark is None:
            return
        if board.live is None and self._near(touch):
            return  # a hand that trembles does not move what it selects
        board.show(self._changed(board, self._mark, self._start, touch), board.selected)

    def release(self, board: Board, touch: Touch) -> None:
        if self._start is None:
            return
        self.move(board, touch)
        if self._proposal is not None and self._near(touch):
            board.accept((self._proposal,))
        self._start = None
        board.keep()

    def cancel(self, board: Board) -> None:
        self._start = None
        board.show(None)

    def _near(self, touch: Touch) -> bool:
        start = self._start or touch.at
        return hypot(touch.at.x - start.x, touch.at.y - start.y) < touch.reach / 2

    def _changed(self, board: Board, mark: Mark, start: Point, touch: Touch) -> Mark:
        if self._handle is not None:
            to = inside(touch.at, board.picture)
            return resized(mark, self._handle, to, regular=touch.regular, measure=board.measure)
        dx, dy = round(touch.at.x - start.x), round(touch.at.y - start.y)
        if touch.regular:  # along one axis alone
            dx, dy = (dx, 0) if abs(dx) >= abs(dy) else (0, dy)
        return moved_within(mark, dx, dy, board.picture)
