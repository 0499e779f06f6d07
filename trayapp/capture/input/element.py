"""What was clicked, by role and name, as the program itself tells screen readers. Never what stands in a field."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trayapp.capture.input.menu import WIDEST, menu_item
from trayapp.core.area import Area, Point

if TYPE_CHECKING:
    from trayapp.capture.input.tree import Node, Tree

_log = logging.getLogger(__name__)
LONGEST = 0.4
"""Seconds that a program may take to answer; a click that nobody names is told all the same."""
_PREPARING = 1.0
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
_FRAMED, _ALIKE = 0.75, 0.02
"""Of the window with its frame, at the least; and how much width and height may be scaled differently."""


@dataclass(frozen=True, slots=True)
class Clicked:
    """Where a click went."""

    title: str
    area: Area
    """Of the window with that title, without its frame, in true pixels; empty when nobody knows."""
    point: Point
    popup: bool = False
    """It went into no window of its own but into something that hangs on one, as menus do."""

    def within(self, told: Area) -> Point | None:
        """The click in the pixels of a program that says its window is there; `None` when that fits nowhere.

        Programs that are scaled tell AT-SPI their own, larger pixels, from the corner of their window on.
        """
        if told.empty:
            return None
        if self.area.empty:
            return self.point
        wide, high = self.area.width / told.width, self.area.height / told.height
        if _FRAMED <= wide <= 1 and _FRAMED <= high <= 1:  # some count the window's frame in
            return self.point
        if abs(wide / high - 1) > _ALIKE:
            return None
        return Point(
            told.x + (self.point.x - self.area.x) / wide, told.y + (self.point.y - self.area.y) / high
        )


@dataclass(slots=True)
class Elements:
    """Keeps its connection while steps are recorded. Used by one thread; nothing is raised."""

    longest: float = LONGEST
    _tree: Tree | None = None
    _tried: bool = False
    _pids: dict[str, int] = field(default_factory=dict)
    _last: Node | None = None
    """What was clicked last."""

    def at(self, pid: int, clicked: Clicked) -> tuple[str, str] | None:
        """Role and name of what that program shows there; `None` when it does not tell in time."""
        from trayapp.capture.input.tree import FAULTS

        try:
            tree = self._connected()
            if tree is None:
                return None
            tree.begin(self.longest)
            program = self._program(tree, pid)
            return None if program is None else self._looked_up(tree, program, clicked)
        except FAULTS as error:
            _log.info(
                "what was clicked is not known: %s", type(error).__name__
            )  # its words may be what stands there
            return None

    def prepare(self) -> None:
        """Connect, and learn whose programs there are, so that the first click need not wait for it."""
        from trayapp.capture.input.tree import FAULTS

        try:
            if (tree := self._connected()) is not None:
                tree.begin(_PREPARING)
                self._program(tree, -1)
        except FAULTS as error:
            _log.info("programs cannot be asked yet: %s", type(error).__name__)

    def close(self) -> None:
        """Give the connection back."""
        tree, self._tree = self._tree, None
        if tree is not None:
            tree.close()

    def _connected(self) -> Tree | None:
        if not self._tried:
            self._tried = True
            from trayapp.capture.input.tree import Tree

            self._tree = Tree(_PREPARING)
        return self._tree

    def _looked_up(self, tree: Tree, program: Node, clicked: Clicked) -> tuple[str, str] | None:
        """A menu hangs on what was clicked last, most often: that is asked first, for menus do not wait."""
        window, point = _window(tree, tree.children(program)[:WIDEST], clicked)
        if window is None:
            self._last = None
        elif clicked.popup:
            self._last = item = menu_item(tree, program, self._last, point)
            return (POPUP, "") if item is None else (NAMED.get(tree.role(item), POPUP), tree.name(item))
        else:
            self._last = _smallest(tree, window, point)
        return None if self._last is None else _told(tree, self._last)

    def _program(self, tree: Tree, pid: int) -> Node | None:
        from trayapp.capture.input.tree import ROOT

        for node in tree.children(ROOT):
            if node.bus_name not in self._pids:
                self._pids[node.bus_name] = tree.pid(node.bus_name)
            if self._pids[node.bus_name] == pid:
                return node
        return None


def _window(tree: Tree, windows: list[Node], clicked: Clicked) -> tuple[Node | None, Point]:
    """The window that was clicked, else whichever lies there; and the place as its program counts."""
    there: list[tuple[Node, Point]] = []
    for window in windows:
        area = tree.area(window) if tree.shows(window) else Area(0, 0, 0, 0)
        point = clicked.within(area)
        if point is None or not (clicked.popup or area.contains(point)):
            continue
        if tree.name(window) == clicked.title:
            return window, point
        there.append((window, point))
    return there[0] if there and not clicked.popup else (None, clicked.point)


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
