"""Where what was found stands, as far as it can be seen: cut to its element and all that the element lies in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trayapp.capture.accessibility import answers, questions
from trayapp.capture.accessibility.bus import Bus, Node
from trayapp.capture.accessibility.qt_text import mended
from trayapp.capture.accessibility.reading import Hit
from trayapp.core.area import Area

_DEEPEST = 60


def places(
    bus: Bus, window: Node, hits: Sequence[Hit], until: float, *, qt: bool
) -> Sequence[tuple[Hit, Area]]:
    """In the program's own measure, without what cannot be seen."""
    around = _Around(bus, window, until)
    around.look({hit.node for hit in hits})
    exact = _exact(bus, [hit for hit in hits if hit.span], until)
    if qt:
        exact = mended(bus, exact, around.areas, until)
    found = []
    for hit in hits:
        whole = around.visible(hit.node)
        area = exact.get(hit) if hit.span else whole
        if whole and area and not (seen := area.common(whole)).empty:
            found.append((hit, seen))
    return found


def _exact(bus: Bus, hits: Sequence[Hit], until: float) -> Mapping[Hit, Area]:
    """Where the letters stand, as the program tells."""
    told = bus.ask([questions.range_extents(hit.node, *(hit.span or (0, 0))) for hit in hits], until)
    return {hit: area for hit, answer in zip(hits, told, strict=True) if (area := answers.area(answer))}


class _Around:
    """Elements and what they lie in, asked for once each, level by level."""

    def __init__(self, bus: Bus, window: Node, until: float) -> None:
        self._bus, self._window, self._until = bus, window, until
        self.areas: dict[Node, Area | None] = {}
        self._parents: dict[Node, Node | None] = {}
        self._showing: set[Node] = set()

    def look(self, nodes: set[Node]) -> None:
        """Ask about them and all above them up to the window."""
        for _ in range(_DEEPEST):
            todo = [node for node in nodes if node not in self.areas]
            if not todo:
                return
            told = self._bus.ask(
                [
                    question
                    for node in todo
                    for question in (questions.extents(node), questions.parent(node), questions.state(node))
                ],
                self._until,
            )
            for at, node in enumerate(todo):
                extents, parent, state = told[3 * at : 3 * at + 3]
                self.areas[node] = answers.area(extents)
                self._parents[node] = None if node == self._window else answers.node(parent)
                if answers.bit(state, questions.SHOWING):
                    self._showing.add(node)
            nodes = {parent for node in todo if (parent := self._parents[node]) and self._inside(parent)}

    def visible(self, node: Node) -> Area | None:
        """What of the element its surroundings let through; `None`: nobody knows where it is, or nothing."""
        area = self.areas.get(node) if node in self._showing else None
        above = self._parents.get(node)
        for _ in range(_DEEPEST):
            if area is None or above is None:
                break
            if limit := self.areas.get(above):
                area = area.common(limit)
            above = self._parents.get(above)
        return None if area is None or area.empty else area

    def _inside(self, node: Node) -> bool:
        """Not the program itself, which has no place."""
        return node.bus_name == self._window.bus_name and not node.path.endswith("/root")
