"""Asking before something is taken away."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from trayapp.ui.parts.confirm import Confirm, confirm

ANSWERS = ("Sign out", "Stay signed in")


def test_the_same_question_stands_open_once(qtbot: QtBot) -> None:
    """A double click asks one question; another question, and the same one later, are asked."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    done: list[str] = []

    first = confirm(window, ("Sign out?", ""), ANSWERS, lambda: done.append("first"))
    again = confirm(window, ("Sign out?", ""), ANSWERS, lambda: done.append("again"))
    other = confirm(window, ("Remove Leo?", ""), ANSWERS, lambda: done.append("other"))
    assert again is first
    assert other is not first

    other.no.click()
    first.yes.click()
    assert done == ["first"]
    qtbot.waitUntil(lambda: not window.findChildren(Confirm))
    assert confirm(window, ("Sign out?", ""), ANSWERS, lambda: None).isVisible()
