"""The seconds to a picture, in a corner of the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from trayapp.ui.moment.countdown import SECOND, Countdown
from trayapp.ui.moment.just_closed import SETTLED


@pytest.fixture
def countdown(qtbot: QtBot) -> Iterator[Countdown]:
    """From three, on the screen."""
    made = Countdown(3)
    made.begin()
    qtbot.waitExposed(made)
    yield made
    made.cancel()


def test_it_leaves_so_early_that_the_picture_is_in_time(countdown: Countdown) -> None:
    """The screen needs a moment to forget it."""
    assert countdown._end.interval() == 3 * SECOND - SETTLED


def test_it_counts_down_in_words(countdown: Countdown) -> None:
    """Down to one; none is not counted, for then it is gone."""
    said = [countdown.words.text()]
    for _ in range(3):
        countdown._tick.timeout.emit()
        said.append(countdown.words.text())

    assert said == [f"Picture in {rest}" for rest in ("3 seconds", "2 seconds", "1 second", "1 second")]


def test_when_it_is_over_it_has_left_the_screen(qtbot: QtBot, countdown: Countdown) -> None:
    """It is never in the picture."""
    seen: list[bool] = []
    countdown.over.connect(lambda: seen.append(countdown.isVisible()))

    countdown._end.timeout.emit()

    assert seen == [False]


@pytest.mark.parametrize("how", ["escape", "click", "close"])
def test_it_can_be_cancelled(countdown: Countdown, how: str) -> None:
    """Told once, and it does not go on counting."""
    told: list[str] = []
    countdown.cancelled.connect(lambda: told.append("cancelled"))
    countdown.over.connect(lambda: told.append("over"))

    if how == "escape":
        QTest.keyClick(countdown, Qt.Key.Key_Escape)
    elif how == "click":
        QTest.mouseClick(countdown, Qt.MouseButton.LeftButton)
    else:
        countdown.close()

    assert told == ["cancelled"]
    assert not countdown.isVisible()
    assert not countdown._end.isActive()


def test_it_stands_in_a_corner_away_from_the_middle(countdown: Countdown) -> None:
    """The employee looks at something else."""
    room = countdown.screen().availableGeometry()

    assert countdown.geometry().top() - room.top() < 40
    assert room.right() - countdown.geometry().right() < 40
