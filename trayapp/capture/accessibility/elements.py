"""What in a window can be read: asked for at once where that is safe, else looked for step by step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from trayapp.capture.accessibility import answers, questions
from trayapp.capture.accessibility.bus import Bus, Node
from trayapp.capture.accessibility.roles import MAY_BE_ENDLESS, PASSWORD, WITH_NAME, WITH_TEXT
from trayapp.capture.accessibility.walk import walk

_MOST = 5000


@dataclass(frozen=True, slots=True)
class Elements:
    """What there is in a window, by how it is read."""

    passwords: list[Node] = field(default_factory=list)
    """Not read at all."""
    texts: list[Node] = field(default_factory=list)
    names: list[Node] = field(default_factory=list)
    """What they are called is what stands on them."""


def elements(bus: Bus, window: Node, until: float) -> Elements:
    """Everything that can hold text; what was found in time. Some of it may be hidden."""
    if not _safe(bus, window, until):
        return _sorted(walk(bus, window, until))
    asked = [questions.matches(window, WITH_TEXT | {PASSWORD}), questions.matches(window, WITH_NAME)]
    texts, names = (answers.nodes(answer)[:_MOST] for answer in bus.ask(asked, until))
    roles = bus.ask([questions.role(node) for node in texts], until)
    known = _sorted(zip(texts, map(answers.number, roles), strict=True))
    return Elements(known.passwords, known.texts, list(names))


def _safe(bus: Bus, window: Node, until: float) -> bool:
    """Whether the program can tell everything at once without being busy for long.

    Programs walk their whole tree for that, what does not show included: a table of 100 000 rows kept Qt busy for
    more than eight seconds, in which nobody could work with it. They come upon a table before what is in it, so the
    question for the first one ends there. One that does not know the question is walked through step by step, too.
    """
    first = bus.ask([questions.first_of(window, MAY_BE_ENDLESS)], until)[0]
    return isinstance(first, list) and not first


def _sorted(found: Iterable[tuple[Node, int]]) -> Elements:
    made = Elements()
    for node, role in found:
        if role == PASSWORD:
            made.passwords.append(node)
        elif role in WITH_TEXT:
            made.texts.append(node)
        elif role in WITH_NAME:
            made.names.append(node)
    return made
