"""What was clicked, by role and name, as the program itself tells screen readers. Never what stands in a field."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trayapp.capture.input_watcher_menu import WIDEST, menu_item
from trayapp.core.area import Point

if TYPE_CHECKING:
    from trayapp.capture.input_watcher_tree import Node, Tree

_log = logging.getLogger(__name__)
LONGEST = 0.15
"""Seconds that a program may take to answer; a click that nobody names is told all the same."""
_DEEPEST = 24
_HIGHEST = 4

NAMED = {
    7: "check box",
    8: "check menu item",
    33: "menu",
    35: "menu item",
    37: "page tab",
    43: "push button",
    44: "radio button",
    45: "radio menu item",
    62: "toggle button",
    88: "link",
}
"""What is told by its name; the numbers are AT-SPI's."""
UNNAMED = {
    11: "combo box",
    40: "password text",
    51: "slider",
    52: "spin button",
    60: "terminal",
    61: "text",
    79: "entry",
}
"""What is told by its role alone: its name may be what stands in it."""
_LOOK_THROUGH = frozenset({26, 27, 29, 116})
"""Icon, image, label, static text: what a button or link is drawn with."""
_HOLDERS = frozenset({20, 39, 68})
"""Filler, panel, viewport: what a field's text lies in."""
POPUP = "popup menu"


@dataclass(slots=True)
class Elements:
    """Keeps its connection while steps are recorded. Used by one thread; nothing is raised."""

    longest: float = LONGEST
    _tree: Tree | None = None
    _tried: bool = False
    _pids: dict[str, int] = field(default_factory=dict)
    _last: Node | None = None
    """What was clicked last."""

    def at(self, pid: int, title: str, x: int, y: int, *, popup: bool = False) -> tuple[str, str] | None:
        """Role and name of what that program shows there; `None` when it does not tell in time.

        `popup`: what was clicked is no window of its own but hangs on one, as menus do.
        """
        from trayapp.capture.input_watcher_tree import FAULTS

        try:
            tree = self._connected()
            if tree is None:
                return None
            tree.begin(self.longest)
            program = self._program(tree, pid)
            return (
                None if program is None else self._looked_up(tree, program, title, Point(x, y), popup=popup)
            )
        except FAULTS as error:
            _log.info("what was clicked is not known: %r", error)
            return None

    def close(self) -> None:
        """Give the connection back."""
        tree, self._tree = self._tree, None
        if tree is not None:
            tree.close()

    def _connected(self) -> Tree | None:
        if not self._tried:
            self._tried = True
            from trayapp.capture.input_watcher_tree import Tree

            self._tree = Tree(self.longest)
        return self._tree

    def _looked_up(
        self, tree: Tree, program: Node, title: str, point: Point, *, popup: bool
    ) -> tuple[str, str] | None:
        """A menu hangs on what was clicked last, most often: that is asked first, for menus do not wait."""
        if popup:
            item = menu_item(tree, program, self._last, point)
            self._last = item
            return (POPUP, "") if item is None else (NAMED.get(tree.role(item), POPUP), tree.name(item))
        window = _window(tree, tree.children(program)[:WIDEST], title, point)
        self._last = None if window is None else _smallest(tree, window, point)
        return None if self._last is None else _told(tree, self._last)

    def _program(self, tree: Tree, pid: int) -> Node | None:
        from trayapp.capture.input_watcher_tree import ROOT

        for node in tree.children(ROOT):
            if node.bus_name not in self._pids:
                self._pids[node.bus_name] = tree.pid(node.bus_name)
            if self._pids[node.bus_name] == pid:
                return node
        return None


def _window(tree: Tree, windows: list[Node], title: str, point: Point) -> Node | None:
    """The one of that title, else whichever lies there."""
    there = [window for window in windows if tree.shows(window) and tree.holds(window, point)]
    return next((window for window in there if tree.name(window) == title), there[0] if there else None)


def _smallest(tree: Tree, window: Node, point: Point) -> Node:
    """The smallest part at the point; some programs tell that at once, others level by level."""
    node = window
    for _ in range(_DEEPEST):
        inner = tree.at(node, point)
        if inner is None or inner == node:
            break
        node = inner
    return node


def _told(tree: Tree, node: Node) -> tuple[str, str] | None:
    """What is worth telling of the part or of what it lies in: a field by its kind, a button by its name.

    A button counts only where nothing lies on it but what it is drawn with: a tab may hold a whole page.
    """
    drawn = True
    for _ in range(_HIGHEST):
        role = tree.role(node)
        if role in UNNAMED:
            return UNNAMED[role], ""
        if role in NAMED and drawn:
            return NAMED[role], tree.name(node)
        if role not in _LOOK_THROUGH | _HOLDERS:
            return None
        drawn = drawn and role in _LOOK_THROUGH
        node = tree.parent(node)
    return None
