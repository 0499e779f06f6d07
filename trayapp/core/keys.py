"""A key with its modifiers, as settings name it: `Ctrl+Alt+H`, in the words that Qt writes to files."""

from __future__ import annotations

from dataclasses import dataclass

MODIFIERS = ("Meta", "Ctrl", "Alt", "Shift")
"""In the order they are written. On a Mac `Ctrl` is the Command key and `Meta` the Control key."""
_OTHER_NAMES = {"control": "Ctrl", "cmd": "Ctrl", "option": "Alt", "super": "Meta", "win": "Meta"}
_NAMED = (
    *("Print", "Pause", "ScrollLock", "Ins", "Del", "Home", "End", "PgUp", "PgDown"),
    *("Left", "Right", "Up", "Down", "Space"),
    *(f"F{number}" for number in range(1, 25)),
)
_BY_LOWER = {name.lower(): name for name in _NAMED}
_ALONE = frozenset({"Print", "Pause", "ScrollLock", *(f"F{number}" for number in range(1, 25))})
"""Keys that nobody types text with: they need no modifier."""


@dataclass(frozen=True, slots=True)
class Keys:
    """One key pressed together with modifiers."""

    modifiers: frozenset[str]
    key: str
    """A letter (upper case), a digit, a sign, or a name such as `F9` or `PgUp`."""

    def __str__(self) -> str:
        return "+".join([*(each for each in MODIFIERS if each in self.modifiers), self.key])


def parse(text: str) -> Keys:
    """The keys in a text, in any case and order. Raises `ValueError` for what cannot be heard from anywhere:

    no key, several, one nobody knows, or one that is needed for writing.
    """
    *before, last = [part.strip() for part in text.strip().split("+")]
    modifiers = frozenset(_modifier(name) for name in before)
    key = _key(last)
    if not modifiers - {"Shift"} and key not in _ALONE:
        raise ValueError(f"{text} is needed for writing")
    return Keys(modifiers, key)


def _modifier(name: str) -> str:
    for known in MODIFIERS:
        if name.lower() == known.lower() or _OTHER_NAMES.get(name.lower()) == known:
            return known
    raise ValueError(f"{name!r} is no modifier")


def _key(name: str) -> str:
    if name.lower() in _BY_LOWER:
        return _BY_LOWER[name.lower()]
    if len(name) == 1 and name.isascii() and name.isprintable() and not name.isspace():
        return name.upper()
    raise ValueError(f"{name!r} is no key")
