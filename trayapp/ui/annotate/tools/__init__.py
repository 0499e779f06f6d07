"""The tools, each in a file of its own."""

from __future__ import annotations

from trayapp.ui.annotate.tools.arrow import ArrowTool
from trayapp.ui.annotate.tools.box import BoxTool
from trayapp.ui.annotate.tools.crop import CropTool
from trayapp.ui.annotate.tools.ellipse import EllipseTool
from trayapp.ui.annotate.tools.hide import HideTool
from trayapp.ui.annotate.tools.highlight import HighlightTool
from trayapp.ui.annotate.tools.pen import PenTool
from trayapp.ui.annotate.tools.pixelate import PixelateTool
from trayapp.ui.annotate.tools.select import SelectTool
from trayapp.ui.annotate.tools.step import StepTool
from trayapp.ui.annotate.tools.text import TextTool
from trayapp.ui.annotate.tools.tool import Tool, ToolName, Touch

__all__ = ["KEYS", "Tool", "ToolName", "Touch", "tools"]

KEYS: dict[ToolName, str] = {
    ToolName.HIDE: "H",
    ToolName.PIXELATE: "X",
    ToolName.ARROW: "A",
    ToolName.BOX: "B",
    ToolName.ELLIPSE: "E",
    ToolName.PEN: "P",
    ToolName.HIGHLIGHT: "L",
    ToolName.TEXT: "T",
    ToolName.STEP: "S",
    ToolName.CROP: "C",
    ToolName.SELECT: "V",
}
"""The letter that chooses each."""


def tools() -> dict[ToolName, Tool]:
    """One of each, for one window."""
    return {
        ToolName.HIDE: HideTool(),
        ToolName.PIXELATE: PixelateTool(),
        ToolName.ARROW: ArrowTool(),
        ToolName.BOX: BoxTool(),
        ToolName.ELLIPSE: EllipseTool(),
        ToolName.PEN: PenTool(),
        ToolName.HIGHLIGHT: HighlightTool(),
        ToolName.TEXT: TextTool(),
        ToolName.STEP: StepTool(),
        ToolName.CROP: CropTool(),
        ToolName.SELECT: SelectTool(),
    }
