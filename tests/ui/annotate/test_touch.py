"""Fingers and pens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QPointingDevice, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QApplication

from tests.ui.annotate.conftest import Hand
from trayapp.core.area import Area
from trayapp.core.markup import BlackOut, Freehand
from trayapp.ui.annotate.tools import ToolName

State = QEventPoint.State


def touch(hand: Hand, kind: QEvent.Type, state: State, *places: tuple[float, float]) -> None:
    """Fingers on these places of the picture."""
    device = QPointingDevice.primaryPointingDevice()
    points = []
    for number, (x, y) in enumerate(places):
        local = QPointF(hand.place(x, y))
        points.append(QEventPoint(number, state, local, hand.canvas.mapToGlobal(local)))
    event = QTouchEvent(kind, device, Qt.KeyboardModifier.NoModifier, points)
    for point in event.points():
        assert point.position() is not None
    QApplication.sendEvent(hand.canvas, event)


def test_one_finger_uses_the_tool(hand: Hand) -> None:
    """As the mouse does."""
    begin, update, end = QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd
    hand.canvas._fingers._drawn(begin, QPointF(hand.place(100, 80)))
    hand.canvas._fingers._drawn(update, QPointF(hand.place(130, 100)))
    hand.canvas._fingers._drawn(end, QPointF(hand.place(160, 120)))

    assert hand.marks() == (BlackOut(Area(100, 80, 60, 40)),)


def test_two_fingers_zoom_and_leave_no_mark(hand: Hand) -> None:
    """The first finger's stroke was the start of a pinch."""
    hand.canvas._fingers._drawn(QEvent.Type.TouchBegin, QPointF(hand.place(100, 80)))
    hand.canvas._fingers._pinch(QPointF(100, 100), QPointF(200, 100))
    before = hand.canvas.view.share
    hand.canvas._fingers._pinch(QPointF(50, 100), QPointF(250, 100))

    assert hand.canvas.view.share == pytest.approx(before * 2)
    assert hand.marks() == ()
    assert not hand.canvas.busy


def pen(hand: Hand, kind: QEvent.Type, x: float, y: float) -> None:
    """A pen at this place of the picture."""
    local = QPointF(hand.place(x, y))
    left = Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletMove else left
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else left
    where = QPointF(hand.canvas.mapToGlobal(local))
    device = QPointingDevice.primaryPointingDevice()
    none = Qt.KeyboardModifier.NoModifier
    event = QTabletEvent(kind, device, local, where, 0.5, 0, 0, 0, 0, 0, none, button, held)
    QApplication.sendEvent(hand.canvas, event)


def test_a_pen_draws(hand: Hand) -> None:
    """Without a mouse that follows it."""
    hand.use(ToolName.PEN)
    pen(hand, QEvent.Type.TabletPress, 100, 80)
    pen(hand, QEvent.Type.TabletMove, 140, 90)
    pen(hand, QEvent.Type.TabletRelease, 180, 120)

    assert [len(mark.points) for mark in hand.marks() if isinstance(mark, Freehand)] == [3]
