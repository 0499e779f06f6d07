"""The icon set."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.test_theme import DARK, LIGHT
from trayapp.paths import resource
from trayapp.ui.icons import icon, pixmap

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


def colours(image: QImage) -> set[str]:
    """The colours of its opaque pixels."""
    every = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in every if colour.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_shows_something_at_sixteen_pixels(qtbot: QtBot, name: str) -> None:
    """Each file is an SVG that Qt draws, down to the smallest size."""
    drawn = pixmap(name, 16, QColor("#123456")).toImage()

    assert any(drawn.pixelColor(x, y).alpha() > 100 for x in range(16) for y in range(16))


def test_an_icon_is_drawn_in_the_colour_of_text_and_follows_the_palette(qtbot: QtBot) -> None:
    """The same icon is dark on light, and light on dark."""
    before, made = QApplication.palette(), icon("dot")
    try:
        QApplication.setPalette(LIGHT)
        light = colours(made.pixmap(QSize(24, 24), 1.0).toImage())
        QApplication.setPalette(DARK)
        dark = colours(made.pixmap(QSize(24, 24), 1.0).toImage())
    finally:
        QApplication.setPalette(before)

    assert light == {"#000000"}
    assert dark == {"#e8eaed"}


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_an_icon_has_the_pixels_of_its_screen(qtbot: QtBot, scale: float) -> None:
    """At any scale it is drawn, not stretched."""
    drawn = icon("send").pixmap(QSize(20, 20), scale)

    assert drawn.width() == round(20 * scale)
    assert drawn.deviceIndependentSize().width() == pytest.approx(20)


def test_a_copy_of_an_icon_draws_the_same(qtbot: QtBot) -> None:
    """Qt copies icons as it likes; the engine survives it."""
    copy = QIcon(icon("check", QColor("#ff0000")))
    copy.addPixmap(pixmap("check", 16, QColor("#ff0000")))  # makes Qt clone the engine

    assert not copy.pixmap(QSize(24, 24), 1.0).isNull()


def test_an_unknown_icon_is_refused_at_once(qtbot: QtBot) -> None:
    """A typing error does not become an empty button."""
    with pytest.raises(FileNotFoundError):
        icon("no such icon")
