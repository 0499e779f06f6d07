"""Mouse and pen on the canvas: using the tool, moving the picture, zooming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTabletEvent, QWheelEvent

from trayapp.core.markup import Text
from trayapp.core.markup.hit import topmost
from trayapp.ui.annotate.tools import ToolName

if TYPE_CHECKING:
    from trayapp.ui.annotate.canvas import Canvas

_NOTCH = 120
"""Of a wheel, as Qt counts."""
_NOTCH_PIXELS = 60.0
_NOTCH_ZOOM = 1.2
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Pointing:
    """Left button and pen use the tool; the middle button, or Space held, moves the picture."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._panned_from: QPointF | None = None

    def pressed(self, event: QMouseEvent) -> None:
        canvas, left = self._canvas, event.button() is Qt.MouseButton.LeftButton
        canvas.show_crosshair(None)
        if event.button() is Qt.MouseButton.MiddleButton or (left and canvas.space.held):
            self._panned_from = event.position()
            canvas.space.used = True
            canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif left:
            canvas.cancel()
            canvas.press(canvas.touch(event.position(), regular=_regular(event)))

    def moved(self, event: QMouseEvent) -> None:
        canvas = self._canvas
        if self._panned_from is not None:
            way = event.position() - self._panned_from
            self._panned_from = event.position()
            canvas.view.pan(way.x(), way.y())
            canvas.look_again()
        elif canvas.busy and event.buttons() & Qt.MouseButton.LeftButton:
            canvas.move_tool(canvas.touch(event.position(), regular=_regular(event)))
        elif not canvas.busy:
            canvas.hover(event.position())

    def released(self, event: QMouseEvent) -> None:
        canvas = self._canvas
        if self._panned_from is not None:
            self._panned_from = None
            canvas.hover(event.position())
        elif event.button() is Qt.MouseButton.LeftButton:
            canvas.release(canvas.touch(event.position(), regular=_regular(event)))

    def doubled(self, event: QMouseEvent) -> None:
        """On words: change them. Elsewhere it is one more press."""
        canvas, touch = self._canvas, self._canvas.touch(event.position())
        at = topmost(canvas.board.markup, touch.at, touch.reach, canvas.board.measure)
        mark = None if at is None else canvas.board.markup.marks[at]
        if canvas.tool_name is ToolName.SELECT and isinstance(mark, Text):
            canvas.cancel()
            canvas.write(mark, at)
        else:
            self.pressed(event)

    def turned(self, event: QWheelEvent) -> None:
        """A wheel, or two fingers on a touch pad: move the picture, with Ctrl zoom."""
        canvas, angle = self._canvas, event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            canvas.view.zoom(_NOTCH_ZOOM ** (angle.y() / _NOTCH), event.position())
            canvas.look_again(hurried=True)
            return
        way = QPointF(event.pixelDelta())
        if way.isNull():
            way = QPointF(angle) * (_NOTCH_PIXELS / _NOTCH)
        if event.modifiers() & _SHIFT and not way.x():
            way = way.transposed()
        canvas.view.pan(way.x(), way.y())
        canvas.look_again()

    def drew(self, event: QTabletEvent) -> None:
        """A pen; as precise as it is, not rounded to the screen's pixels."""
        canvas = self._canvas
        touch = canvas.touch(event.position(), regular=bool(event.modifiers() & _SHIFT))
        match event.type():
            case QEvent.Type.TabletPress if event.button() is Qt.MouseButton.LeftButton:
                canvas.show_crosshair(None)
                canvas.cancel()
                canvas.press(touch)
            case QEvent.Type.TabletMove if canvas.busy:
                canvas.move_tool(touch)
            case QEvent.Type.TabletRelease if canvas.busy:
                canvas.release(touch)
            case _:
                event.ignore()
                return
        event.accept()


def _regular(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & _SHIFT)
