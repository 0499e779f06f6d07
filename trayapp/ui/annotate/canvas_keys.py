"""The canvas by keyboard: a crosshair for a pointer, Enter for its button, Tab from mark to mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from trayapp.core.area import Point
from trayapp.core.markup import Text
from trayapp.core.markup.geometry import bounds, inside
from trayapp.ui.annotate import nudge
from trayapp.ui.annotate.tools import ToolName, Touch
from trayapp.ui.texts import markup as words

if TYPE_CHECKING:
    from trayapp.ui.annotate.canvas import Canvas

_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_STRIDE, _LEAP = 8, 64
"""How far an arrow key moves the crosshair, in device-independent pixels; with Shift."""
_FAR = 10
"""How many of the picture's pixels Shift moves a mark."""
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CLICKED = {ToolName.TEXT, ToolName.STEP, ToolName.SELECT}
"""Tools that are used with a click: Enter is all of it."""


@dataclass
class Space:
    """Space is Enter when it is let go of, unless the picture was moved with it."""

    held: bool = False
    used: bool = False


class CanvasKeys:
    """What keys do while the canvas has the focus."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def pressed(self, event: QKeyEvent) -> bool:
        """Whether the key was one of ours."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _WAYS:
            self._go(*_WAYS[key], modifiers)
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._canvas.space.held, self._canvas.space.used = True, False
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not modifiers & _CONTROL:
            self._enter(regular=bool(modifiers & _SHIFT))
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._delete()
        else:
            return key == Qt.Key.Key_Space
        return True

    def released(self, event: QKeyEvent) -> bool:
        """Whether it was Space."""
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat():
            return False
        space = self._canvas.space
        if space.held and not space.used:
            self._enter(regular=bool(event.modifiers() & _SHIFT))
        space.held = False
        return True

    def tabbed(self, *, forward: bool) -> bool:
        """Go to the next mark or proposal; `False` after the last one: the focus goes on to the next control."""
        canvas, board = self._canvas, self._canvas.board
        count = len(board.markup.marks) + len(board.sheet.proposals)
        current = board.selected if canvas.tool_name is ToolName.SELECT else None
        after = (0 if forward else count - 1) if current is None else current + (1 if forward else -1)
        if not 0 <= after < count:
            return False
        if canvas.tool_name is not ToolName.SELECT:
            canvas.tool_wanted.emit(ToolName.SELECT)
        board.select(after)
        self._say_selected(after, count)
        return True

    def _say_selected(self, at: int, count: int) -> None:
        board = self._canvas.board
        mark, proposal = board.selected_mark(), board.selected_proposal()
        self._canvas.show_crosshair(None)
        if mark is not None:
            self._canvas.bring_into_view(bounds(mark, board.measure))
            board.said.emit(words.chosen(words.called(mark), at + 1, count))
        elif proposal is not None:
            self._canvas.bring_into_view(proposal.area)
            board.said.emit(words.chosen(words.proposal(proposal.reason), at + 1, count))

    def _go(self, dx: int, dy: int, modifiers: Qt.KeyboardModifier) -> None:
        canvas, board, far = self._canvas, self._canvas.board, _FAR if modifiers & _SHIFT else 1
        if modifiers & _ALT and not canvas.busy:
            resize = nudge.resize_crop if canvas.tool_name is ToolName.CROP else nudge.resize
            resize(board, dx * far, dy * far)
        elif canvas.tool_name is ToolName.SELECT and board.selected_mark() is not None:
            nudge.move(board, dx * far, dy * far)
        else:
            stride = 1.0 if modifiers & _CONTROL else self._stride(modifiers)
            self._aim(dx * stride, dy * stride)

    def _stride(self, modifiers: Qt.KeyboardModifier) -> float:
        """In the picture's pixels, no less than one."""
        return max(round((_LEAP if modifiers & _SHIFT else _STRIDE) / self._canvas.view.scale), 1)

    def _aim(self, dx: float, dy: float) -> None:
        canvas, now = self._canvas, self._crosshair()
        to = inside(Point(now.x + dx, now.y + dy), canvas.board.picture)
        canvas.show_crosshair(to)
        canvas.move_tool(self._touch())

    def _crosshair(self) -> Point:
        """Where it is; at first in the middle of what is seen."""
        canvas = self._canvas
        if canvas.crosshair is not None:
            return canvas.crosshair
        middle = canvas.view.to_picture(QPointF(canvas.width() / 2, canvas.height() / 2))
        whole = Point(round(middle.x), round(middle.y))
        return inside(whole, canvas.board.picture)

    def _touch(self, *, regular: bool = False) -> Touch:
        canvas = self._canvas
        reach = 1.0 if canvas.busy else canvas.touch(QPointF()).reach
        return Touch(self._crosshair(), reach, regular)

    def _enter(self, *, regular: bool) -> None:
        canvas, board = self._canvas, self._canvas.board
        mark, proposal = board.selected_mark(), board.selected_proposal()
        if canvas.busy:
            canvas.release(self._touch(regular=regular))
        elif proposal is not None:
            board.accept((proposal,))
        elif canvas.tool_name is ToolName.SELECT and isinstance(mark, Text):
            canvas.write(mark, board.selected)
        else:
            self._begin(regular=regular)

    def _begin(self, *, regular: bool) -> None:
        canvas, at = self._canvas, self._crosshair()
        canvas.show_crosshair(at)
        canvas.press(self._touch(regular=regular))
        if canvas.tool_name in _CLICKED:
            canvas.release(self._touch(regular=regular))
        else:
            canvas.board.said.emit(words.begun(at))

    def _delete(self) -> None:
        board = self._canvas.board
        if board.selected is not None:
            board.remove_selected()
        elif self._canvas.tool_name is ToolName.CROP and board.markup.crop is not None:
            board.set_crop(None)
        else:
            board.said.emit(words.NOTHING_SELECTED)
