"""Fingers on the canvas: one uses the tool, two move the picture and zoom."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QTouchEvent

if TYPE_CHECKING:
    from trayapp.ui.annotate.canvas import Canvas


class Fingers:
    """A second finger takes back what the first one has begun: it was no stroke, but the start of a pinch."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._middle: QPointF | None = None
        self._apart = 0.0
        self._pinched = False

    def event(self, event: QEvent) -> bool:
        """Whether it was one of ours."""
        if isinstance(event, QTouchEvent):
            self._touched(event)
            event.accept()
            return True
        if isinstance(event, QNativeGestureEvent):
            return self._gestured(event)
        return False

    def _touched(self, event: QTouchEvent) -> None:
        places = [point.position() for point in event.points()]
        if event.type() is QEvent.Type.TouchCancel:
            self._canvas.cancel()
            self._pinched, self._middle = False, None
        elif len(places) >= 2:
            self._pinch(places[0], places[1])
        elif not self._pinched:
            self._drawn(event.type(), places[0])
        if event.type() is QEvent.Type.TouchEnd:
            self._pinched, self._middle = False, None

    def _drawn(self, kind: QEvent.Type, place: QPointF) -> None:
        canvas, touch = self._canvas, self._canvas.touch(place)
        if kind is QEvent.Type.TouchBegin:
            canvas.setFocus(Qt.FocusReason.MouseFocusReason)
            canvas.show_crosshair(None)
            canvas.cancel()
            canvas.press(touch)
        elif kind is QEvent.Type.TouchUpdate:
            canvas.move_tool(touch)
        else:
            canvas.release(touch)

    def _pinch(self, one: QPointF, other: QPointF) -> None:
        canvas, middle = self._canvas, (one + other) / 2
        apart = max(hypot(one.x() - other.x(), one.y() - other.y()), 1.0)
        if self._middle is None:
            canvas.cancel()
            self._pinched = True
        else:
            way = middle - self._middle
            canvas.view.pan(way.x(), way.y())
            canvas.view.zoom(apart / self._apart, middle)
            canvas.look_again(hurried=True)
        self._middle, self._apart = middle, apart

    def _gestured(self, event: QNativeGestureEvent) -> bool:
        """A pinch on a touch pad."""
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._canvas.view.zoom(1 + event.value(), event.position())
        self._canvas.look_again(hurried=True)
        return True
