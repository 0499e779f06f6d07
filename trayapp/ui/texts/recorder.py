"""The words of "Show us what you did": the bar, the review, and what is said of each step."""

from __future__ import annotations

from datetime import datetime

from trayapp.core.ports import Happening, HappeningKind
from trayapp.core.text import one_line
from trayapp.ui.texts.files import counted, size

_LONGEST = 120
"""Letters of a name in a sentence: titles of windows may be whole addresses."""

START = "Show us what you &did"
START_NAME = "Show us what you did: records a picture of the screen at each click until you stop"

RECORDING = "Recording"
BAR = "Recording steps"
MARK = "Mark a step"
MARK_HINT = "Takes a picture now, without a click"
STOP = "Stop"
STOP_HINT = "Ends the recording; you look through it before anything is sent"
MARK_EACH = "Press “Mark a step” whenever there is something to see."
LIMIT = "That is as many steps as one recording holds. It has stopped."

TITLE = "What you did"
INTRO = (
    "Look through the steps before you use them. Everything on your screen is in the pictures; hide what is nobody "
    "else's business. Keys you pressed were not recorded, but what you typed may be seen."
)
STEPS = "Steps"
WORDS = "&What happens in this step"
WORDS_NAME = "What happens in this step"
EDIT = "&Mark up / hide"
EDIT_NAME = "Mark up this picture, or hide a part of it"
REMOVE = "&Remove step"
USE = "&Use them"
THROW = "&Throw away"
THROW_TITLE = "Throw these steps away?"
THROW_TEXT = "They are nowhere else."
KEEP_LOOKING = "&Go on looking"
NO_PICTURE = "No picture of this step could be taken."
NOTHING = "Nothing happened while you were recording, so there are no steps."
MEASURING = "Putting it together …"
HTML_ONLY = "The pictures are too much for the portal, so only the page with smaller ones goes."
FAILED = "The page could not be put together. Throw the steps away and record them again."
PAGE_NAME = "Steps.html"

PAGE_TITLE = "What I did, step by step"
PAGE_NOTE = (
    "Each picture is of the moment of the click, and a red ring marks the place. "
    "A plain grey bar is where the recorder itself stood. Keys that were pressed are not recorded."
)
PAGE_NO_PICTURE = "No picture."


def bar(count: int) -> str:
    """What the bar says."""
    return f"{RECORDING} · {counted(count, 'step', 'steps')}"


def chip(count: int) -> str:
    """A recording in the dialog."""
    return f"What you did: {counted(count, 'step', 'steps')}"


def chip_name(count: int) -> str:
    """The accessible name of the button that opens it again."""
    return f"{chip(count)}. Look through them again"


def step(number: int) -> str:
    """One step, by its number."""
    return f"Step {number}"


def numbered(number: int, said: str) -> str:
    """A line of the list."""
    return f"{number}. {said}"


def picture_of(number: int, said: str) -> str:
    """What stands in for the picture where nobody sees it."""
    return f"The screen at step {number}: {said}"


def amount(count: int, total: int, page: int) -> str:
    """How much will be sent."""
    if total == page:
        return f"{counted(count, 'step', 'steps')} · {size(page)}"
    return f"{counted(count, 'step', 'steps')} · {size(total)}, of which the page {size(page)}"


def recorded(moment: datetime) -> str:
    """Under the page's title; where the reader sits it may be another hour."""
    return f"Recorded on {moment.day} {moment:%B %Y} at {moment:%H:%M} ({moment.tzname()})"


def said_of(happening: Happening, *, first: bool, double: bool, opened: str, last: bool) -> str:
    """The sentence for a step. `opened`: the title of what came up after it."""
    if last:
        said = f"The end: {_of(happening.window)} as it looks now." if happening.window else "The end."
    elif happening.kind is HappeningKind.WINDOW:
        said = f"Start in {_of(happening.window)}." if first else f"{_of(happening.window)} comes up."
    elif happening.kind is HappeningKind.MARK:
        said = f"Look at {_of(happening.window)}." if happening.window else "Look at this."
    else:
        said = f"{_click(happening, double=double)}."
    return f"{said} {_of(opened)} comes up." if opened else said


def _click(happening: Happening, *, double: bool) -> str:
    verb = _VERBS.get(happening.button, "Click")
    if double:
        verb = f"Double-{verb.lower()}"
    if happening.role in _PLACES:
        return f"{verb} {_PLACES[happening.role]}"
    within = f"in {_of(happening.window)}" if happening.window else ""
    what = _THINGS.get(happening.role, "")
    if happening.element and what:
        return " ".join(filter(None, (verb, "on", f"{_of(happening.element)} ({what})", within)))
    if what:
        return " ".join(filter(None, (verb, _UNNAMED.get(happening.role, f"on a {what}"), within)))
    return " ".join(filter(None, (verb, within)))


def _of(name: str) -> str:
    return f"“{one_line(name, _LONGEST)}”"


_VERBS = {"left": "Click", "right": "Right-click", "middle": "Middle-click"}
_PLACES = {"desktop": "on the desktop", "panel": "on the task bar"}
_THINGS = {
    "check box": "check box",
    "check menu item": "menu entry",
    "combo box": "list of choices",
    "entry": "text field",
    "link": "link",
    "menu": "menu",
    "menu item": "menu entry",
    "page tab": "tab",
    "password text": "password field",
    "popup menu": "menu",
    "push button": "button",
    "radio button": "option",
    "radio menu item": "menu entry",
    "slider": "slider",
    "spin button": "number field",
    "terminal": "terminal",
    "text": "text field",
    "toggle button": "button",
}
_UNNAMED = {
    "entry": "into a text field",
    "text": "into a text field",
    "password text": "into a password field",
    "spin button": "into a number field",
    "terminal": "into the terminal",
    "popup menu": "in an open menu",
}
