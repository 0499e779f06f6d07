"""Words about pictures that come from elsewhere, and about how large they may be."""

from __future__ import annotations

from trayapp.ui.texts.files import size

PASTE_UNREADABLE = "What you copied is no picture that can be read. Save it as a file and add that."
PASTE_ELSEWHERE = "What you copied only says where a picture is. Copy the picture itself, or save it and add the file."
SMALLER = "Send it smaller"
ALL_SMALLER = "Send them smaller"
LOOKING = "Looking how small is small enough …"
CANT_SHRINK = "It can't be made small enough. Leave it out, or cut it down first."
CANT_SHRINK_ALL = "They can't be made small enough. Leave one out."


def too_many_pixels(pixels: int, most: int) -> str:
    """A picture from the clipboard that is not even tried."""
    return (
        f"What you copied has {_mega(pixels)} megapixels, and up to {_mega(most)} can be shown. "
        "Save it as a file and add that."
    )


def over(name: str, count: int, limit: int, portal: str) -> str:
    """A picture that the portal does not take."""
    return f"{name} is {size(count)}; {portal or 'the portal'} takes {size(limit)}."


def over_together(count: int, limit: int, portal: str) -> str:
    """Everything that goes along is more than the portal takes."""
    return f"All together this is {size(count)}; {portal or 'the portal'} takes {size(limit)}."


def smaller(width: int, height: int, count: int) -> str:
    """The button that lets one picture leave smaller; says what it will be."""
    return f"{SMALLER}: {width} × {height}, {size(count)}"


def all_smaller(count: int) -> str:
    """The same for all of them."""
    return f"{ALL_SMALLER}: {size(count)} together"


def stilled(name: str) -> str:
    """A picture that moves, or has pages, and of which only the first leaves."""
    return f"{name} is more than one picture. Only the first is sent, for it is the one you changed."


def _mega(pixels: int) -> str:
    return str(max(round(pixels / 1_000_000), 1))
