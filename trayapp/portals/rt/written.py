"""What the employee wrote, as the server takes it: its own fields where it has them, everything else in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

import msgspec

from trayapp.core.ids import OpId
from trayapp.core.model import Draft
from trayapp.portals.told import Told, text_of

FACTS_FILE = "computer-facts.json"
"""The facts once more, for programs."""
LONGEST_SUBJECT = 200
"""Letters the server keeps."""
_SUBJECT, _NATURE, _CATEGORY, _PRIORITY = "subject", "nature", "category", "priority_asked"
_FIELD = "field:"
_GOES_ON = "goes_on_from"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked beside the text, read back from it."""

    subject: str | None = None
    """Where it was too long for the server."""
    nature: str | None = None
    category: str | None = None
    priority: str | None = None
    fields: Mapping[str, str] | None = None


def named(op: OpId) -> str:
    """The operation as something that the ticket refers to: by it the ticket is found again."""
    return f"urn:uuid:{op}"


def key(op: OpId) -> str:
    """The operation in a reply's subject: random bits enough for one ticket."""
    return f"k:{op[-12:]}"


def subject_of(draft: Draft) -> str:
    """The subject as the server keeps it."""
    return _cut(draft.subject)


def reply_subject(subject: str, op: OpId) -> str:
    """The subject of a reply, by which it is found again."""
    mark = f" [{key(op)}]"
    return f"{_cut(f'Re: {subject}', LONGEST_SUBJECT - len(mark))}{mark}"


def content_of(op: OpId, draft: Draft) -> str:
    """The description, and below it all that the server might drop without a word."""
    asked = {
        _SUBJECT: draft.subject if subject_of(draft) != draft.subject else None,
        _NATURE: draft.nature,
        _CATEGORY: draft.category,
        _PRIORITY: draft.priority,
        _GOES_ON: draft.references,
        **{f"{_FIELD}{quote(code, safe='')}": answer for code, answer in draft.fields.items()},
    }
    told = {name: words for name, words in asked.items() if words is not None}
    return text_of(Told(draft.description, op, draft.facts, told))


def asked_in(told: Told) -> Asked:
    """What was asked, from the lines below a description."""
    fields = {
        unquote(name.removeprefix(_FIELD)): words
        for name, words in told.fields.items()
        if name.startswith(_FIELD)
    }
    said = told.fields.get
    return Asked(said(_SUBJECT), said(_NATURE), said(_CATEGORY), said(_PRIORITY), fields)


def facts_file(draft: Draft) -> tuple[tuple[str, str, bytes], ...]:
    """The facts as a small file; none without facts."""
    if not draft.facts:
        return ()
    return (
        (FACTS_FILE, "application/json", msgspec.json.format(msgspec.json.encode(draft.facts), indent=1)),
    )


def custom_fields(draft: Draft, known: Mapping[str, str]) -> dict[str, Any]:
    """Answers by the names of the server's own fields, where it has fields of these names.

    `known`: their names by the same in small letters. It drops what it does not take, and says nothing: all of it is
    in the text, too.
    """
    answers = {**draft.fields} | ({"category": draft.category} if draft.category else {})
    return {
        known[code.lower()]: answer for code, answer in answers.items() if code.lower() in known and answer
    }


def whole_subject(kept: str, written: str | None) -> str:
    """The subject as it was written, unless support gave it another one."""
    return written if written is not None and kept == _cut(written) else kept


def _cut(words: str, most: int = LONGEST_SUBJECT) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
