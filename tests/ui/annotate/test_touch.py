"""Fingers and pens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.annotate.conftest import Hand
from trayapp.core.area import Area
from trayapp.core.markup import BlackOut, Freehand
from trayapp.ui.annotate.tools import ToolName


@pytest.fixture(scope="module")
def screen() -> QPointingDevice:
    """A touch screen; there is one for all tests, for Qt never forgets a device."""
    return QTest.createTouchDevice()


def fingers(hand: Hand, screen: QPointingDevice, what: str, *places: QPoint) -> None:
    """Fingers on these places of the canvas: `press`, `move` or `release`, the first one only moves after it."""
    sequence = QTest.touchEvent(hand.canvas, screen)
    for number, place in enumerate(places):
        getattr(sequence, what)(number, place, hand.canvas)
    sequence.commit()


def test_one_finger_uses_the_tool(hand: Hand, screen: QPointingDevice) -> None:
    """As the mouse does."""
    fingers(hand, screen, "press", hand.place(100, 80))
    fingers(hand, screen, "move", hand.place(130, 100))
    fingers(hand, screen, "move", hand.place(160, 120))
    fingers(hand, screen, "release", hand.place(160, 120))

    assert hand.marks() == (BlackOut(Area(100, 80, 60, 40)),)


def test_two_fingers_zoom_and_move_and_leave_no_mark(hand: Hand, screen: QPointingDevice) -> None:
    """The first finger's stroke was the start of a pinch; lifting the fingers places nothing either."""
    before = hand.canvas.view.share
    fingers(hand, screen, "press", QPoint(100, 100))
    sequence = QTest.touchEvent(hand.canvas, screen)
    sequence.move(0, QPoint(110, 100), hand.canvas)
    sequence.press(1, QPoint(210, 100), hand.canvas)
    sequence.commit()
    fingers(hand, screen, "move", QPoint(60, 100), QPoint(260, 100))
    assert hand.canvas.view.share == pytest.approx(before * 2)
    assert not hand.canvas.busy

    fingers(hand, screen, "release", QPoint(60, 100), QPoint(260, 100))
    assert hand.marks() == ()
    fingers(hand, screen, "press", hand.place(100, 80))
    fingers(hand, screen, "release", hand.place(150, 120))
    assert len(hand.marks()) == 1


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
