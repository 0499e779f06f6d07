"""The words of the mark-up window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trayapp.core.area import Area, Point
from trayapp.core.markup import (
    Arrow,
    BlackOut,
    Box,
    Ellipse,
    Freehand,
    Highlight,
    Mark,
    Pixelate,
    Step,
    Text,
)
from trayapp.ui.texts.files import counted

DONE = "Done"
DONE_NAME = "Done, keep the marks"
CANCEL = "Cancel"
TOOLS_NAME = "Tools"
UNDO, REDO = "Undo", "Redo"
ZOOM_IN, ZOOM_OUT = "Zoom in", "Zoom out"
FIT = "Fit"
FIT_NAME = "Show the whole picture"
COLOUR_NAME = "Colour"
WIDTH_NAME = "Width"
DELETE = "Delete"
WHOLE = "Whole picture"
WHOLE_NAME = "Take the crop away, show the whole picture"
KEYS = "Keys"
TEXT_NAME = "Words on the picture"
NO_PICTURE = "This picture can't be shown, so nothing can be hidden in it."

UNDONE, REDONE = "Undone.", "Done again."
NOTHING_TO_UNDO, NOTHING_TO_REDO = "There is nothing to undo.", "There is nothing to do again."
COPIED = "Copied, as it will be sent."
NOTHING_SELECTED = "Nothing is selected."

LEAVE = (
    "Close without keeping your marks?",
    "What you have hidden or drawn since you opened this picture is lost.",
)
LEAVE_ANSWERS = ("Close without keeping", "Go on")

COLOURS = {
    "#e5243b": "Red",
    "#f07d12": "Orange",
    "#ffd21f": "Yellow",
    "#18a04e": "Green",
    "#2170e8": "Blue",
    "#9340d6": "Purple",
    "#ffffff": "White",
    "#1b1d21": "Black",
}
WIDTHS = ("Thin", "Medium", "Thick", "Very thick")

TOOLS: dict[str, tuple[str, str]] = {
    "hide": ("Hide", "Drag over what nobody should see. It is gone from what is sent."),
    "pixelate": ("Pixelate", "Drag over what nobody should see. Coarse cells take its place."),
    "arrow": ("Arrow", "Drag towards what you mean. Shift keeps to straight angles."),
    "box": ("Box", "Drag a frame around what you mean. Shift makes a square."),
    "ellipse": ("Ellipse", "Drag around what you mean. Shift makes a circle."),
    "pen": ("Pen", "Draw. Shift makes a straight line."),
    "highlight": ("Highlight", "Draw over what matters. Shift makes a straight line."),
    "text": ("Text", "Click where the words go. Shift+Enter begins a new line, Enter ends."),
    "step": ("Step", "Click in the order things happen: 1, 2, 3."),
    "crop": ("Crop", "Drag over what is to be left. The rest is not sent."),
    "select": ("Select", "Click a mark to move or change it. Delete takes it off."),
}
"""Each tool's name, and what to do with it."""

CANVAS_HELP = "F1 tells every key."
KEYS_HELP = (
    ("Arrow keys", "Move the crosshair; with Shift far, with Ctrl by one pixel."),
    ("Enter, Space", "Begin a shape and end it; place a step or words; with Select, take hold."),
    ("Tab", "Go through the marks and the proposed places."),
    ("Arrow keys", "With a mark selected: move it, with Shift far; with Alt, change its size."),
    ("Delete", "Take the selected mark off, or leave a proposed place as it is."),
    ("Enter", "With words selected: change them. With a proposed place: hide it."),
    ("Shift", "While you draw: squares, circles, straight lines."),
    ("[ and ]", "Thinner, thicker."),
    ("Alt+1 to Alt+8", "Colour."),
    ("Ctrl+Z, Ctrl+Shift+Z", "Undo, do again."),
    ("Ctrl+C", "Copy the picture as it will be sent."),
    ("+ and -", "Zoom; so does the wheel with Ctrl."),
    ("0 and 1", "Show the whole picture, or its true size."),
    ("Space and drag", "Move the picture; so do the middle button and the wheel."),
    ("Esc", "Leave what you are doing, then the tool, then the window."),
    ("Ctrl+Enter", "Done."),
)
"""Each key and what it does."""
CLOSE = "Close"
WIDTH_KEYS = "[ ]"
TRUE_SIZE = "Show it in its true size"

