"""Reads what stands in the elements of a window and keeps of it only where something private is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

from trayapp.capture.accessibility import answers, questions
from trayapp.capture.accessibility.bus import Bus, Node
from trayapp.capture.accessibility.elements import Elements
from trayapp.core.sensitive import Found, Kind

T = TypeVar("T")
Find = Callable[[str], Sequence[Found]]
_LONG = 20_000
"""Letters; of longer texts only what can be seen is read."""
_AROUND = 400
"""Letters before and behind it: something private may begin above the edge."""
_MOST = 500
"""Places in one text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something private in an element."""

    node: Node
    kind: Kind
    span: tuple[int, int] | None = None
    """From which letter to which, as the program counts; `None`: the whole element."""
    length: int = 0
    """Of the whole text."""
    one_line: bool = True


def read(bus: Bus, elements: Elements, find: Find, until: float, *, utf16: bool) -> Sequence[Hit]:
    """Password fields, whose content is not asked for, and whatever `find` finds in the text of the others."""
    hits = [Hit(node, Kind.PASSWORD) for node in elements.passwords]
    spans = _in_texts(bus, elements.texts, find, until, utf16=utf16)
    hits += [hit for node in elements.texts for hit in spans.get(node, ())]
    names = [*(node for node in elements.texts if node not in spans), *elements.names]
    return [*hits, *_in_names(bus, names, find, until, utf16=utf16)]


def _in_names(bus: Bus, nodes: Sequence[Node], find: Find, until: float, *, utf16: bool) -> Iterator[Hit]:
    """What is called so. Where the same stands as a text, its place is told more exactly."""
    told = bus.ask([questions.name(node) for node in nodes], until)
    found = {
        node: matched
        for node, name in _in_time(zip(nodes, told, strict=True), until)
        if (matched := find(answers.words(name)))
    }
    spans = _in_texts(bus, list(found), find, until, utf16=utf16)
    for node, matched in found.items():
        yield from spans.get(node) or [Hit(node, each.kind) for each in matched]


def _in_texts(
    bus: Bus, nodes: Sequence[Node], find: Find, until: float, *, utf16: bool
) -> dict[Node, list[Hit]]:
    """By element; one that has no text of its own is not in there."""
    lengths = bus.ask([questions.length(node) for node in nodes], until)
    sized = [
        (node, answers.number(length))
        for node, length in zip(nodes, lengths, strict=True)
        if answers.number(length) >= 0
    ]
    starts = [_visible(bus, node, length, until) for node, length in sized]
    texts = bus.ask(
        [questions.text(node, *part) for (node, _), part in zip(sized, starts, strict=True)], until
    )
    return {
        node: _hits(node, answers.words(text), start, find, utf16=utf16)
        for (node, _), (start, _), text in _in_time(zip(sized, starts, texts, strict=True), until)
    }


def _hits(node: Node, text: str, start: int, find: Find, *, utf16: bool) -> list[Hit]:
    def count(end: int) -> int:
        return start + (_units(text[:end]) if utf16 else end)

    length, one_line = count(len(text)), "\n" not in text
    return [
        Hit(node, each.kind, (count(each.start), count(each.end)), length, one_line)
        for each in find(text)[:_MOST]
    ]


def _in_time(each: Iterable[T], until: float) -> Iterator[T]:
    """As many as there is time for: thousands of texts may be long, and our window waits for the same processor."""
    return takewhile(lambda _: time.monotonic() < until, each)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _visible(bus: Bus, node: Node, length: int, until: float) -> tuple[int, int]:
    """From which letter to which is read: of a long text what stands between its corners."""
    if length <= _LONG:
        return 0, length
    area = answers.area(bus.ask([questions.extents(node)], until)[0])
    if area is None:
        return 0, _LONG
    corners = ((area.x + 2, area.y + 2), (area.right - 3, area.bottom - 3))
    first, last = map(answers.number, bus.ask([questions.offset_at(node, x, y) for x, y in corners], until))
    first = max(first - _AROUND, 0)
    return first, min(max(last + _AROUND, first + _LONG), first + 2 * _LONG, length)
