"""Words about places in pictures that look private."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trayapp.ui.texts.files import counted

_KINDS = {
    "email": ("an e-mail address", "e-mail addresses"),
    "card": ("a card number", "card numbers"),
    "iban": ("a bank account", "bank accounts"),
    "key": ("a key or token", "keys or tokens"),
    "password": ("a password", "passwords"),
}
_OTHER = ("something private", "private things")


def to_check(count: int) -> str:
    """On a thumbnail."""
    return f"{counted(count, 'place', 'places')} to check"


def look_private(codes: Sequence[str]) -> str:
    """The line below the pictures: `2 places look private: an e-mail address and a card number.`"""
    kinds = [_kind(code, count) for code, count in Counter(codes).items()]
    listed = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    verb = "looks" if len(codes) == 1 else "look"
    return f"{counted(len(codes), 'place', 'places')} {verb} private: {listed}."


def look(count: int) -> str:
    """Opens the picture with the places shown."""
    return "&Look at it" if count == 1 else "&Look at them"


def hide(count: int) -> str:
    """Blacks them all out."""
    return "H&ide it" if count == 1 else "H&ide all"


def hide_name(count: int) -> str:
    """The same for a screen reader."""
    return "Hide the place that looks private" if count == 1 else f"Hide all {count} places that look private"


def hidden(count: int) -> str:
    """Said when it is done."""
    return f"{counted(count, 'place', 'places')} hidden."


def _kind(code: str, count: int) -> str:
    one, many = _KINDS.get(code, _OTHER)
    return one if count == 1 else f"{count} {many}"
