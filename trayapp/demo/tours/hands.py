"""The tour's hands and eyes on a virtual screen: a real pointer, a real keyboard, pictures of the whole screen."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from trayapp.capture.encode import encode
from trayapp.core.ports import Capturer

_KEY_PAUSE = "12"
"""Milliseconds between typed letters."""


class Hands:
    """Moves the pointer and types through the X server, as a person would; looks through the program's own camera."""

    def __init__(self, capturer: Capturer, folder: Path) -> None:
        self._capturer = capturer
        self._folder = folder
        self.pictures: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)

    def click(self, widget: QWidget, button: int = 1) -> None:
        """Click the middle of a widget."""
        self.click_at(widget.mapToGlobal(widget.rect().center()), button)

    def click_rect(self, widget: QWidget, rect: QRect) -> None:
        """Click the middle of a part of a widget, such as a row of a list."""
        self.click_at(widget.mapToGlobal(rect.center()))

    def click_at(self, place: QPoint, button: int = 1) -> None:
        """Click a place of the screen, in logical pixels."""
        self.move(place)
        _xdotool("click", str(button))

    def move(self, place: QPoint) -> None:
        """Move the pointer there."""
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        _xdotool("mousemove", str(round(place.x() * ratio)), str(round(place.y() * ratio)))

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press at one place and let go at another, in logical pixels; with a stop between, as a hand makes it."""
        self.move(start)
        _xdotool("mousedown", "1")
        self.move((start + end) / 2)
        self.move(end)
        _xdotool("mouseup", "1")

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        _xdotool("type", "--delay", _KEY_PAUSE, text)

    def key(self, *names: str) -> None:
        """Press keys, named as X names them: `ctrl+Return`."""
        _xdotool("key", *names)

    def picture(self, name: str) -> None:
        """Keep a picture of the whole screen as the next of the tour."""
        path = self._folder / f"{len(self.pictures) + 1:02}-{name}.png"
        path.write_bytes(encode(self._capturer.grab()[0]).data)
        self.pictures.append(path)


def _xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, timeout=30)
