"""Our windows leave the screen for a picture, and come back as they were."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.fake_screen import FakeScreen
from trayapp.core.area import Area
from trayapp.core.ports import WindowPlace
from trayapp.ui.icons import icon
from trayapp.ui.moment.own_windows import send_away
from trayapp.ui.moment.settling import when_settled
from trayapp.ui.toast import toast


@pytest.fixture
def owner() -> QObject:
    """Whoever waits."""
    return QObject()


def window(qtbot: QtBot, title: str) -> QWidget:
    """A window on the screen."""
    made = QWidget()
    made.setWindowTitle(title)
    qtbot.addWidget(made)
    made.setGeometry(60, 70, 200, 100)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown() -> list[QWidget]:
    """What is on the screen of ours."""
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


@pytest.mark.rule("APP-2")
def test_every_kind_of_window_leaves_and_comes_back(qtbot: QtBot) -> None:
    """Windows, and messages in the corner; where they stood, a maximised one maximised."""
    plain, large = window(qtbot, "plain"), window(qtbot, "large")
    large.showMaximized()
    message = toast("Saved.")
    before = plain.geometry()

    away = send_away()

    assert away
    assert shown() == []
    plain.move(QPoint(0, 0))  # as a window manager might
    away.back()
    assert set(shown()) == {plain, large, message}
    assert plain.geometry() == before
    assert large.isMaximized()
    message.close()


def test_a_menu_leaves_and_stays_away(qtbot: QtBot) -> None:
    """It was open for something that is now being done."""
    below = window(qtbot, "below")
    menu = QMenu(below)
    menu.addAction("Something")
    menu.popup(QPoint(80, 90))
    qtbot.waitUntil(menu.isVisible)

    away = send_away()
    assert shown() == []
    away.back()

    assert not menu.isVisible()
    assert below.isVisible()


def test_the_one_with_the_focus_gets_it_again(qtbot: QtBot) -> None:
    """Unless another window is to have it."""
    first, second = window(qtbot, "first"), window(qtbot, "second")
    first.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is first)

    send_away().back()

    qtbot.waitUntil(lambda: QApplication.activeWindow() is first)
    assert second.isVisible()


def test_what_is_minimised_or_hidden_is_left_alone(qtbot: QtBot) -> None:
    """It is not on the screen, and must not come up for having been asked."""
    small, gone = window(qtbot, "small"), window(qtbot, "gone")
    small.showMinimized()
    gone.hide()

    away = send_away()
    assert not away
    away.back()

    assert small.isMinimized()
    assert not gone.isVisible()


def test_the_trays_icon_is_the_panels(qtbot: QtBot) -> None:
    """With nothing but the icon the picture is taken at once."""
    shown_icon = QSystemTrayIcon(icon("trayapp"))
    shown_icon.show()

    assert not send_away()
    shown_icon.hide()


def test_a_window_that_is_deleted_meanwhile_does_not_come_back(qtbot: QtBot) -> None:
    """A message whose time is over, for instance."""
    message = toast("Saved.")
    away = send_away()
    message.close()
    qtbot.waitUntil(lambda: not isValid(message))

    away.back()

    assert shown() == []


def test_the_desktop_is_asked_until_it_has_let_go(qtbot: QtBot, owner: QObject) -> None:
    """As long as it lists a window of this process, nothing is pictured."""
    desk = FakeScreen([WindowPlace("ours", Area(0, 0, 9, 9), pid=os.getpid())])
    below = window(qtbot, "below")
    settled: list[bool] = []

    def let_go() -> None:
        assert not settled
        desk.windows = [WindowPlace("theirs", Area(0, 0, 9, 9), pid=1)]

    QTimer.singleShot(60, owner, let_go)
    when_settled(send_away(), desk, owner, lambda: settled.append(desk.windows[0].title != "ours"))

    qtbot.waitUntil(lambda: bool(settled))
    assert settled == [True]
    assert not below.isVisible()


def test_a_desktop_that_never_lets_go_is_not_waited_for(qtbot: QtBot, owner: QObject) -> None:
    """A stale list must not cost the employee the dialog."""
    desk = FakeScreen([WindowPlace("ours", Area(0, 0, 9, 9), pid=os.getpid())])
    settled: list[bool] = []

    when_settled(send_away(), desk, owner, lambda: settled.append(True))

    qtbot.waitUntil(lambda: bool(settled))


def test_a_message_that_comes_up_meanwhile_leaves_too(qtbot: QtBot, owner: QObject) -> None:
    """And the wait begins anew for it."""
    settled: list[list[QWidget]] = []
    away = send_away()
    when_settled(away, FakeScreen(), owner, lambda: settled.append(shown()))
    message = toast("Sent: #4711")

    qtbot.waitUntil(lambda: bool(settled))
    assert settled == [[]]
    away.back()
    assert message.isVisible()
    message.close()
