"""Remembers how large the employee made a window."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

from trayapp.private import make_folder, write_new

_log = logging.getLogger(__name__)
_FILE = "windows.json"


def place(window: QWidget, name: str, usual: QSize, folder: Path | None) -> None:
    """Give a window its remembered size, else the usual one, in the middle of the monitor with the pointer."""
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    window.setScreen(screen)
    window.resize((_sizes(folder).get(name) or usual).boundedTo(room.size()))
    window.move(room.center() - window.rect().center())


def remember(window: QWidget, name: str, folder: Path | None) -> None:
    """Keep the window's size. A size that can't be kept is no reason to bother anybody."""
    if folder is None or window.isMaximized():
        return
    sizes = _sizes(folder) | {name: window.size()}
    plain = {key: [size.width(), size.height()] for key, size in sizes.items()}
    try:
        make_folder(folder)
        with os.fdopen(write_new(folder / _FILE), "w", encoding="utf-8") as file:
            file.write(json.dumps(plain))
    except OSError as error:
        _log.info("the size of a window was not kept: %s", error)


def _sizes(folder: Path | None) -> dict[str, QSize]:
    """Those kept; a damaged file counts as none."""
    if folder is None:
        return {}
    try:
        read = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return {str(name): QSize(int(wide), int(high)) for name, (wide, high) in read.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
