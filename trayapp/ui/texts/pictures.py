"""Words about pictures that come from elsewhere, and about how large they may be."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.ui.texts.files import size

PASTE_UNREADABLE = "What you copied is no picture that can be read. Save it as a file and add that."
PASTE_ELSEWHERE = (
    "What you copied only says where a picture is. Copy the picture itself, or save it and add the file."
)
SMALLER = "Send it smaller"
ALL_SMALLER = "Send them smaller"
LOOKING = "Looking how small is small enough …"
LEAVE_OUT = "Leave something out."


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


def smaller(found: Sequence[tuple[int, int, int]]) -> str:
    """The button that lets pictures leave smaller; says what they will be: width, height and bytes of each."""
    if len(found) > 1:
        return f"{ALL_SMALLER}: {size(sum(count for _, _, count in found))} together"
    return " · ".join(f"{SMALLER}: {width} × {height}, {size(count)}" for width, height, count in found)


def cant_shrink(count: int) -> str:
    """Why there is no such button."""
    return "They can't be made small enough." if count > 1 else "It can't be made small enough. Leave it out."


def stilled(name: str) -> str:
    """A picture that moves, or has pages, and of which only the first leaves."""
    return f"{name} holds several pictures. Only the first goes along, as a still: the one you changed."


def _mega(pixels: int) -> str:
    return str(max(round(pixels / 1_000_000), 1))
