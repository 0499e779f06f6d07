"""The moment a window can be seen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from trayapp.ui.first_paint import once_painted


def test_the_job_is_done_once_after_the_first_painting(qtbot: QtBot) -> None:
    """Nothing is done for a window that does not show, and once for one that does, however often it is painted."""
    window, calls = QWidget(), list[int]()
    qtbot.addWidget(window)
    once_painted(window, lambda: calls.append(1))
    qtbot.wait(1)
    assert calls == []

    window.show()
    qtbot.waitUntil(lambda: bool(calls))
    window.repaint()
    with qtbot.waitSignal(window.windowTitleChanged):
        window.update()
        window.setWindowTitle("again")
    qtbot.waitUntil(lambda: calls == [1])
