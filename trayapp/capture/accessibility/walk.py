"""Goes through a window from the outside in. Of what has very many parts only those are looked at that can be seen."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.capture.accessibility import answers, questions
from trayapp.capture.accessibility.bus import Bus, Node
from trayapp.capture.accessibility.roles import HEADERS, LEAVES, READABLE, WITH_NAME
from trayapp.core.area import Area

_MOST, _DEEPEST = 8000, 60
"""Things in a window, and how deep they lie."""
_MANY = 400
"""Parts of one thing: more of them can't be seen at once, or hardly."""
_MOST_SHOWN = 2000
_ACROSS, _DOWN = 6, 12
"""Points at which it is asked what there is."""


def walk(bus: Bus, window: Node, until: float) -> Sequence[tuple[Node, int]]:
    """Everything readable with its role, as far as there was time. Single things in it may be hidden."""
    found: list[tuple[Node, int]] = []
    level: Sequence[Node] = [window]
    for _ in range(_DEEPEST):
        if not level or len(found) > _MOST:
            break
        roles = map(answers.number, bus.ask([questions.role(node) for node in level], until))
        known = list(zip(level, roles, strict=True))
        found += [(node, role) for node, role in known if role in READABLE]
        others = [node for node, role in known if role not in LEAVES]
        counts = map(answers.number, bus.ask([questions.count(node) for node in others], until))
        inner = [(node, count) for node, count in zip(others, counts, strict=True) if count > 0]
        level = _inside(bus, inner, until)[:_MOST]
    return found


def _inside(bus: Bus, inner: Sequence[tuple[Node, int]], until: float) -> Sequence[Node]:
    """What lies in those that show."""
    states = bus.ask([questions.state(node) for node, _ in inner], until)
    shown = [each for each, state in zip(inner, states, strict=True) if answers.bit(state, questions.SHOWING)]
    told = bus.ask([questions.children(node) for node, count in shown if count <= _MANY], until)
    kids = [node for answer in told for node in answers.nodes(answer)]
    for node, count in shown:
        if count > _MANY:
            kids += _seen_of_many(bus, node, until)
    return kids


def _seen_of_many(bus: Bus, node: Node, until: float) -> Sequence[Node]:
    """From the first part that can be seen to the last one: they are numbered in the order they stand."""
    area = answers.area(bus.ask([questions.extents(node)], until)[0])
    if area is None:
        return ()
    told = bus.ask([questions.at(node, x, y) for x, y in _points(area)], until)
    seen = list(dict.fromkeys(part for answer in told if (part := answers.node(answer))))
    asked = [
        each
        for part in seen
        for each in (questions.parent(part), questions.role(part), questions.index(part))
    ]
    about = bus.ask(asked, until)
    numbers = [
        answers.number(number)
        for parent, role, number in zip(about[::3], about[1::3], about[2::3], strict=True)
        if answers.node(parent) == node and answers.number(role) in WITH_NAME - HEADERS
    ]
    if not numbers or max(numbers) - min(numbers) > _MOST_SHOWN:
        return seen
    every = range(max(min(numbers), 0), max(numbers) + 1)
    parts = bus.ask([questions.child(node, number) for number in every], until)
    return [part for answer in parts if (part := answers.node(answer))]


def _points(area: Area) -> Sequence[tuple[int, int]]:
    """Spread over it, the corners included."""
    across = [area.x + 3 + (area.width - 6) * at // (_ACROSS - 1) for at in range(_ACROSS)]
    down = [area.y + 3 + (area.height - 6) * at // (_DOWN - 1) for at in range(_DOWN)]
    return [(x, y) for x in across for y in down]
