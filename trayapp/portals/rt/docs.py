"""Picks values out of REST2's JSON, in which numbers are texts now and then, and nothing is an empty text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from trayapp.core.errors import ServerFault

Doc = Mapping[str, Any]
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""What the server says of a time that did not come."""


def text(doc: Doc, name: str) -> str:
    """A text or number as text; of a reference its `id`; empty when there is none."""
    value = doc.get(name)
    if isinstance(value, Mapping):
        value = value.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def number(doc: Doc, name: str) -> int:
    """A whole number, 0 when there is none. Raises `ServerFault` for what is neither."""
    words = text(doc, name)
    if not words:
        return 0
    if not words.lstrip("-").isdecimal() or len(words) > 15:
        raise ServerFault(f"{name} is no number")
    return int(words)


def ident(doc: Doc, name: str = "id") -> str:
    """The number of a thing, as text. Raises `ServerFault` when it is none."""
    found = number(doc, name)
    if found <= 0:
        raise ServerFault(f"{name} names nothing")
    return str(found)


def moment(doc: Doc, name: str) -> datetime:
    """A time, aware, UTC. Raises `ServerFault` when it is none."""
    try:
        found = datetime.fromisoformat(text(doc, name))
    except ValueError as error:
        raise ServerFault(f"{name} is no time") from error
    if found.tzinfo is None:
        raise ServerFault(f"{name} is a time without a zone")
    return found.astimezone(UTC)


def docs(doc: Doc, name: str) -> Sequence[Doc]:
    """The objects in a list; none when there is no list."""
    value = doc.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def links(doc: Doc, ref: str) -> Sequence[Doc]:
    """What may be done from here, of that sort."""
    return [link for link in docs(doc, "_hyperlinks") if link.get("ref") == ref]
