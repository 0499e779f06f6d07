"""Finds the entry of an open menu: menus lie over their window and are gone as soon as the button is let go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from trayapp.core.area import Point

if TYPE_CHECKING:
    from trayapp.capture.input.tree import Node, Tree

WIDEST = 64
"""Parts of one part that are looked at."""
_MENU, _BAR, _ITEM, _POPUP = 33, 34, 35, 41
"""AT-SPI's numbers."""
_ENTRIES = frozenset({8, _MENU, _ITEM, 45})
"""Check menu item, menu, menu item, radio menu item."""
_FRAMES = frozenset({16, 20, 23, 39, 46, 69})
"""Dialog, filler, frame, panel, root pane, window: what a menu bar lies in."""
_DEPTH = 6


def menu_item(tree: Tree, program: Node, opener: Node | None, point: Point) -> Node | None:
    """The entry at the point; `opener` is what was clicked before, on which the menu most likely hangs.

    Raises what questions to the tree raise.
    """
    if opener is not None and opener.bus_name == program.bus_name and tree.role(opener) in _ENTRIES:
        for menu in (*tree.children(opener)[:1], opener):
            if (found := _entry_of(tree, menu, point)) is not None:
                return found
    return next(_search(tree, tree.children(program), point), None)


def _entry_of(tree: Tree, menu: Node, point: Point) -> Node | None:
    """Toolkits differ in whether the menu is what opens it, or hangs on that."""
    if tree.role(menu) not in {_MENU, _POPUP}:
        return None
    found = tree.at(menu, point)
    return found if found is not None and found != menu and tree.role(found) in _ENTRIES else None


def _search(tree: Tree, nodes: Sequence[Node], point: Point, depth: int = _DEPTH) -> Iterator[Node]:
    for node in nodes[:WIDEST]:
        role = tree.role(node)
        if depth and role in _FRAMES | {_MENU, _BAR, _ITEM, _POPUP}:
            yield from _search(tree, tree.children(node), point, depth - 1)
        if role in _ENTRIES and tree.shows(node) and tree.holds(node, point):
            yield node
