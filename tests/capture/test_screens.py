"""Monitors are told in true pixels."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from trayapp.capture.screens import Screen, Screens, described, platform_name


@pytest.mark.parametrize(
    ("screen", "words"),
    [
        (Screen("DP-1", 0, 0, 2048, 1152, 1.25), "2560 × 1440, scale 1.25, DP-1"),
        (Screen("eDP-1", 0, 0, 1920, 1080), "1920 × 1080, eDP-1"),
        (Screen("", 0, 0, 800, 600, 2.0), "1600 × 1200, scale 2"),
    ],
)
def test_a_monitor_in_words(screen: Screen, words: str) -> None:
    """Size in true pixels, the scale where there is one, the name where it is known."""
    assert described(screen) == words


def test_qt_tells_the_monitors(qtbot: QtBot) -> None:
    """Every monitor of the application is known, and the platform's name."""
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)

    screens = Screens(application)

    assert [screen.name for screen in screens()] == [screen.name() for screen in application.screens()]
    assert len(screens.describe()) == len(application.screens()) > 0
    assert platform_name() == "offscreen"
