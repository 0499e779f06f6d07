"""A JSON document that remembers where each of its keys and values stands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLAIN = re.compile(r"[^\s,\]}]+")


class Broken(Exception):
    """Not a JSON document; the argument says why, `offset` where."""

    def __init__(self, why: str, offset: int = 0) -> None:
        super().__init__(why)
        self.offset = offset


@dataclass(slots=True)
class Source:
    """The text of a JSON document, and where in it each path stands. `$.levels[0].code` is such a path."""

    text: str
    document: Any = None
    keys: dict[str, int] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[str, int]] = field(default_factory=list)
    """Keys that an object has more than once: only the last would count."""

    def place(self, path: str, *, key: bool = False) -> int:
        """Where the path's value stands, or its key; for what is missing, the object that it is missing in."""
        places = self.keys if key else self.values
        while path not in places and path != "$":
            path, places = parent(path), self.values
        return places.get(path, 0)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """As an editor counts them, from 1."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)


def read(text: str) -> Source:
    """Raises `Broken`."""
    try:
        source = Source(text, json.loads(text, parse_constant=_no_number))
        _Scan(source).value(0, "$")
    except json.JSONDecodeError as error:
        raise Broken(error.msg, error.pos) from error
    except RecursionError as error:
        raise Broken("too many levels inside one another") from error
    return source


def parent(path: str) -> str:
    """The path of what holds it: `$.a[0]` is held by `$.a`; `$` by itself."""
    return re.sub(r"(?s)(\[\d+\]|\.[^.]*)$", "", path) or "$"


class _Scan:
    """Walks over a text that is known to be JSON."""

    def __init__(self, source: Source) -> None:
        self._text = source.text
        self._source = source

    def value(self, at: int, path: str) -> int:
        """Note the value that begins there or after spaces; where it ends."""
        at = self._after(_SPACE, at)
        self._source.values[path] = at
        if self._text[at] == "{":
            return self._object(at + 1, path)
        if self._text[at] == "[":
            return self._list(at + 1, path)
        return self._after(_STRING if self._text[at] == '"' else _PLAIN, at)

    def _object(self, at: int, path: str) -> int:
        seen = set()
        at = self._after(_SPACE, at)
        while self._text[at] != "}":
            end = self._after(_STRING, at)
            key = f"{path}.{json.loads(self._text[at:end])}"
            if key in seen:
                self._source.twice.append((key, at))
            seen.add(key)
            self._source.keys[key] = at
            at = self._next(self.value(self._after(_SPACE, end) + 1, key))
        return at + 1

    def _list(self, at: int, path: str) -> int:
        index = 0
        at = self._after(_SPACE, at)
        while self._text[at] != "]":
            at = self._next(self.value(at, f"{path}[{index}]"))
            index += 1
        return at + 1

    def _next(self, at: int) -> int:
        """Behind the comma, if there is one."""
        at = self._after(_SPACE, at)
        return self._after(_SPACE, at + 1) if self._text[at] == "," else at

    def _after(self, pattern: re.Pattern[str], at: int) -> int:
        found = pattern.match(self._text, at)
        assert found is not None  # noqa: S101 - json.loads has read this text before
        return found.end()


def _no_number(name: str) -> NoReturn:
    raise Broken(f"{name} is not a number")
