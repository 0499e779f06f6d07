"""Whether two things fit side by side, or text is so large that they go below one another."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_LETTERS, _PIXELS = 60, 640
"""Letters that a line of the form should hold, and device-independent pixels there are for them."""


def side_by_side(widget: QWidget) -> bool:
    """With the text as large as it is here."""
    return _LETTERS * widget.fontMetrics().averageCharWidth() < _PIXELS
