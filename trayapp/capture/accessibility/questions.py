"""The questions of AT-SPI that are asked here."""

from __future__ import annotations

from typing import Any

from trayapp.capture.accessibility.bus import Node, Question

REGISTRY = Node("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
SHOWING, VISIBLE = 25, 30
"""States, as numbers of bits."""
_DAEMON = Node("org.freedesktop.DBus", "/org/freedesktop/DBus")
_PREFIX = "org.a11y.atspi."
_ACCESSIBLE, _COMPONENT, _TEXT = f"{_PREFIX}Accessible", f"{_PREFIX}Component", f"{_PREFIX}Text"
_ON_SCREEN = 0
_ALL, _ANY, _AS_IT_COMES = 1, 2, 1


def children(node: Node) -> Question:
    """What lies directly in it: pairs of bus name and path."""
    return Question(node, _ACCESSIBLE, "GetChildren")


def state(node: Node) -> Question:
    """Two numbers of 32 bits."""
    return Question(node, _ACCESSIBLE, "GetState")


def role(node: Node) -> Question:
    """What it is, as a number (see `roles`)."""
    return Question(node, _ACCESSIBLE, "GetRole")


def name(node: Node) -> Question:
    """What it is called: a variant."""
    return _property(node, _ACCESSIBLE, "Name")


def parent(node: Node) -> Question:
    """What it lies in: a variant of bus name and path."""
    return _property(node, _ACCESSIBLE, "Parent")


def count(node: Node) -> Question:
    """How many parts it has: a variant."""
    return _property(node, _ACCESSIBLE, "ChildCount")


def child(node: Node, number: int) -> Question:
    """One of its parts, counted from 0."""
    return Question(node, _ACCESSIBLE, "GetChildAtIndex", "i", (number,))


def index(node: Node) -> Question:
    """Which part of its parent it is."""
    return Question(node, _ACCESSIBLE, "GetIndexInParent")


def at(node: Node, x: int, y: int) -> Question:
    """The part of it at a place of the screen."""
    return Question(node, _COMPONENT, "GetAccessibleAtPoint", "iiu", (x, y, _ON_SCREEN))


def toolkit(root: Node) -> Question:
    """What a program is made with: a variant, such as `Qt` or `gtk`."""
    return _property(root, f"{_PREFIX}Application", "ToolkitName")


def extents(node: Node) -> Question:
    """Where it lies on the screen, as the program believes: x, y, width, height."""
    return Question(node, _COMPONENT, "GetExtents", "u", (_ON_SCREEN,))


def length(node: Node) -> Question:
    """Of its text: a variant."""
    return _property(node, _TEXT, "CharacterCount")


def text(node: Node, start: int, end: int) -> Question:
    """A part of its text."""
    return Question(node, _TEXT, "GetText", "ii", (start, end))


def offset_at(node: Node, x: int, y: int) -> Question:
    """Which letter stands at a place of the screen; -1: none."""
    return Question(node, _TEXT, "GetOffsetAtPoint", "iiu", (x, y, _ON_SCREEN))


def matches(window: Node, roles: frozenset[int]) -> Question:
    """Everything in a window that shows and has one of the roles: pairs of bus name and path."""
    return _matches(window, roles, 1 << SHOWING | 1 << VISIBLE, 0)


def first_of(window: Node, roles: frozenset[int]) -> Question:
    """The first thing in a window that has one of the roles, shown or not: a list of one, or of none."""
    return _matches(window, roles, 0, 1)


def _matches(window: Node, roles: frozenset[int], states: int, most: int) -> Question:
    bits = [0, 0, 0, 0]
    for each in roles:
        bits[each // 32] |= 1 << each % 32
    wanted: tuple[Any, ...] = ([_signed(states), 0], _ALL, {}, _ALL, [_signed(word) for word in bits], _ANY)
    rule = (*wanted, [], _ALL, False)
    return Question(
        window,
        f"{_PREFIX}Collection",
        "GetMatches",
        "(aiia{ss}iaiiasib)uib",
        (rule, _AS_IT_COMES, most, True),
    )


def process(bus_name: str) -> Question:
    """The id of a program's process."""
    return Question(_DAEMON, "org.freedesktop.DBus", "GetConnectionUnixProcessID", "s", (bus_name,))


def range_extents(node: Node, start: int, end: int) -> Question:
    """Where a part of its text stands on the screen, as the program believes."""
    return Question(node, _TEXT, "GetRangeExtents", "iiu", (start, end, _ON_SCREEN))


def _property(node: Node, interface: str, property_name: str) -> Question:
    return Question(node, "org.freedesktop.DBus.Properties", "Get", "ss", (interface, property_name))


def _signed(word: int) -> int:
    return word - (1 << 32) if word >> 31 else word
