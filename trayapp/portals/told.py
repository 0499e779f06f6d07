"""What a helpdesk has no place for, as lines that people read at the end of a text, and taken off it again.

The lines begin with a mark that names the operation: by it a ticket is found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from trayapp.core.errors import Rejected
from trayapp.core.model import NOTHING, Fact
from trayapp.portals.clean import LONGEST_TEXT

_MARK = "---- Sent by trayapp, key "
_MARKED = re.compile(r"(?:\A|\n\n|\n)---- Sent by trayapp, key ([0-9a-f-]{36})(?:\n|\Z)")
_LINE = re.compile(
    r"\* (?:\[(?P<field>[^\s\]]+)\]|(?P<fact>[^\s:]+)(?P<failed> \(failed\))?): ?(?P<value>.*)"
)
_ESCAPED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_MEANT = {"\\": "\\", "n": "\n", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Told:
    """A text in its parts."""

    words: str
    """Of the employee alone."""
    op: str | None = None
    """The operation that wrote it; `None`: not this program."""
    facts: tuple[Fact, ...] = ()
    fields: Mapping[str, str] = field(default_factory=lambda: NOTHING)


def text_of(told: Told) -> str:
    """All of it as one text; without an operation, the words."""
    if told.op is None:
        return told.words
    lines = [f"{_MARK}{told.op}", *_lines(told)]
    return "\n".join([told.words, "", *lines] if told.words else lines)


def findable(text: str, field: str) -> str:
    """The text. Raises `Rejected` by that field for one so long that it is cut when it is read again: nothing would
    be found by the key at its end, and it would be sent twice.
    """
    if len(text) > LONGEST_TEXT:
        raise Rejected("too long to be found again", {field: "too_long"}, reason=field)
    return text


def told_by(text: str) -> Told:
    """The parts of a text as a server has it. What somebody wrote below the lines belongs to the words."""
    text = text.replace("\r\n", "\n")
    mark = next(reversed(list(_MARKED.finditer(text))), None)
    if mark is None:
        return Told(text)
    facts: list[Fact] = []
    fields: dict[str, str] = {}
    others: list[str] = []
    for line in text[mark.end() :].split("\n"):
        found = _LINE.fullmatch(line)
        if found is None:
            others.append(line)
        elif found["field"] is not None:
            fields[found["field"]] = _plain(found["value"])
        else:
            facts.append(Fact(found["fact"], _plain(found["value"]), failed=bool(found["failed"])))
    below = "\n".join(others).strip("\n")
    words = text[: mark.start()]
    return Told(f"{words}\n\n{below}" if below else words, mark[1], tuple(facts), fields)


def _lines(told: Told) -> Iterator[str]:
    for name, value in told.fields.items():
        yield f"* [{name}]: {_escaped(value)}"
    for fact in told.facts:
        yield f"* {fact.key}{' (failed)' if fact.failed else ''}: {_escaped(fact.value)}"


def _escaped(value: str) -> str:
    return "".join(_ESCAPED.get(sign, sign) for sign in value)


def _plain(value: str) -> str:
    return re.sub(r"\\([\\nr])", lambda found: _MEANT[found[1]], value)
