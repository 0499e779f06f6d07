"""The shape of a profile: which keys there are, and what each may hold. Every fault is found, not only the first."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import EnumType
from typing import Any

import msgspec

from trayapp.core.policy.mistake import Mistake, nearest

_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false", date: "a day"}
_FOUND = {
    str: "text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    dict: "an object",
    list: "a list",
}
# an endless number contradicts no other
_BLANKS = {str: "", int: 0, float: float("inf"), bool: False, date: "2000-01-01"}


class Shape:
    """Looks at a document from the outside in. What is faulty is replaced, so that the rest can still be checked."""

    def __init__(self) -> None:
        self.faults: list[Mistake] = []
        self.unknown: set[str] = set()
        """Those of them whose key itself is the fault."""

    def mended(self, value: Any, kind: Any, path: str) -> Any:
        """The value as that type can hold it."""
        if is_dataclass(kind):
            return self._object(value, kind, path)
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin is types.UnionType:
            return None if value is None else self.mended(value, inner[0], path)
        if origin in {tuple, frozenset}:
            return self._list(value, inner[0], path)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(value, inner[1], path)
        return self._plain(value, kind, path)

    def _object(self, value: Any, kind: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._add(path, f"must be an object, not {_found(value)}")
            value = dict.fromkeys(_required(kind))
        known, made = _hints(kind), {}
        for key, item in value.items():
            if key in known:
                made[key] = self.mended(item, known[key], f"{path}.{key}")
            else:
                self.unknown.add(f"{path}.{key}")
                self._add(f"{path}.{key}", f"{key!r} is not a key here", nearest(key, known))
        for key in _required(kind):
            if key not in value:
                self._add(f"{path}.{key}", f"{key!r} is missing", f"It is {_name(known[key])}.")
                made[key] = _blank(known[key])
        return made

    def _list(self, value: Any, kind: Any, path: str) -> list[Any]:
        if not isinstance(value, list):
            self._add(path, f"must be a list, not {_found(value)}", "Put it in [ and ].")
            return []
        return [self.mended(item, kind, f"{path}[{index}]") for index, item in enumerate(value)]

    def _mapping(self, value: Any, kind: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._add(path, f"must be an object, not {_found(value)}")
            return {}
        return {key: self.mended(item, kind, f"{path}.{key}") for key, item in value.items()}

    def _plain(self, value: Any, kind: Any, path: str) -> Any:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            self._add(path, *_why(value, kind))
            return _blank(kind)
        return value

    def _add(self, path: str, what: str, hint: str = "") -> None:
        self.faults.append(Mistake(path, what, hint))


def _why(value: Any, kind: Any) -> tuple[str, str]:
    if isinstance(kind, EnumType):
        known = [str(member.value) for member in kind]  # type: ignore[var-annotated]
        return f"{value!r} is not a {kind.__name__.lower()}", nearest(str(value), known)
    if kind is date and isinstance(value, str):
        return f"{value!r} is not a day", "Such as 2026-12-24."
    return f"must be {_name(kind)}, not {_found(value)}", ""


def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _required(kind: Any) -> list[str]:
    return [each.name for each in fields(kind) if not _has_default(each)]


def _has_default(each: Field[Any]) -> bool:
    return each.default is not MISSING or each.default_factory is not MISSING


def _blank(kind: Any) -> Any:
    """Something of that type that stands for what is faulty."""
    if is_dataclass(kind):
        known = _hints(kind)
        return {key: _blank(known[key]) for key in _required(kind)}
    if isinstance(kind, EnumType):
        return next(iter(kind)).value
    return [] if typing.get_origin(kind) is tuple else _BLANKS.get(kind)


def _name(kind: Any) -> str:
    if isinstance(kind, EnumType):
        return "one of " + ", ".join(repr(str(member.value)) for member in kind)  # type: ignore[var-annotated]
    if typing.get_origin(kind) is tuple:
        return "a list"
    return _NAMES.get(kind, "an object")


def _found(value: Any) -> str:
    return _FOUND.get(type(value), "null")
