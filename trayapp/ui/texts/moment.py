"""Words about taking pictures: the gallery's row, "Take again", the countdown, choosing a region or a window."""

from __future__ import annotations

from trayapp.ui.texts.files import counted

MARK_UP = "Mark up / &hide"
MARK_UP_NAME = "Mark up a picture, or hide what is nobody else's business"
TAKE = "Take a &picture"
TAKE_NAME = "Take a picture of every screen, a region or a window"
AGAIN = "Take a&gain"
AGAIN_NAME = "Take the pictures again, later, or of a region or a window"
TRY_AGAIN = "Try again"
MEND = {"settings": "Open the &settings", "ask_again": "&Let it ask again"}
"""By `core.ports.Mend`."""
NO_PICTURES = "Your company does not allow pictures of the screen. Files you add go along as always."

NOW = "&Now"
IN_SECONDS = "In &{seconds} seconds"
IN_LONGEST = "In &{seconds} seconds, for menus and tooltips"
REGION = "A &region or window …"
PASTE = "&Paste from the clipboard"

CANCELS = "Esc or a click cancels"
OVERLAY = "Choose a part of the screen"
OVERLAY_HINT = "Drag over what you want to show · Esc cancels"
OVERLAY_HINT_WINDOWS = "Drag over what you want to show, or click a window · Esc cancels"
OVERLAY_KEYS = (
    "Arrow keys move the cross, with Ctrl by one pixel. Enter begins a region and ends it. "
    "Tab goes to the next window, Enter takes it. Escape cancels."
)
NOT_THERE = "That place is on no screen. Choose it once more."


def in_seconds(seconds: int, *, longest: bool) -> str:
    """An entry of the menu."""
    return (IN_LONGEST if longest else IN_SECONDS).format(seconds=seconds)


def countdown(seconds: int) -> str:
    """What stands in the corner of the screen until the picture is taken."""
    return f"Picture in {counted(seconds, 'second', 'seconds')}"


def region(number: int) -> str:
    """What a picture of a part of the screen is called."""
    return f"Region {number}"


def window(number: int) -> str:
    """What a picture of a window is called; never by its title, which is the employee's own business."""
    return f"Window {number}"


def hidden(places: int, *, cropped: bool) -> str:
    """Under a thumbnail: what of the picture will not be seen."""
    if places:
        return f"{counted(places, 'place', 'places')} hidden"
    return "Cut to a part" if cropped else ""


def edit(name: str) -> str:
    """The accessible name of a thumbnail."""
    return f"{name}: mark up or hide"


def size(width: int, height: int) -> str:
    """A region, in pixels."""
    return f"{width} × {height}"
