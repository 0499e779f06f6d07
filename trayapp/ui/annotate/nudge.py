"""What keys do to the selected mark and to the crop: by small steps, taken back together."""

from __future__ import annotations

from trayapp.core.area import Point
from trayapp.core.markup import Arrow, Text
from trayapp.core.markup.edit import replaced
from trayapp.core.markup.geometry import inside, moved_within
from trayapp.core.markup.handles import Handle, handles, resized, resized_area
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.style import Style, coloured, widened


def move(board: Board, dx: int, dy: int) -> bool:
    """Move the selected mark; whether there is one."""
    mark, at = board.selected_mark(), board.selected
    if mark is None or at is None:
        return False
    moved = moved_within(mark, dx, dy, board.picture)
    board.do(replaced(board.markup, at, moved), run=f"move {at}")
    return True


def resize(board: Board, dx: int, dy: int) -> bool:
    """Drag the selected mark's tip or its lower right corner; whether there is one."""
    mark, at = board.selected_mark(), board.selected
    if mark is None or at is None:
        return False
    handle = Handle.TIP if isinstance(mark, Arrow) else Handle.SOUTH_EAST
    corner = handles(mark, board.measure)[handle]
    if isinstance(mark, Text):
        dy += dx  # only its height can be dragged
    to = inside(Point(corner.x + dx, corner.y + dy), board.picture)
    board.do(replaced(board.markup, at, resized(mark, handle, to, measure=board.measure)), run=f"size {at}")
    return True


def resize_crop(board: Board, dx: int, dy: int) -> bool:
    """Drag the lower right corner of what is left, of the whole picture at first."""
    crop = board.markup.crop or board.picture
    to = Point(max(crop.right + dx, crop.x + 1), max(crop.bottom + dy, crop.y + 1))
    board.set_crop(resized_area(crop, Handle.SOUTH_EAST, inside(to, board.picture)), run="crop")
    return True


def move_crop(board: Board, dx: int, dy: int) -> bool:
    """Move what is left; whether something is cut away."""
    crop = board.markup.crop
    if crop is None:
        return False
    x = min(max(crop.x + dx, 0), board.picture.width - crop.width)
    y = min(max(crop.y + dy, 0), board.picture.height - crop.height)
    board.set_crop(crop.moved(x - crop.x, y - crop.y), run="crop")
    return True


def recolour(board: Board, colour: str) -> None:
    """Give the selected mark this colour."""
    mark, at = board.selected_mark(), board.selected
    if mark is not None and at is not None:
        board.do(replaced(board.markup, at, coloured(mark, colour)))


def rewiden(board: Board, style: Style) -> None:
    """Give the selected mark the width of the style."""
    mark, at = board.selected_mark(), board.selected
    if mark is not None and at is not None:
        board.do(replaced(board.markup, at, widened(mark, style)))
