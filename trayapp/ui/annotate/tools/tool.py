"""What every tool is: it follows a pointer and changes the board."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from trayapp.core.area import Point
from trayapp.ui.annotate.board import Board


class ToolName(StrEnum):
    """The tools, in the order of the strip."""

    HIDE = "hide"
    PIXELATE = "pixelate"
    ARROW = "arrow"
    BOX = "box"
    ELLIPSE = "ellipse"
    PEN = "pen"
    HIGHLIGHT = "highlight"
    TEXT = "text"
    STEP = "step"
    CROP = "crop"
    SELECT = "select"


@dataclass(frozen=True, slots=True)
class Touch:
    """Where the pointer is."""

    at: Point
    """In the picture's pixels; it may lie outside."""
    reach: float = 4.0
    """How many of the picture's pixels a hand may miss by, at this zoom."""
    regular: bool = False
    """Shift is held: square, or at a multiple of 45 degrees."""


class Tool(Protocol):
    """Follows one press at a time. Mouse, pen, finger and the keyboard's crosshair all come here."""

    def press(self, board: Board, touch: Touch, /) -> None:
        """The pointer went down."""

    def move(self, board: Board, touch: Touch, /) -> None:
        """It moved while down."""

    def release(self, board: Board, touch: Touch, /) -> None:
        """It went up: what was made is kept."""

    def cancel(self, board: Board) -> None:
        """Let go of what is not kept yet."""
