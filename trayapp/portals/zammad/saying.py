"""What of a draft the server has no place for: it goes below the text, as `told` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from trayapp.core.model import Draft
from trayapp.portals.clean import cleaned
from trayapp.portals.told import Told, told_by

FIELD = "field."
"""What the name of an answer to a field begins with there."""


def unstored(draft: Draft, stored: frozenset[str]) -> dict[str, str]:
    """By its name below the text. `stored`: names of what the server has."""
    said = {
        "nature": draft.nature,
        "product": draft.product,
        "category": draft.category,
        "priority": draft.priority,
        "references": draft.references,
        "incident": draft.joins,
        **{FIELD + code: value for code, value in draft.fields.items()},
    }
    return {name: value for name, value in said.items() if value and name not in stored}


def taken_off(body: str) -> tuple[str, Told | None]:
    """The words, and what this program had written below them; `None`: nothing."""
    told = told_by(body)
    if told.op is None:
        return body, None
    return told.words, cleaned(replace(told, words=""))


def fields_of(said: Mapping[str, str]) -> dict[str, str]:
    """Answers to fields by their codes."""
    return {name.removeprefix(FIELD): value for name, value in said.items() if name.startswith(FIELD)}
