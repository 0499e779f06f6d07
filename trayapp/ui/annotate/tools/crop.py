"""Crop: leaves a part of the picture; the rest does not leave the computer."""

from __future__ import annotations

from math import hypot

from trayapp.core.area import Area, Point, spanned
from trayapp.core.markup.constrain import squared
from trayapp.core.markup.geometry import inside
from trayapp.core.markup.handles import Handle, area_handles, nearest, resized_area
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools.tool import Touch


class CropTool:
    """A handle resizes what is left, a drag within moves it, a drag elsewhere chooses anew."""

    def __init__(self) -> None:
        self._start: Point | None = None
        self._handle: Handle | None = None
        self._moved: Area | None = None

    def press(self, board: Board, touch: Touch) -> None:
        self._start, crop = inside(touch.at, board.picture), board.markup.crop
        board.select(None)
        self._handle = nearest(area_handles(crop), touch.at, 2 * touch.reach) if crop else None
        self._moved = crop if crop and self._handle is None and crop.contains(touch.at) else None

    def move(self, board: Board, touch: Touch) -> None:
        if self._start is not None and self._far(self._start, touch):
            board.show_crop(self._wanted(board, self._start, touch).common(board.picture))

    def release(self, board: Board, touch: Touch) -> None:
        if self._start is None:
            return
        self.move(board, touch)
        self._start = None
        board.keep_crop()

    def cancel(self, board: Board) -> None:
        self._start = None
        board.show_crop(None)

    def _far(self, start: Point, touch: Touch) -> bool:
        """A click that goes nowhere is no crop."""
        return hypot(touch.at.x - start.x, touch.at.y - start.y) >= touch.reach

    def _wanted(self, board: Board, start: Point, touch: Touch) -> Area:
        end, crop = inside(touch.at, board.picture), board.markup.crop
        if self._handle is not None and crop is not None:
            return resized_area(crop, self._handle, end, regular=touch.regular)
        if self._moved is not None:
            return _moved_within(self._moved, start, touch.at, board.picture)
        return spanned(start, squared(start, end) if touch.regular else end)


def _moved_within(crop: Area, start: Point, end: Point, picture: Area) -> Area:
    """Elsewhere in the picture, as large as before."""
    x = min(max(crop.x + round(end.x - start.x), picture.x), picture.right - crop.width)
    y = min(max(crop.y + round(end.y - start.y), picture.y), picture.bottom - crop.height)
    return Area(x, y, crop.width, crop.height)
