"""What a portal says, made bearable: lines are lines, texts end, numbers count something, times are of our calendar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from trayapp.core.text import one_line

T = TypeVar("T")

LONGEST_ID = 200
"""Letters of an id, which goes into addresses."""
LONGEST_KEY = 2000
"""Letters of a cursor or another word that only the portal understands."""
LONGEST_LINE = 1000
LONGEST_TEXT = 200_000
"""Letters; what is longer is cut, and ends in dots."""
MOST = 2**53
"""The largest number that every program which reads JSON takes for what it is."""
_YEARS = (1900, 2400)
"""No ticket is older, none is due later; at the ends of the calendar a time cannot be told in every zone."""
_KEYS = frozenset({"cursor", "etag", "op_id", "sha256", "next"})
_TEXTS = frozenset(
    {
        "text",
        "body",
        "description",
        "note",
        "notes",
        "meaning",
        "hint",
        "value",
        "examples",
        "advice",
        "terms",
        "refused",
        "paid",
        "sessions",
        "nature_question",
    }
)
"""What may have more than one line."""
_COUNTS = frozenset({"size", "joined", "max_file", "max_total"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def cleaned(value: T) -> T:
    """The value, its texts cut and without characters that are none. Raises `ValueError` for what cannot be meant."""
    made: T = _clean("", value)
    return made


def _clean(name: str, value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return _text(name, value)
    if value is None or kind is bool:
        return value
    if kind is tuple:
        return _same(value, tuple(_clean(name, item) for item in value))
    if is_dataclass(value):
        changed = {
            field: new
            for field in _fields(kind)  # type: ignore[arg-type]
            if (new := _clean(field, old := getattr(value, field))) is not old
        }
        return replace(value, **changed) if changed else value  # type: ignore[type-var]
    if isinstance(value, Mapping):
        told = {line(key): _clean("text", item) for key, item in value.items()}
        return value if told == value else told
    if isinstance(value, frozenset):
        some = frozenset(_clean(name, item) for item in value)
        return value if some == value else some
    _number(name, value)
    return value


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _same(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    return old if all(a is b for a, b in zip(old, new, strict=True)) else new


def _text(name: str, text: str) -> str:
    if name == "id":
        return _identifier(text)
    if name in _KEYS:
        return _key(text)
    if name in _TEXTS:
        return paragraphs(text)
    if name.endswith("url"):
        return text if len(text) <= LONGEST_KEY and text.isprintable() else ""
    return line(text)


def _identifier(text: str) -> str:
    """Raises `ValueError`. Two dots alone would climb in an address."""
    if not 0 < len(text) <= LONGEST_ID or not text.isprintable() or not text.strip("."):
        raise ValueError("an id that is none")
    return text


def _key(text: str) -> str:
    if len(text) > LONGEST_KEY or not text.isprintable():
        raise ValueError("a key that is none")
    return text


def line(text: str, most: int = LONGEST_LINE) -> str:
    """The text without breaks and without signs that turn what follows it, at most so many letters."""
    return text if len(text) <= most and text.isprintable() else one_line(text, most)


def paragraphs(text: str, most: int = LONGEST_TEXT) -> str:
    """The text with its breaks, without other signs that control something, at most so many letters."""
    if len(text) > most:
        text = f"{text[: most - 1]}…"
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text) if _CONTROL.search(text) else text


def _number(name: str, value: Any) -> None:
    if isinstance(value, datetime):
        _moment(value)
    elif isinstance(value, int | float) and (abs(value) > MOST or (name in _COUNTS and value < 0)):
        raise ValueError("a number of nothing")


def _moment(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError("a time out of all reason")
