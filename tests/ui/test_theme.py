"""Colours, fonts and the sheet."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from trayapp.core.policy import Bucket
from trayapp.ui import theme
from trayapp.ui.style_sheet import Tone, dress, tone_colour
from trayapp.ui.theme import State, Text


def palette(window: str, base: str, text: str) -> QPalette:
    """A palette of three colours."""
    made = QPalette(QColor(window))
    for role, colour in (
        (QPalette.ColorRole.Window, window),
        (QPalette.ColorRole.Base, base),
        (QPalette.ColorRole.WindowText, text),
        (QPalette.ColorRole.Text, text),
    ):
        made.setColor(role, QColor(colour))
    return made


LIGHT = palette("#efefef", "#ffffff", "#000000")
DARK = palette("#24262b", "#1b1d21", "#e8eaed")
GREY = palette("#c0c0c0", "#d4d4d4", "#101010")
CONTRAST = palette("#000000", "#000000", "#ffffff")


@pytest.mark.parametrize("ground", [LIGHT, DARK, GREY, CONTRAST], ids=["light", "dark", "grey", "contrast"])
def test_our_colours_are_readable_on_any_palette(ground: QPalette) -> None:
    """State colours, accent and secondary text have 4.5 : 1 on windows and on fields."""
    colours = [theme.state_colour(state, ground) for state in State]
    colours += [theme.accent(ground), theme.muted(ground), *(tone_colour(tone, ground) for tone in Tone)]
    grounds = [ground.window().color(), ground.base().color()]

    assert [c.name() for c in colours if min(theme.contrast(c, on) for on in grounds) < theme.AA] == []


@pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
def test_the_main_button_is_readable(ground: QPalette) -> None:
    """Words on the accent colour have 4.5 : 1."""
    assert theme.contrast(theme.on_accent(ground), theme.accent(ground)) >= theme.AA


@pytest.mark.parametrize("ground", [LIGHT, DARK, GREY], ids=["light", "dark", "grey"])
def test_the_border_of_a_control_can_be_found(ground: QPalette) -> None:
    """An outline has 3 : 1 on the window."""
    assert theme.contrast(theme.outline(ground), ground.window().color()) >= 3


def test_every_bucket_of_a_policy_has_a_colour() -> None:
    """What a status can mean is a state the theme knows."""
    assert {bucket.value for bucket in Bucket} <= {state.value for state in State}


def test_text_is_never_below_nine_points(qtbot: QtBot) -> None:
    """Small text of a small font stays readable, and the title is larger than the body."""
    before = QApplication.font()
    tiny = QApplication.font()
    tiny.setPointSizeF(9.0)
    QApplication.setFont(tiny)
    try:
        sizes = [theme.font(text).pointSizeF() for text in (Text.SMALL, Text.BODY, Text.TITLE)]
    finally:
        QApplication.setFont(before)

    assert sizes == [9.0, 9.0, 11.25]


def test_a_window_is_dressed_anew_when_the_palette_changes(qtbot: QtBot) -> None:
    """Dark mode while a window is open changes its colours."""
    before = QApplication.palette()
    window = QWidget()
    qtbot.addWidget(window)
    QApplication.setPalette(LIGHT)
    try:
        dress(window)
        light = window.styleSheet()
        QApplication.setPalette(DARK)
        qtbot.waitUntil(lambda: window.styleSheet() != light)
    finally:
        QApplication.setPalette(before)

    assert theme.accent(LIGHT).name() in light
    assert theme.accent(LIGHT).name() not in window.styleSheet() or theme.accent(DARK) == theme.accent(LIGHT)
