"""What programs answer, checked: they are others' programs, and some talk nonsense."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trayapp.capture.accessibility.bus import Node
from trayapp.core.area import Area

_FAR = 1 << 20
"""No place on a screen is farther away: programs tell so of what is scrolled away."""
_LONGEST = 40_000
"""Letters."""


def nodes(answer: Any) -> Sequence[Node]:
    """Pairs of bus name and path."""
    if not isinstance(answer, list):
        return ()
    return tuple(found for pair in answer if (found := node(pair)))


def node(answer: Any) -> Node | None:
    """One pair, or a variant of one."""
    match answer:
        case ("(so)", (str(bus_name), str(path))) | (str(bus_name), str(path)) if path.startswith("/"):
            return None if path.endswith("/null") or not bus_name else Node(bus_name, path)
    return None


def words(answer: Any) -> str:
    """The beginning of a text, or of a variant of one: no more than is ever asked for."""
    match answer:
        case ("s", str(text)) | str(text):
            return text[:_LONGEST]
    return ""


def number(answer: Any) -> int:
    """A number, or a variant of one; -1: none."""
    match answer:
        case (_, int(value)) | int(value):
            return value
    return -1


def area(answer: Any) -> Area | None:
    """A rectangle of something that has a size and is not far away."""
    match answer:
        case (int(x), int(y), int(width), int(height)) if 0 < width < _FAR and 0 < height < _FAR:
            return Area(x, y, width, height) if abs(x) < _FAR and abs(y) < _FAR else None
    return None


def bit(answer: Any, number: int) -> bool:
    """Whether a state is set."""
    match answer:
        case [int(_), int(_)]:
            return bool(answer[number // 32] >> number % 32 & 1)
    return False
