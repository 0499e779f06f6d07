"""What in a window can be read: asked for at once where the program knows how, else looked for step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trayapp.capture.accessibility import answers, questions
from trayapp.capture.accessibility.bus import Bus, Node
from trayapp.capture.accessibility.roles import PASSWORD, READABLE, WITH_NAME, WITH_TEXT

_MOST, _MOST_CHILDREN, _DEEPEST = 5000, 400, 60
"""Things in a window, things in one of them, and how deep they lie: a table may have millions."""


@dataclass(frozen=True, slots=True)
class Elements:
    """What shows in a window, by how it is read."""

    passwords: Sequence[Node]
    """Not read at all."""
    texts: Sequence[Node]
    names: Sequence[Node]
    """What they are called is what stands on them."""


def elements(bus: Bus, window: Node, until: float) -> Elements:
    """Everything that shows and can hold text; what was found in time."""
    asked = [questions.matches(window, WITH_TEXT | {PASSWORD}), questions.matches(window, WITH_NAME)]
    texts, names = (answers.nodes(answer)[:_MOST] for answer in bus.ask(asked, until))
    if texts or names:
        known = _sorted(_with_role(bus, texts, until))
        return Elements(known.passwords, known.texts, names)
    return _sorted(_walk(bus, window, until))


def _sorted(found: Iterable[tuple[Node, int]]) -> Elements:
    by_role = list(found)
    return Elements(
        [node for node, role in by_role if role == PASSWORD],
        [node for node, role in by_role if role in WITH_TEXT],
        [node for node, role in by_role if role in WITH_NAME],
    )


def _with_role(bus: Bus, found: Sequence[Node], until: float) -> Sequence[tuple[Node, int]]:
    roles = bus.ask([questions.role(node) for node in found], until)
    return [(node, answers.number(role)) for node, role in zip(found, roles, strict=True)]


def _walk(bus: Bus, window: Node, until: float) -> Sequence[tuple[Node, int]]:
    """For programs without the interface Collection, as GTK 4 and older Qt are."""
    found: list[tuple[Node, int]] = []
    level: Sequence[Node] = [window]
    seen = 0
    for _ in range(_DEEPEST):
        if not level or seen > _MOST:
            break
        shown = _showing(bus, level, until)
        found += [(node, role) for node, role in shown if role in READABLE]
        kids = bus.ask([questions.children(node) for node, _ in shown], until)
        level = [node for answer in kids for node in answers.nodes(answer)[:_MOST_CHILDREN]]
        seen += len(level)
    return found


def _showing(bus: Bus, level: Sequence[Node], until: float) -> Sequence[tuple[Node, int]]:
    states = bus.ask([questions.state(node) for node in level], until)
    shown = [node for node, state in zip(level, states, strict=True) if answers.bit(state, questions.SHOWING)]
    return _with_role(bus, shown, until)
