"""Remembers where a window was and how large."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from trayapp.paths import places


def restore(window: QWidget, name: str) -> None:
    """Put the window where it was; left as it is when nothing (usable) is remembered."""
    geometry = _file().value(f"{name}/geometry")
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)


def remember(window: QWidget, name: str) -> None:
    """Keep place and size for the next start."""
    _file().setValue(f"{name}/geometry", window.saveGeometry())


def _file() -> QSettings:
    return QSettings(str(places().config / "windows.ini"), QSettings.Format.IniFormat)