_KINDS: dict[type, str] = {
    Arrow: "arrow",
    Box: "box",
    Ellipse: "ellipse",
    Freehand: "pen line",
    Highlight: "highlight",
    Text: "text",
    Step: "step",
    BlackOut: "hidden place",
    Pixelate: "pixelated place",
}
_REASONS = {
    "email": ("e-mail address", "e-mail addresses"),
    "card": ("card number", "card numbers"),
    "iban": ("bank account", "bank accounts"),
    "key": ("key or token", "keys or tokens"),
    "password": ("password field", "password fields"),
}
_OTHER = ("private place", "private places")


def title(name: str) -> str:
    """Of the window."""
    return f"Mark up: {name}"


def canvas_name(name: str) -> str:
    """Of the picture, for a screen reader."""
    return f"Picture of {name}"


def list_of(tools: Sequence[tuple[str, str]]) -> str:
    """The letters and the tools they choose."""
    return ", ".join(f"{letter} {name.lower()}" for letter, name in tools) + "."


def colour_key(at: int) -> str:
    """The key of a colour by its place in the row."""
    return f"Alt+{at + 1}"


def zoom_name(share: float) -> str:
    """For a screen reader: how large it is, and what a press does."""
    return f"{round(share * 100)} %. {TRUE_SIZE}"


def with_key(name: str, keys: str) -> str:
    """A tooltip that teaches the key."""
    return f"{name} ({keys})"


def percent(share: float) -> str:
    """How large the picture is shown; 1: in its true size."""
    return f"\u2066{round(share * 100)} %\u2069"  # kept in this order where words run from the right


def called(mark: Mark) -> str:
    """What a mark is, with what tells it from others."""
    kind = _KINDS[type(mark)]
    match mark:
        case Text():
            return f"{kind} “{mark.text}”"
        case Step():
            return f"{kind} {mark.number}"
        case _:
            return kind


def placed(mark: Mark) -> str:
    """Said when a mark is on the picture."""
    size = f", {mark.area.width} by {mark.area.height}" if isinstance(mark, BlackOut | Pixelate) else ""
    return f"{_capital(called(mark))} placed{size}."


def removed(mark: Mark) -> str:
    """Said when a mark is off the picture."""
    return f"{_capital(called(mark))} taken off."


def chosen(what: str, number: int, of: int) -> str:
    """Said when Tab comes to a mark or a proposal."""
    return f"{_capital(what)}, {number} of {of}."


def tool_said(name: str) -> str:
    """Said when a tool is chosen: its name, what to do with it."""
    return ": ".join(TOOLS[name])


def begun(at: Point) -> str:
    """Said when the keyboard begins a shape."""
    return f"Begun at {round(at.x)}, {round(at.y)}. Move with the arrow keys, end with Enter."


def crop_said(crop: Area | None) -> str:
    """Said when the crop is another one."""
    if crop is None:
        return "The whole picture is left."
    return f"{crop.width} by {crop.height} pixels are left."


def accepted(count: int) -> str:
    """Said when proposed places are hidden."""
    return f"{counted(count, 'place', 'places')} hidden."


def dismissed(count: int) -> str:
    """Said when proposed places are left as they are."""
    return (
        f"{counted(count, 'place', 'places')} left as it is."
        if count == 1
        else f"{count} places left as they are."
    )


def reason(code: str) -> str:
    """What seems to stand in a proposed place."""
    return _REASONS.get(code, _OTHER)[0]


def proposal(code: str) -> str:
    """A proposed place, for a screen reader."""
    return f"proposed place, {reason(code)}, Enter hides it, Delete leaves it"


def proposed(codes: Sequence[str]) -> str:
    """The line above the picture: what looks private."""
    kinds = [counted(count, *_REASONS.get(code, _OTHER)) for code, count in Counter(codes).items()]
    listed = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    return f"This looks private: {listed}. Click a dashed box to hide it."


def hide_proposed(count: int) -> str:
    """The button that hides them all."""
    return "Hide it" if count == 1 else f"Hide all {count}"


def leave_proposed(count: int) -> str:
    """The button that leaves them all as they are."""
    return "Leave it" if count == 1 else "Leave them"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
