"""The mouse's shape says what a press would do."""

from __future__ import annotations

from PySide6.QtCore import Qt

from trayapp.core.markup.handles import Handle, area_handles, handles, nearest
from trayapp.core.markup.hit import topmost
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.tools import ToolName, Touch

_SHAPES = {
    Handle.NORTH: Qt.CursorShape.SizeVerCursor,
    Handle.SOUTH: Qt.CursorShape.SizeVerCursor,
    Handle.EAST: Qt.CursorShape.SizeHorCursor,
    Handle.WEST: Qt.CursorShape.SizeHorCursor,
    Handle.NORTH_WEST: Qt.CursorShape.SizeFDiagCursor,
    Handle.SOUTH_EAST: Qt.CursorShape.SizeFDiagCursor,
    Handle.NORTH_EAST: Qt.CursorShape.SizeBDiagCursor,
    Handle.SOUTH_WEST: Qt.CursorShape.SizeBDiagCursor,
    Handle.START: Qt.CursorShape.SizeAllCursor,
    Handle.TIP: Qt.CursorShape.SizeAllCursor,
}


def cursor_for(tool: ToolName, board: Board, touch: Touch | None) -> Qt.CursorShape:
    """Over nothing in particular (`None`): the tool's own."""
    match tool:
        case ToolName.SELECT:
            return Qt.CursorShape.ArrowCursor if touch is None else _over_marks(board, touch)
        case ToolName.CROP:
            return Qt.CursorShape.CrossCursor if touch is None else _over_crop(board, touch)
        case ToolName.TEXT:
            return Qt.CursorShape.IBeamCursor
        case _:
            proposed = touch is not None and board.proposal_at(touch.at) is not None
            hides = tool in {ToolName.HIDE, ToolName.PIXELATE}
            return Qt.CursorShape.PointingHandCursor if proposed and hides else Qt.CursorShape.CrossCursor


def _over_marks(board: Board, touch: Touch) -> Qt.CursorShape:
    mark = board.selected_mark()
    handle = nearest(handles(mark, board.measure), touch.at, 2 * touch.reach) if mark else None
    if handle is not None:
        return _SHAPES[handle]
    if topmost(board.markup, touch.at, touch.reach, board.measure) is not None:
        return Qt.CursorShape.SizeAllCursor
    proposed = board.proposal_at(touch.at) is not None
    return Qt.CursorShape.PointingHandCursor if proposed else Qt.CursorShape.ArrowCursor


def _over_crop(board: Board, touch: Touch) -> Qt.CursorShape:
    crop = board.markup.crop
    if crop is None:
        return Qt.CursorShape.CrossCursor
    handle = nearest(area_handles(crop), touch.at, 2 * touch.reach)
    if handle is not None:
        return _SHAPES[handle]
    return Qt.CursorShape.SizeAllCursor if crop.contains(touch.at) else Qt.CursorShape.CrossCursor
