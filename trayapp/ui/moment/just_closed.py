"""Whether a menu of ours has closed so lately that it may still be seen on the screen."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer

SETTLED = 250
"""Milliseconds after the desktop has let go of a window until its picture is gone, too: programs beneath draw what
comes to light within a few frames, and desktops let a window fade for 150 to 200 ms."""
_since = QElapsedTimer()


def note_closed() -> None:
    """A menu was on the screen until now."""
    _since.start()


def closed_lately() -> bool:
    """Whether the screen may still show it."""
    return _since.isValid() and not _since.hasExpired(SETTLED)
