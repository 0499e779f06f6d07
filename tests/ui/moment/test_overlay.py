"""The overlay: frozen monitors on which pointer, touch and keys choose a part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from trayapp.core.area import Area
from trayapp.core.ports import RawShot, WindowPlace
from trayapp.ui.moment.overlay import Overlay
from trayapp.ui.moment.overlay_window import OverlayWindow
from trayapp.ui.moment.picking import Picked

WINDOW = Area(100, 80, 300, 200)
SCALE = 2
"""True pixels of the picture for each of the offscreen screen's."""


@dataclass
class Chosen:
    """What came of it."""

    picked: list[Picked] = field(default_factory=list)
    cancelled: int = 0


def frozen() -> RawShot:
    """The offscreen screen, pictured at twice its size, grey."""
    place = QGuiApplication.primaryScreen().geometry()
    width, height = place.width() * SCALE, place.height() * SCALE
    return RawShot("offscreen", 0, 0, width, height, bytes((120, 120, 120, 0)) * (width * height), SCALE)


Open = Callable[..., tuple[OverlayWindow, Chosen]]


@pytest.fixture
def open_overlay(qtbot: QtBot) -> Iterator[Open]:
    """Opens it over the one offscreen screen, with a window and a menu on it."""
    owner = QObject()
    opened: list[Overlay] = []

    def build(*places: WindowPlace) -> tuple[OverlayWindow, Chosen]:
        chosen = Chosen()
        overlay = Overlay([frozen()], places, owner)
        opened.append(overlay)
        overlay.picked.connect(chosen.picked.append)

        def cancel() -> None:
            chosen.cancelled += 1

        overlay.cancelled.connect(cancel)
        overlay.open()
        (window,) = overlay.windows
        qtbot.waitExposed(window)
        return window, chosen

    yield build
    for overlay in opened:
        overlay.leave()


MENU = WindowPlace("", Area(120, 90, 50, 50), popup=True)
PLACE = WindowPlace("Mail", WINDOW)


def drag(window: OverlayWindow, start: QPoint, end: QPoint) -> None:
    """With the left button."""
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(window, button, pos=start)
    QTest.mouseMove(window, end)
    QTest.mouseRelease(window, button, pos=end)


def test_a_drag_gives_true_pixels(open_overlay: Open) -> None:
    """What is dragged in points of the screen is told in pixels of the picture, and the windows are gone."""
    window, chosen = open_overlay()

    drag(window, QPoint(10, 20), QPoint(60, 50))

    assert chosen.picked == [Picked(Area(20, 40, 101, 61), window=False)]
    assert not window.isVisible()


def test_a_click_takes_the_window_and_never_a_menu(open_overlay: Open) -> None:
    """A menu that lies on it is nothing that anybody would choose."""
    window, chosen = open_overlay(MENU, PLACE)

    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(65, 50))

    assert chosen.picked == [Picked(WINDOW, window=True)]


def test_touch_drags_as_a_pointer_does(open_overlay: Open) -> None:
    """Qt makes a pointer of a finger that nobody takes otherwise."""
    window, chosen = open_overlay()
    screen = QTest.createTouchDevice()
    assert isinstance(screen, QPointingDevice)

    QTest.touchEvent(window, screen).press(0, QPoint(10, 20), window)
    QTest.touchEvent(window, screen).move(0, QPoint(60, 50), window)
    QTest.touchEvent(window, screen).release(0, QPoint(60, 50), window)

    assert chosen.picked == [Picked(Area(20, 40, 101, 61), window=False)]


def test_keys_alone_are_enough_for_a_region(open_overlay: Open) -> None:
    """Enter, arrows, Enter; with Ctrl one pixel at a time."""
    window, chosen = open_overlay()
    QTest.mouseMove(window, QPoint(50, 50))

    for key, modifier in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(window, key, modifier)

    assert [picked.area for picked in chosen.picked] == [Area(100, 100, 11, 2)]


def test_keys_alone_are_enough_for_a_window(open_overlay: Open) -> None:
    """Tab chooses it, Enter takes it."""
    window, chosen = open_overlay(PLACE)

    QTest.keyClick(window, Qt.Key.Key_Tab)
    QTest.keyClick(window, Qt.Key.Key_Return)

    assert chosen.picked == [Picked(WINDOW, window=True)]


@pytest.mark.parametrize("how", ["escape", "right", "close"])
def test_it_can_be_left_without_a_choice(open_overlay: Open, how: str) -> None:
    """By Esc, by the other mouse button, by the desktop's own key; told once."""
    window, chosen = open_overlay(PLACE)

    if how == "escape":
        QTest.keyClick(window, Qt.Key.Key_Escape)
    elif how == "right":
        QTest.mouseClick(window, Qt.MouseButton.RightButton, pos=QPoint(5, 5))
    else:
        window.close()

    assert (chosen.picked, chosen.cancelled) == ([], 1)
    assert not window.isVisible()


def test_the_other_button_drops_a_region_first(open_overlay: Open) -> None:
    """A slip of the hand costs the region, not the overlay."""
    window, chosen = open_overlay()
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))

    QTest.mousePress(window, Qt.MouseButton.RightButton, pos=QPoint(30, 30))
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))

    assert (chosen.picked, chosen.cancelled) == ([], 0)
    assert window.isVisible()


def test_what_is_chosen_is_bright_and_the_rest_is_dim(open_overlay: Open) -> None:
    """So one sees what will be in the picture."""
    window, _chosen = open_overlay(PLACE)
    QTest.mouseMove(window, QPoint(65, 50))

    seen = window.grab().toImage()

    assert seen.pixelColor(60, 120).lightness() == 120
    assert seen.pixelColor(300, 300).lightness() < 90


def test_it_says_what_it_is_and_how_to_use_it(open_overlay: Open) -> None:
    """To somebody who hears the screen."""
    window, _chosen = open_overlay(PLACE)

    assert window.accessibleName() == "Choose a part of the screen"
    assert "Arrow keys" in window.accessibleDescription()


def test_without_a_monitor_nothing_can_be_chosen(qtbot: QtBot) -> None:
    """All were unplugged between picture and overlay: it ends at once."""
    overlay = Overlay([], (), QGuiApplication.instance() or QObject())

    with qtbot.waitSignal(overlay.cancelled):
        overlay.open()
