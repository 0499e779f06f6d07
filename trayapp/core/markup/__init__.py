"""Mark-up of a picture as values: marks, the crop, their history."""

from __future__ import annotations

from trayapp.core.markup.marks import (
    Arrow,
    BlackOut,
    Box,
    Ellipse,
    Freehand,
    Hiding,
    Highlight,
    Mark,
    Markup,
    Pixelate,
    Step,
    Stroke,
    Text,
)

__all__ = [
    "Arrow",
    "BlackOut",
    "Box",
    "Ellipse",
    "Freehand",
    "Hiding",
    "Highlight",
    "Mark",
    "Markup",
    "Pixelate",
    "Step",
    "Stroke",
    "Text",
]
