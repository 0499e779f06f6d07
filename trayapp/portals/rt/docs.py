"""Picks values out of REST2's JSON, in which numbers are texts now and then, and nothing is an empty text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from trayapp.core.errors import ServerFault
from trayapp.portals.sane import sane

Doc = Mapping[str, Any]
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""What the server says of a time that did not come."""


class Malformed(ServerFault):
    """A document in which something cannot be meant: asked for again, it is the same."""


def text(doc: Doc, name: str) -> str:
    """A text or number as text; of a reference its `id`; empty when there is none."""
    value = doc.get(name)
    if isinstance(value, Mapping):
        value = value.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def number(doc: Doc, name: str) -> int:
    """A whole number, 0 when there is none. Raises `Malformed` for what is neither."""
    words = text(doc, name)
    if not words:
        return 0
    if not words.lstrip("-").isdecimal() or len(words) > 15:
        raise Malformed(f"{name} is no number")
    return int(words)


def ident(doc: Doc, name: str = "id") -> str:
    """The number of a thing, as text. Raises `Malformed` when it is none."""
    found = number(doc, name)
    if found <= 0:
        raise Malformed(f"{name} names nothing")
    return str(found)


def moment(doc: Doc, name: str) -> datetime:
    """A time, aware, UTC. Raises `Malformed` when it is none, or far from every calendar."""
    try:
        return sane(datetime.fromisoformat(text(doc, name))).astimezone(UTC)
    except ValueError as error:
        raise Malformed(f"{name} is no time: {error}") from error


def moment_or_none(doc: Doc, name: str) -> datetime | None:
    """The same; `None` where there is none, or none that can be meant."""
    with suppress(Malformed):
        found = moment(doc, name)
        return None if found == NEVER else found
    return None


def docs(doc: Doc, name: str) -> Sequence[Doc]:
    """The objects in a list; none when there is no list."""
    value = doc.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def links(doc: Doc, ref: str) -> Sequence[Doc]:
    """What may be done from here, of that sort."""
    return [link for link in docs(doc, "_hyperlinks") if link.get("ref") == ref]
