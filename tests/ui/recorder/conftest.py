"""Recordings without a screen: a fake watcher tells what a test does, a fake camera sees two monitors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW
from trayapp.core.area import Point
from trayapp.core.ports import Happening, HappeningKind, RawShot
from trayapp.ui.context import UiContext
from trayapp.ui.recorder import start
from trayapp.ui.recorder.current import current
from trayapp.ui.recorder.shot import packed
from trayapp.ui.recorder.steps import Steps

Tell = Callable[..., None]


@pytest.fixture(autouse=True)
def _leave_nothing(qtbot: QtBot, context: UiContext) -> Iterator[None]:
    """However a test ended, nothing is recorded or looked through any more."""
    yield
    start.put_away(context)
    qtbot.waitUntil(lambda: not start._open)
    for window in QApplication.topLevelWidgets():
        window.close()


@pytest.fixture
def click(fakes: Fakes) -> Tell:
    """Tells of a click, some seconds after the beginning."""

    def tell(seconds: float, window: str = "Writer", x: int = 10) -> None:
        assert fakes.world.input.tell is not None
        at = NOW + timedelta(seconds=seconds)
        fakes.world.input.tell(Happening(HappeningKind.CLICK, at, Point(x, 10), "left", window))

    return tell


def recorded(count: int, width: int = 64) -> Steps:
    """So many steps with a picture each, as the recorder makes them."""
    made = Steps()
    for number in range(count):
        at = NOW + timedelta(seconds=2 * number)
        happening = Happening(HappeningKind.CLICK, at, Point(20, 20), "left", f"Window {number + 1}")
        raw = RawShot("m", 0, 0, width, 40, bytes([40 + number, 90, 160, 255]) * (width * 40))
        made = made.add(happening).picture(at, packed(raw, ()))
    return made


def running(context: UiContext) -> bool:
    """Whether steps are being recorded."""
    return current(context).running is not None
