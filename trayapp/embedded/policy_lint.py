"""Reads the text of a profile and explains every fault in it with its place."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

import msgspec

from trayapp.core.policy import checks
from trayapp.core.policy.mistake import Mistake
from trayapp.embedded import policy_checks, policy_source
from trayapp.embedded.policy_shape import Shape
from trayapp.embedded.policy_source import Broken, Source, parent
from trayapp.embedded.profile import Profile

_LAST_COUNTS = "Only the last would count."
_PART = re.compile(r"\.([^.\[]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the file."""

    line: int
    column: int
    key: str
    """The path of the key: `$.policy.statuses[2].on_update`."""
    what: str
    hint: str = ""
    """What would be right."""


@dataclass(frozen=True, slots=True)
class Linted:
    """What became of a text: the profile when there is nothing wrong in it."""

    profile: Profile | None
    faults: tuple[Fault, ...] = ()
    """In the order of their places."""


def lint(text: str) -> Linted:
    """Every fault, those that hide behind others too where they can be told."""
    try:
        source = policy_source.read(text)
    except Broken as error:
        line, column = Source(text).line_and_column(error.offset)
        return Linted(None, (Fault(line, column, "$", f"not JSON: {error}", "The rest was not checked."),))
    shape = Shape()
    document = shape.mended(_with_version(source.document), Profile, "$")
    profile = msgspec.convert(document, Profile)
    found = [*shape.faults, *_beyond_shape(profile, {fault.key for fault in shape.faults})]
    placed = [_placed(source, mistake, key=mistake.key in shape.unknown) for mistake in found]
    placed += [(at, Mistake(key, "the key is there twice", _LAST_COUNTS)) for key, at in source.twice]
    faults = tuple(_fault(source, at, mistake) for at, mistake in sorted(placed, key=itemgetter(0)))
    return Linted(None if faults else profile, faults)


def _with_version(document: Any) -> Any:
    """A version that changes whenever anything in the document does, unless it says one itself."""
    if isinstance(document, dict) and isinstance(document.get("policy"), dict):
        content = json.dumps(document, sort_keys=True).encode()
        document["policy"].setdefault("version", hashlib.sha256(content).hexdigest()[:16])
    return document


def _beyond_shape(profile: Profile, faulty: set[str]) -> list[Mistake]:
    """What does not fit together, but for what only follows from a fault in the shape."""
    found = [replace(each, key=f"$.policy{each.key[1:]}") for each in checks.mistakes(profile.policy)]
    return [each for each in [*found, *policy_checks.mistakes(profile)] if not _within(each.key, faulty)]


def _within(key: str, faulty: set[str]) -> bool:
    while key != "$" and key not in faulty:
        key = parent(key)
    return key in faulty


def _placed(source: Source, mistake: Mistake, *, key: bool) -> tuple[int, Mistake]:
    """The mistake with where it stands in the text."""
    exact = replace(mistake, key=_item(source.document, mistake)) if mistake.item else mistake
    return source.place(exact.key, key=key), exact


def _item(document: Any, mistake: Mistake) -> str:
    """The path of the item that the mistake names: sets are lists in the text."""
    value = document
    for key, index in _PART.findall(mistake.key):
        value = value[key] if key else value[int(index)]
    return f"{mistake.key}[{value.index(mistake.item)}]"


def _fault(source: Source, at: int, mistake: Mistake) -> Fault:
    line, column = source.line_and_column(at)
    return Fault(line, column, mistake.key, mistake.what, mistake.hint)
