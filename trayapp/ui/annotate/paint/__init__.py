"""Paints marks, each kind in a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QImage, QPainter

from trayapp.core.markup import BlackOut, Mark
from trayapp.ui.annotate.paint import black_out

_PAINTERS: dict[type, Callable[[QPainter, Any, QImage], None]] = {BlackOut: black_out.paint}


def paint(painter: QPainter, mark: Mark, base: QImage) -> None:
    """Paint one mark in the picture's pixels. `base` is the picture without any mark."""
    _PAINTERS[type(mark)](painter, mark, base)
